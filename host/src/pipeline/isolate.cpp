// The second tries of BatchWork: a batch runs again from its records' source texts, as a whole
// when a step failed in a way that may pass, one by one when a record spoils it for the others.
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

Status BatchWork::load(record::Batch& batch, uint32_t origin) const {
  return batch.load_source(origins_[origin].source, origins_[origin].like);
}

Status BatchWork::run_again_whole(Verdict verdict) {
  Retry retry(tools_.run, tools_.jitter);
  record::Batch batch(tools_.run.plan.limits);
  while (verdict.kind == Verdict::Kind::again) {
    undo_attempt(0);
    if (Status s = retry.again(verdict.why); !s) return s;
    retries_++;
    batch.reset();
    Share share{batch, {}};
    for (uint32_t i = 0; i < origins_.size(); i++) {
      if (!origins_[i].live) continue;
      share.numbers.push_back(i);
      if (Status s = load(batch, i); !s) return run_one_by_one(s);
    }
    verdict = attempt(share);
  }
  if (verdict.kind == Verdict::Kind::one_by_one) return run_one_by_one(verdict.why);
  return std::move(verdict.why);
}

Status BatchWork::run_one_by_one(const Status& why) {
  undo_attempt(0);
  isolated_ = touched_ = true;
  tools_.run.note(why.message() + "; the records of this batch run one by one");
  record::Batch batch(tools_.run.plan.limits);
  for (uint32_t i = 0; i < origins_.size(); i++) {
    if (!origins_[i].live) continue;
    if (Status s = run_alone(i, batch); !s) return s;
    keep_state();
  }
  return {};
}

Status BatchWork::run_alone(uint32_t origin, record::Batch& batch) {
  const size_t tasks_before = step_tasks_.tasks().size();
  Retry retry(tools_.run, tools_.jitter);
  for (;;) {
    batch.reset();
    Share share{batch, {origin}, true};
    Verdict verdict;
    if (Status s = load(batch, origin); !s)
      verdict = {Verdict::Kind::one_by_one, std::move(s), tools_.run.plan.source.name};
    else
      verdict = attempt(share);
    if (verdict.done()) return {};
    undo_attempt(tasks_before);
    if (verdict.kind == Verdict::Kind::one_by_one) return park_alone(origin, verdict), Status();
    if (Status s = retry.again(verdict.why); !s) return s;
    retries_++;
  }
}

void BatchWork::park_alone(uint32_t origin, const Verdict& verdict) {
  const Origin& record = origins_[origin];
  step_tasks_.park_source(record.source, view(record.like.key), verdict.at, verdict.why);
  settlement_.parked(std::span(&origin, 1));
}

}  // namespace sluice::pipeline
