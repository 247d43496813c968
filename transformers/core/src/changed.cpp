#include "changed.hpp"

#include "sluice/expression/canonical.hpp"
#include "sluice/expression/copy.hpp"

namespace sluice::core {
namespace {

constexpr size_t kKeptDigest = 16;  // two versions of one record must not collide
constexpr size_t kMostGone = 1000;  // told in one flush

}  // namespace

Result<std::unique_ptr<Changed>> Changed::create(Context& context) {
  Result<Setup> setup = Setup::of(context);
  if (!setup.ok()) return setup.status();
  Result<State> state = State::of(context.host());
  if (!state.ok()) return state.status();
  Result<GroupKey> by = GroupKey::of(*setup);
  if (!by.ok()) return by.status();
  std::unique_ptr<Changed> changed(new Changed(setup->findings(), *state, *std::move(by)));
  changed->deletions_ = setup->config()["deletions"].bool_or(false);
  const Value ignore = setup->config()["ignore"];
  Status failure;
  for (size_t i = 0; i < ignore.size(); i++) {
    auto path = setup->path(ignore.item(i).string_or(""), "/ignore/" + std::to_string(i));
    if (!path.ok()) {
      failure = first_failure({failure, path.status()});
      continue;
    }
    changed->ignored_.add(path->steps());
    changed->ignored_paths_.push_back(*std::move(path));
  }
  if (!failure.ok()) return failure;
  return changed;
}

// What is told as deleted has other members.
Result<std::string> Changed::members(std::string_view in) {
  std::vector<LookedAt> all = by_.looked_at(findings_);
  for (size_t i = 0; i < ignored_paths_.size(); i++)
    all.push_back({"/ignore/" + std::to_string(i), nullptr, &findings_, &ignored_paths_[i]});
  look_at(all, in);
  return deletions_ ? std::string() : std::string(in);
}

std::vector<std::string> Changed::absent() { return absent_of(by_.looked_at(findings_)); }

// Of several records of a batch with one key the last one counts.
Status Changed::transform_batch(Batch batch, const Cancel& cancel) {
  GroupKey::Evaluators by = by_.evaluators(batch.abi());
  GroupKey::Evaluators again = by_.evaluators(batch.abi());  // its notes are the same
  if (Status s = known_.begin(batch); !s.ok()) return s;
  last_.clear();
  std::vector<std::string> keys(batch.size());
  Status status = for_each_live(batch, cancel, [&](const Record& record) -> const Status* {
    std::string& key = keys[record.index()];
    failure_ = by_.read(record, by, key_, &key);
    if (failure_.ok()) failure_ = stand_in(batch, record, key);
    return failure_.ok() ? nullptr : &failure_;
  });
  if (status.ok())
    status = for_each_live(batch, cancel, [&](const Record& record) -> const Status* {
      std::string digest;
      failure_ = read_digest(record, by.front(), &digest);
      if (failure_.ok()) failure_ = pass_or_drop(record, again, keys[record.index()], digest);
      return failure_.ok() ? nullptr : &failure_;
    });
  for (const expression::Evaluator& one : by) tell_notes(findings_, one);
  return status.ok() ? known_.end(batch) : status;
}

Status Changed::stand_in(Batch batch, const Record& record, const std::string& key) {
  if (deletions_)
    if (Status s = known_.see(batch, key); !s.ok()) return s;
  const auto [at, added] = last_.try_emplace(key, record.index());
  if (added) return {};
  return batch[std::exchange(at->second, record.index())].filter_for(record);
}

// Of a copy: what is ignored stays in the record.
Status Changed::read_digest(const Record& record, expression::Evaluator& evaluator,
                            std::string* out) {
  sluice_batch* const batch = evaluator.batch();
  sluice_value copy{};
  if (const auto code = expression::copy_value(batch, record.abi()->root, &copy))
    return {code, code == SLUICE_E_NO_MEMORY ? "the batch's memory budget is exhausted"
                                             : "the record nests too deep to be compared"};
  if (!ignored_.empty() && !ignored_.remove(batch, &copy)) return {batch->fault, {}};
  const bool read = expression::Canonical(evaluator, digest_).write(copy);
  *out = digest_.take(kKeptDigest);
  return read ? Status() : told_of(evaluator.failure(), {}, record);
}

Status Changed::pass_or_drop(const Record& record, GroupKey::Evaluators& by, const std::string& key,
                             const std::string& digest) {
  const Batch batch(record.root().batch());
  auto before = known_.digest(batch, key);
  if (!before.ok()) return before.status();
  if (*before == digest) return record.filter(), Status();
  if (record.abi()->key.size && !deletions_) return known_.put(record, key, digest, {});
  // The key's value names the record, or tells later what is gone: `by` is read again.
  std::string again, json;
  if (Status s = by_.read(record, by, key_, &again); !s.ok()) return s;
  if (Status s = by_.write(batch.abi(), &json); !s.ok()) return s;
  if (Status s = name(record, json); !s.ok()) return s;
  return known_.put(record, key, digest, deletions_ ? json : std::string());
}

// Where its source did not: a task of an older version is then superseded when a newer one gets
// through.
Status Changed::name(const Record& record, const std::string& json) {
  if (record.abi()->key.size) return {};
  record.abi()->key = Batch(record.root().batch()).copy(json);
  return record.abi()->key.data ? Status() : Status(SLUICE_E_NO_MEMORY, "no memory for its key");
}

Status Changed::remove_given(Batch into) {
  for (; !given_.empty(); given_.pop_back())
    if (Status s = known_.remove(into, given_.back()); !s.ok()) return s;
  known_.restart();
  return {};
}

Result<bool> Changed::flush(bool first, Batch into, const Cancel& cancel) {
  if (known_.in_retry()) return false;
  if (first) given_.clear();
  if (Status s = known_.begin(into); !s.ok()) return s;
  known_.restart();
  if (Status s = remove_given(into); !s.ok()) return s;
  if (into.partial()) {
    findings_.remark(
        "walk in which a record parked or was dropped before this step or at it, or that left out "
        "some of what its source has, so that it tells no deletions",
        {}, 1);
    return false;
  }
  while (given_.size() < kMostGone) {
    if (cancel.requested()) return Status(SLUICE_E_CANCELLED, "cancelled while it told deletions");
    auto gone = known_.next_gone(into);
    if (!gone.ok()) return gone.status();
    if (!*gone) break;
    auto made = into.add_source("{\"key\":" + (*gone)->json + ",\"deleted\":true}");
    if (!made.ok()) return made.status();
    made->abi()->op = SLUICE_OP_DELETE;
    given_.push_back(**std::move(gone));
  }
  const bool more = !given_.empty();
  if (Status s = known_.end(into); !s.ok()) return s;
  return more;
}

}  // namespace sluice::core
