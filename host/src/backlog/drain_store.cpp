#include "backlog/drain_store.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "backlog/drain_source.hpp"
#include "backlog/numbered_lines.hpp"
#include "pipeline/fingerprint.hpp"
#include "pipeline/sent_notes.hpp"

namespace sluice::backlog {
namespace {

const std::string& source_of(const store::WaitingRecord& record) {
  return record.source.empty() ? record.value : record.source;
}

}  // namespace

DrainStore::DrainStore(store::PipelineStore& store, store::BacklogStore& backlogs,
                       const pipeline::Plan& plan, const pipeline::Target& target)
    : ForwardingStore(store),
      backlogs_(backlogs),
      plan_(plan),
      target_(target),
      place_(place(plan.pipeline, target.name)) {}

// Settled records have left the backlog, so its source always begins with the first of the others.
Result<store::PipelineState> DrainStore::load(std::string_view) {
  auto own = inner().load(plan_.pipeline);
  if (!own) return own;
  auto state = inner().load(place_);
  if (!state) return state;
  state->cursor = {};
  state->positions = std::move(own->positions);
  state->parked_keys = std::move(own->parked_keys);
  state->open_orders = std::move(own->open_orders);
  auto sent = maybe_sent();
  if (!sent) return sent.status();
  if (!sent->notes.empty()) state->sent.push_back(*std::move(sent));
  return state;
}

// As notes of an earlier run: the publisher is asked about these records before they are sent.
Result<store::SentBatch> DrainStore::maybe_sent() const {
  store::SentBatch batch{target_.name, target_.identity, 0, {}};
  const auto records = backlogs_.maybe_sent(plan_.pipeline, target_.name);
  if (!records) return records.status();
  if (records->empty()) return batch;
  std::vector<std::string> lines;
  for (const store::WaitingRecord& record : *records) {
    lines.push_back(DrainSource::line_of(record, target_.keyed));
    lines.back().pop_back();  // the line break is none of the record's text
  }
  // Numbers ascend: among so many records the last of them is.
  batch.notes = pipeline::notes_of(static_cast<uint64_t>(records->back().number), lines);
  return batch;
}

Result<store::WaitingRecord> DrainStore::waiting(std::string_view line) const {
  const std::optional<int64_t> number = number_of(line);
  auto found = number
                   ? backlogs_.waiting(plan_.pipeline, target_.name, *number - 1, 1, SIZE_MAX / 2)
                   : Result<std::vector<store::WaitingRecord>>(Status());
  if (!found) return found.status();
  if (found->empty() || found->front().number != *number)
    return Status::internal("pipeline " + plan_.pipeline +
                            ": a record of a backlog has no number; nothing of it is stored");
  return std::move(found->front());
}

std::string DrainStore::task_origin(std::string_view line) const {
  const auto record = waiting(line);
  return record ? pipeline::origin_key(source_of(*record)) : std::string();
}

// It is one of the record as it was read, as if it had parked without a backlog.
Status DrainStore::complete_task(store::Task& task) const {
  const auto found = waiting(task.source);
  if (!found) return found.status();
  const store::WaitingRecord& record = *found;
  const std::string& source = source_of(record);
  task.origin = pipeline::origin_key(source);
  task.part += record.part;
  if (!task.is_kept()) task.first_us = record.time_us;
  task.source = redacted(source);
  task.redacted |= task.source != source;
  if (task.step == DrainSource::kName) task.step = target_.name;
  if (task.from_start && !task.is_kept()) task.value = task.source;
  return {};
}

// What has got to this target has not been to any other.
bool DrainStore::is_of_another(const std::string& step) const {
  return std::any_of(plan_.targets.begin(), plan_.targets.end(), [&](const pipeline::Target& one) {
    return one.name != target_.name && one.has(step);
  });
}

// A record that the target itself refused; with a hook that failed it is delivered.
void DrainStore::note_parked(store::Delta& delta, size_t at) const {
  const store::Task& task = delta.tasks[at];
  const std::optional<int64_t> number = number_of(task.source);
  const bool is_own = task.step == target_.name || task.step == DrainSource::kName;
  if (is_own && number && !task.is_kept())
    delta.parked_waiting.push_back({target_.name, *number, at});
}

// Records that were read since then may have tasks that are not older, though they came first.
Status DrainStore::limit(std::vector<store::GotThrough>& got_through) const {
  std::erase_if(got_through, [this](const store::GotThrough& record) {
    return record.order && is_of_another(record.step);
  });
  if (got_through.empty()) return {};
  const auto first = backlogs_.waiting(plan_.pipeline, target_.name, 0, 1, SIZE_MAX / 2);
  if (!first) return first.status();
  if (first->empty()) return got_through.clear(), Status();
  for (store::GotThrough& record : got_through) record.before_us = first->front().time_us;
  return {};
}

Status DrainStore::commit(std::string_view, const store::CommitKey& key,
                          const store::Delta& delta) {
  store::Delta own = delta;
  own.owner = plan_.pipeline;
  for (size_t i = 0; i < own.tasks.size(); i++) {
    note_parked(own, i);
    if (Status s = complete_task(own.tasks[i]); !s) return s;
  }
  if (Status s = limit(own.got_through); !s) return s;
  if (own.cursor && !own.cursor->text.empty())
    own.drained = {target_.name, cursor_number(own.cursor->text)};
  own.leaves_nothing = own.cursor && own.cursor->walk == store::Walk::finished;
  return inner().commit(place_, key, own);
}

Result<store::CommitMark> DrainStore::last_commit(std::string_view) {
  return inner().last_commit(place_);
}

Result<bool> DrainStore::reset(std::string_view) { return inner().reset(place_); }

}  // namespace sluice::backlog
