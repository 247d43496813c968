#include "pipeline/batch_attempt.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "pipeline/target_pass.hpp"

namespace sluice::pipeline {

Decision BatchAttempt::run_steps(SubBatch& sub) {
  if (!sub.alone) sub.batch.stand_ins().let_wait();
  Decision decision = tools_.chain.run(
      sub.batch, tools_.run.cancel.drain,
      [&](record::Batch&, size_t index, std::string_view step) {
        results_.park_at_step(sub, index, step);
      },
      first_step_);
  if (decision.done()) results_.note_asked(sub, false);
  return decision;
}

Decision BatchAttempt::deliver(SubBatch& sub, Decision decision, PendingPublish* pending) {
  if (decision.done() && must_go_one_by_one(sub)) decision = Decision::unordered();
  if (decision.done()) decision = publish_all(sub, pending);
  if (decision.done()) results_.settle_unpublished(sub);
  if (decision.kind == Decision::Kind::one_by_one)
    for (size_t i = 0; i < sub.batch.abi()->count; i++) merged_.join(results_.origins_of(sub, i));
  return decision;
}

void BatchAttempt::undo(const Mark& mark, const std::vector<char>& finished) {
  results_.roll_back_steps(mark.tasks);
  states_.roll_back(mark.writes, finished);
}

void BatchAttempt::keep_finished(const SubBatch& sub) {
  const std::vector<char>& done = results_.done();
  for (size_t t = 0; t < done.size(); t++)
    if (done[t] && states_.keep_at(t, sub, results_.settlement())) results_.lose_parts();
}

void BatchAttempt::keep_part(const SubBatch& sub, const StateWrites::Origins& again) {
  if (states_.has_writes()) results_.lose_parts();
  states_.keep(sub, results_.settlement(), again);
}

// A record that waits has not passed the step that gives orders, a target's own perhaps, so nobody
// knows who is behind it.
bool BatchAttempt::must_go_one_by_one(const SubBatch& sub) const {
  return sub.batch.stand_ins().has_waiting() && sets_order(all_steps(tools_.run.plan));
}

Decision BatchAttempt::publish_all(SubBatch& sub, PendingPublish* pending) {
  Decision decision = publish_each(sub, pending);
  const bool doubtful = !sub.alone && tools_.health.in_doubt();
  if (decision.done() && doubtful) results_.remember_done(sub);
  if (!decision.done() || sub.alone || doubtful)
    results_.note_unwanted(sub, decision.kind == Decision::Kind::one_by_one);
  return decision;
}

Decision BatchAttempt::publish_each(SubBatch& sub, PendingPublish* pending) {
  for (size_t t = 0; t < tools_.run.plan.targets.size(); t++) {
    const Target& target = tools_.run.plan.targets[t];
    std::vector<char>& done = sub.alone ? sub.done : results_.done();
    if (done[t] || target.of_hooks) continue;
    TargetPass pass({tools_, results_, states_, merged_}, t);
    Decision decision = pass.run(sub, pending);
    retries_ += pass.retries();
    if (decision.kind == Decision::Kind::stop && decision.at == target.name) stopped_by_ = &target;
    if (!decision.done()) return decision;
    done[t] = 1;
    if (Status well = decide_targets(sub); !well) return {Decision::Kind::stop, std::move(well)};
  }
  return {};
}

// Whether a target fails for everything: what it failed with is offered again by the next run.
Status BatchAttempt::decide_targets(const SubBatch& sub) {
  Status why = tools_.health.too_many_parked();
  const bool refused = !why.ok();
  if (!refused) why = tools_.health.down();
  if (!refused && !why) stopped_by_ = &tools_.health.doubtful_target();
  if (why) return why;
  // Those that run alone have finished one by one, and what came later may have been accepted.
  results_.give_back(refused && !sub.alone);
  if (!sub.alone) results_.remember_done(sub);
  return why;
}

}  // namespace sluice::pipeline
