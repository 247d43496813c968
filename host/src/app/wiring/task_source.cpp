#include "app/wiring/task_source.hpp"

#include <algorithm>
#include <vector>

#include "backlog/batch_lines.hpp"
#include "backlog/numbered_lines.hpp"
#include "pipeline/fingerprint.hpp"
#include "record/batch.hpp"
#include "sluice/record.h"
#include "sluice/result.hpp"

namespace sluice::app {
namespace {

constexpr size_t kRetryPageTasks = 2000;
constexpr size_t kRetryPageBytes = size_t{1} << 20;
constexpr const char* kNotJson = "its value is not JSON: put it right with sluice tasks edit";

sluice_status open_tasks(void*, sluice_slice, sluice_text*, sluice_error*) { return SLUICE_OK; }

// What was settled is not with the retry any more: it always begins with the first one that is.
sluice_status seek_tasks(void*, sluice_slice, sluice_error*) { return SLUICE_OK; }

// Tasks from elsewhere may have any text.
std::string as_hash(const std::string& text) {
  const auto is_digit = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
  const bool is_one = !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
  return is_one ? text : pipeline::origin_key(text);
}

// The value that is kept is not what was read.
void refuse_redacted(sluice_batch* into, size_t index, const store::Task& task) {
  if (!task.redacted || task.edited) return;
  into->records_api->fail_record(
      into, index, SLUICE_E_DATA,
      slice("secrets were taken out of its value, so it is not sent: put in what it needs with "
            "sluice tasks edit, then retry it"));
}

void refuse_overtaken(sluice_batch* into, size_t index, const store::Task& task) {
  if (!task.overtaken) return;
  into->records_api->fail_record(
      into, index, SLUICE_E_DATA,
      slice("a later version of the record, or a later one of its order (order_by), was delivered "
            "since, and this one would come over it: skip it, or retry it once more by its number "
            "to send it all the same"));
}

}  // namespace

// As pipeline::record_keys names what it was sent as. Of several records made of one, only the
// first that failed may share a key with those that were sent.
std::string TaskSource::origin_of(const store::Task& task) const {
  std::string out = as_hash(task.merged.empty() ? task.origin : task.merged);
  if (to_target_) out += task.part ? " part " + std::to_string(task.part) : " 1/1";
  if (task.edited) out += " edited " + pipeline::origin_key(*task.edited);
  return out;
}

// One value of several records is one record for the target.
bool TaskSource::is_sent_already(const store::Task& task) {
  return !task.merged.empty() && !merged_.insert(task.merged).second;
}

sluice_status TaskSource::poll(sluice_batch* into, sluice_error* error) {
  store::TaskPage page;
  page.after = after_;
  page.most = kRetryPageTasks;
  page.bytes = kRetryPageBytes;
  page.oldest_first = page.to_send = true;
  auto tasks = store_.tasks(walk_.tasks({store::TaskState::retrying}), page);
  if (!tasks) return export_status(tasks.status(), error);
  into->flags |= SLUICE_BATCH_PARTIAL;  // what has no task is there all the same
  if (tasks->empty()) return SLUICE_END;
  after_ = tasks->back().id;
  std::erase_if(*tasks, [this](const store::Task& task) { return is_sent_already(task); });
  std::string text;
  for (const store::Task& task : *tasks)
    backlog::add_numbered_line(text, task.id, task.current(), origin_of(task));
  if (const sluice_status code = backlog::put_lines(
          into, text, Status::data("a task does not fit into host.limits.page"), error);
      code != SLUICE_OK)
    return code;
  for (size_t i = 0; i < into->count && i < tasks->size(); i++) {
    sluice_record_at(into, i)->key =
        record::Batch::of(into).arena().copy(slice((*tasks)[i].record_key));
    if (!walk_.from_start) sluice_record_at(into, i)->order = (*tasks)[i].order;
    record::Batch::of(into).records().set_route(i, chain_);
    refuse_redacted(into, i, (*tasks)[i]);
    refuse_overtaken(into, i, (*tasks)[i]);
  }
  return into->records_api->set_cursor(into, slice(std::to_string(after_)));
}

pipeline::Source TaskSource::source() {
  static constexpr sluice_subscriber kTable = {
      sizeof(sluice_subscriber), open_tasks, seek_tasks,
      [](void* self, sluice_batch* into, const sluice_cancel*, sluice_error* error) {
        return static_cast<TaskSource*>(self)->poll(into, error);
      }};
  return {kName, kName, this, &kTable};
}

pipeline::Step TaskSource::step() { return backlog::values_step(kName, kNotJson); }

}  // namespace sluice::app
