// The second tries of BatchWork: a batch runs again from its records' source texts, as a whole
// when a step failed in a way that may pass, one by one when a record spoils it for the others.
#include <numeric>
#include <optional>
#include <utility>

#include "pipeline/batch_work.hpp"
#include "pipeline/call.hpp"

namespace sluice::pipeline {

// State written by a lost attempt goes, and so do the tasks its steps made.
void BatchWork::undo_attempt(size_t tasks) {
  step_tasks_.roll_back(tasks);
  for (const auto& state : tools_.states)
    if (state) state->discard();
}

Status BatchWork::load(record::Batch& batch, std::span<const uint32_t> origins) const {
  for (uint32_t origin : origins)
    if (Status s = batch.load_source(origins_[origin].source, origins_[origin].like); !s) return s;
  return {};
}

std::vector<uint32_t> BatchWork::live_of(std::vector<uint32_t> origins) const {
  std::erase_if(origins, [this](uint32_t origin) { return !origins_[origin].live; });
  return origins;
}

Status BatchWork::run_again_whole(Verdict verdict) {
  Retry retry(tools_.run, tools_.jitter);
  record::Batch batch(tools_.run.plan.limits);
  std::vector<uint32_t> live(origins_.size());
  std::iota(live.begin(), live.end(), 0);
  live = live_of(std::move(live));
  while (verdict.kind == Verdict::Kind::again) {
    undo_attempt(0);
    if (Status s = retry.again(verdict.why, tools_.run.meter(verdict.at)); !s) return s;
    retries_++;
    batch.reset();
    Share share{batch, live};
    if (Status s = load(batch, live); !s) return run_one_by_one(s);
    verdict = attempt(share);
    if (verdict.done() && through_.empty()) remember_done(share);
  }
  if (verdict.kind == Verdict::Kind::one_by_one) return run_one_by_one(verdict.why);
  return std::move(verdict.why);
}

Status BatchWork::run_one_by_one(const Status& why) {
  undo_attempt(0);
  isolated_ = true;
  tools_.run.note(why.message() + "; the records of this batch run one by one");
  record::Batch batch(tools_.run.plan.limits);
  for (std::vector<uint32_t>& group : merged_.all()) {
    const std::vector<uint32_t> live = live_of(std::move(group));
    if (live.empty()) continue;
    if (Status s = run_alone(live, batch); !s) return s;
    // What is kept of some of its records cannot be taken back when a later one fails.
    all_again_ = all_again_ || wrote_state();
    keep_state();
  }
  return {};
}

Status BatchWork::run_alone(const std::vector<uint32_t>& origins, record::Batch& batch) {
  const size_t tasks_before = step_tasks_.tasks().size();
  Retry retry(tools_.run, tools_.jitter);
  for (;;) {
    batch.reset();
    Share share{batch, origins, true};
    Verdict verdict;
    if (Status s = load(batch, origins); !s)
      verdict = {Verdict::Kind::one_by_one, std::move(s), tools_.run.plan.source.name};
    else
      verdict = attempt(share);
    if (verdict.done()) return {};
    undo_attempt(tasks_before);
    if (verdict.kind == Verdict::Kind::one_by_one) return park_alone(origins, verdict), Status();
    if (Status s = retry.again(verdict.why, tools_.run.meter(verdict.at)); !s) return s;
    retries_++;
  }
}

void BatchWork::park_alone(const std::vector<uint32_t>& origins, const Verdict& verdict) {
  for (uint32_t origin : origins) {
    const Origin& record = origins_[origin];
    step_tasks_.park_source(record.source, view(record.like.key), verdict.at, verdict.why);
  }
  settlement_.parked(origins);
}

}  // namespace sluice::pipeline
