#include "pipeline/health.hpp"

#include <algorithm>

#include "pipeline/call.hpp"

namespace sluice::pipeline {
namespace {

// Batches in a row with a record in doubt and none accepted after it.
constexpr unsigned kMostDoubtful = 3;
// Records that may park without evidence that the target works: more would be a stream.
constexpr size_t kFewRecords = 3;

using Parted = std::pair<size_t, const Status*>;  // record; why it parks, null: accepted

std::vector<Parted> in_order(const PublishResult& published) {
  std::vector<Parted> out;
  out.reserve(published.taken.size() + published.refused.size());
  for (size_t index : published.taken) out.emplace_back(index, nullptr);
  for (const Refused& record : published.refused) out.emplace_back(record.index, &record.why);
  std::sort(out.begin(), out.end(),
            [](const Parted& a, const Parted& b) { return a.first < b.first; });
  return out;
}

// Records whose failure is unexplained count as soon as they are known to be at fault.
void count(const PublishResult& published, ParkStreak& streak) {
  if (published.refused.empty()) return streak.went_on(published.taken.size());
  for (const auto& [record, why] : in_order(published)) {
    if (!why)
      streak.went_on();
    else if (!why->in_doubt() || published.doubts == 0)
      streak.parked();
  }
}

Status last_of(const std::vector<Refused>& refused) {
  Status why = refused.back().why;
  return refused.back().at.empty() ? why : why.in(refused.back().at);
}

Status over_limit(const ParkStreak& streak, const std::string& at, const Status& last) {
  Status out(SLUICE_E_INVALID,
             at + ": " + streak.words() +
                 " could not be delivered (park_limit): that is hardly the records' fault, so the "
                 "run stops; the last one: " +
                 last.message() +
                 "; this batch is not committed: mend what is wrong and run again");
  return out.with_remote_code(last.remote_code());
}

}  // namespace

Health::Health(const RunContext& run) : run_(run), steps_(run.plan.park_limit) {
  for (size_t i = 0; i < run.plan.targets.size(); i++)
    targets_.push_back({ParkStreak(run.plan.park_limit), {}, false, 0, 0, {}});
}

void Health::hear(size_t index, const PublishResult& published) {
  TargetHealth& target = targets_[index];
  count(published, target.streak);
  if (!published.refused.empty()) target.last_refused = last_of(published.refused);
  if (!published.taken.empty()) {
    target.took_any = true;
    target.doubtful_batches = 0;
    target.doubtful_records = 0;
  }
  if (published.doubts == 0) return;
  target.doubtful_batches++;
  target.doubtful_records += published.doubts;
  target.doubt = published.doubt;
}

void Health::hear_steps(const Settlement& settlement, const store::Task* last) {
  if (last) {
    steps_at_ = last->step;
    steps_last_ = Status(last->code, last->message).with_remote_code(last->remote_code);
  }
  settlement.each_origin([this](bool failed) { failed ? steps_.parked() : steps_.went_on(); });
  steps_.end_batch();
}

Status Health::too_many_parked() const {
  for (const TargetHealth& target : targets_)
    if (target.streak.is_over())
      return over_limit(target.streak, where_of(target), target.last_refused);
  if (!steps_.is_over()) return {};
  return over_limit(steps_, "pipeline " + run_.plan.pipeline + ", " + steps_at_, steps_last_);
}

bool Health::in_doubt() const {
  return std::any_of(targets_.begin(), targets_.end(),
                     [](const TargetHealth& t) { return t.doubtful_batches > 0; });
}

Status Health::down() const {
  for (const TargetHealth& target : targets_)
    if (target.doubtful_batches >= kMostDoubtful)
      return down_because(target, std::to_string(target.doubtful_batches) + " batches in a row");
  return {};
}

bool Health::may_park() const {
  return std::all_of(targets_.begin(), targets_.end(), [](const TargetHealth& t) {
    if (t.doubtful_batches == 0) return true;
    const bool few = t.doubtful_records <= kFewRecords && t.doubt.code() == SLUICE_E_DATA;
    return t.doubtful_batches == 1 && (t.took_any || few);
  });
}

const Health::TargetHealth& Health::doubtful() const {
  return *std::find_if(targets_.begin(), targets_.end(),
                       [](const TargetHealth& t) { return t.doubtful_batches > 0; });
}

Status Health::nobody_taken() const {
  const TargetHealth& target = doubtful();
  const size_t count = target.doubtful_records;
  return down_because(target, count == 1 ? "a record" : std::to_string(count) + " records");
}

const Target& Health::doubtful_target() const {
  return run_.plan.targets[static_cast<size_t>(&doubtful() - targets_.data())];
}

std::string Health::doubt_words() const {
  const TargetHealth& target = doubtful();
  return where_of(target) + ": " + target.doubt.message() +
         "; the next records show whether it parks or the target is down";
}

void Health::settle_doubt() {
  for (TargetHealth& target : targets_) {
    target.doubtful_batches = 0;
    target.doubtful_records = 0;
  }
}

std::string Health::where_of(const TargetHealth& target) const {
  return where(run_.plan, run_.plan.targets[static_cast<size_t>(&target - targets_.data())]);
}

Status Health::down_because(const TargetHealth& target, const std::string& what) const {
  Status out(SLUICE_E_UNAVAILABLE,
             where_of(target) + ": " + what +
                 " failed and nothing was accepted since: the target is down. Nothing of it parks, "
                 "the next run sends it again. The last failure: " +
                 target.doubt.message());
  return out.with_remote_code(target.doubt.remote_code());
}

}  // namespace sluice::pipeline
