#include "distinct.hpp"

#include <charconv>
#include <utility>

#include "sluice/expression/canonical.hpp"
#include "sluice/expression/values.hpp"

namespace sluice::core {
namespace {

constexpr std::string_view kGenerationKey = "g";
constexpr size_t kDigestBytes = 16;  // of a record; two versions of one record must not collide

uint64_t number_of(std::string_view text) {
  uint64_t out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

}  // namespace

Result<std::unique_ptr<Distinct>> Distinct::create(Context& context) {
  Result<Setup> setup = Setup::of(context);
  if (!setup.ok()) return setup.status();
  Result<State> state = State::of(context.host());
  if (!state.ok()) return state.status();
  Result<GroupKey> by = GroupKey::of(*setup);
  if (!by.ok()) return by.status();
  Value config = setup->config();
  const std::string_view over = config["over"].string_or("walk");
  std::unique_ptr<Distinct> out(new Distinct(setup->findings(), *state, *std::move(by),
                                             config["keep"].string_or("last") == "last",
                                             over == "walk"  ? Over::kWalk
                                             : over == "run" ? Over::kRun
                                                             : Over::kAlways));
  return out;
}

Status Distinct::begin(Batch batch) {
  auto stored = state_.get(batch, kGenerationKey);
  if (!stored.ok()) return stored.status();
  if (!generation_ || (over_ == Over::kWalk && run_ != state_.run())) read_generation(*stored);
  run_ = state_.run();
  // A lost batch has lost the number, too.
  if (*stored == generation_) return {};
  return state_.put(batch, kGenerationKey, *generation_);
}

void Distinct::read_generation(const std::optional<std::string>& stored) {
  const bool goes_on = over_ == Over::kAlways || (over_ == Over::kWalk && state_.resumed());
  if (stored && goes_on) {
    seen_.add_all();
    generation_ = *stored;
  } else {
    generation_ = std::to_string(stored ? number_of(*stored) + 1 : 1);
  }
}

Status Distinct::transform_batch(Batch batch, const Cancel& cancel) {
  if (auto status = begin(batch); !status.ok()) return status;
  GroupKey::Evaluators by = by_.evaluators(batch.abi());
  std::vector<std::string_view> keys(batch.size());  // they are in the batch
  standing_.clear();
  Status status = for_each_live(batch, cancel, [&](const Record& record) -> const Status* {
    std::string_view& key = keys[record.index()];
    if (!read_key(record, by, &key)) return &failure_;
    failure_ = stand_in(batch, record, key);
    return failure_.ok() ? nullptr : &failure_;
  });
  for (size_t i = 0; status.ok() && i < keys.size(); i++)
    if (batch[i].live() && !keys[i].empty())
      status = pass_or_drop(batch, batch[i], keys[i], by.front());
  standing_.clear();  // its keys are the batch's
  for (const expression::Evaluator& one : by) tell_notes(findings_, one);
  return status;
}

// The records decide which one that is; the keys seen before decide whether it passes. If it parks,
// the host runs the others again.
Status Distinct::stand_in(Batch batch, const Record& record, std::string_view key) {
  const auto [at, added] = standing_.try_emplace(key, record.index());
  if (added) return {};
  if (!keep_last_) return record.filter_for(batch[at->second]);
  return batch[std::exchange(at->second, record.index())].filter_for(record);
}

bool Distinct::read_key(const Record& record, GroupKey::Evaluators& by, std::string_view* key) {
  std::string text;
  failure_ = by_.read(record, by, key_, &text);
  if (!failure_.ok()) return false;
  const sluice_slice kept = Batch(by.front().batch()).copy(text);
  if (!kept.data)
    return failure_ = {SLUICE_E_NO_MEMORY, "the batch's memory budget is exhausted"}, false;
  *key = view(kept);
  return true;
}

bool Distinct::read_mark(const Record& record, expression::Evaluator& evaluator,
                         std::string* mark) {
  *mark = *generation_;
  if (!keep_last_) return true;
  const bool read = expression::Canonical(evaluator, digest_).write(record.abi()->root);
  const std::string digest = digest_.take(kDigestBytes);
  if (!read) return failure_ = evaluator.failure(), false;
  mark->append(":").append(digest);
  return true;
}

// To keep the first, every repeat is dropped. To keep the last, a repeat without changes is
// dropped: what was delivered cannot be taken back, and a changed record must arrive.
Status Distinct::pass_or_drop(Batch batch, const Record& record, std::string_view key,
                              expression::Evaluator& evaluator) {
  batch.clear_fault();
  std::string mark;
  if (!read_mark(record, evaluator, &mark)) {
    if (failure_.code() == SLUICE_E_NO_MEMORY) return failure_;
    return record.fail(failure_), Status();
  }
  if (seen_.may_have(key)) {
    auto stored = state_.get(batch, key);
    if (!stored.ok()) return stored.status();
    if (*stored == mark) return record.filter(), Status();
  }
  seen_.add(key);
  return state_.put_for(record, key, mark);
}

}  // namespace sluice::core
