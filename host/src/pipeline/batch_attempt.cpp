#include "pipeline/batch_attempt.hpp"

#include <string_view>
#include <utility>

namespace sluice::pipeline {

Decision BatchAttempt::run_steps(SubBatch& sub) {
  return tools_.chain.run(sub.batch, tools_.run.cancel.drain,
                          [&](record::Batch&, size_t index, std::string_view step) {
                            results_.park_at_step(sub, index, step);
                          });
}

Decision BatchAttempt::deliver(SubBatch& sub, Decision decision, PendingPublish* pending) {
  if (decision.done()) decision = publish_all(sub, pending);
  if (decision.done()) results_.settle_unpublished(sub);
  if (decision.kind == Decision::Kind::one_by_one)
    for (size_t i = 0; i < sub.batch.abi()->count; i++) merged_.join(results_.origins_of(sub, i));
  return decision;
}

void BatchAttempt::undo(const Mark& mark) {
  results_.roll_back_steps(mark.tasks);
  states_.roll_back(mark.writes);
}

void BatchAttempt::keep_part(const SubBatch& sub) {
  if (states_.has_writes()) results_.lose_parts();
  states_.keep(sub, results_.settlement());
}

Decision BatchAttempt::publish_all(SubBatch& sub, PendingPublish* pending) {
  for (size_t t = 0; t < tools_.run.plan.targets.size(); t++) {
    std::vector<char>& done = sub.alone ? sub.done : results_.done();
    if (done[t]) continue;
    if (Decision decision = publish(sub, t, pending); !decision.done()) return decision;
    if (sub.alone) results_.remember_alone(sub, t);
    done[t] = 1;
    if (Status well = decide_targets(sub); !well) return {Decision::Kind::stop, std::move(well)};
  }
  if (!sub.alone && tools_.health.in_doubt()) results_.remember_done(sub);
  return {};
}

Decision BatchAttempt::publish(SubBatch& sub, size_t number, PendingPublish* pending) {
  const Target& target = tools_.run.plan.targets[number];
  PublishResult published;
  results_.begin_target(number);
  Decision decision = tools_.delivery.offer(target, sub.batch, pending, published);
  retries_ += published.retries;
  if (decision.at.empty()) decision.at = target.name;
  const bool again = decision.kind == Decision::Kind::one_by_one;
  if (decision.done()) {
    results_.add(sub, number, published);
  } else if (again && sub.alone && !goes_in_parts(sub, decision, published)) {
    results_.add(sub, number, published);
    results_.refuse_rest(sub, number, published, decision.why);
    return {};
  } else {
    results_.add_part(sub, number, published, again, decision.why);
  }
  return decision;
}

// Records of which a step made many are offered again in parts, unless some were accepted already:
// those have other keys in a part.
bool BatchAttempt::goes_in_parts(const SubBatch& sub, const Decision& decision,
                                 const PublishResult& published) const {
  return decision.why.code() == SLUICE_E_NO_MEMORY && published.taken.empty() &&
         published.before.empty() && published.lost.empty() &&
         (sub.in_part || sub.batch.parts().first_multiplying().has_value());
}

// Whether a target fails for everything: what it failed with is offered again by the next run.
Status BatchAttempt::decide_targets(const SubBatch& sub) {
  Status why = tools_.health.too_many_parked();
  const bool refused = !why.ok();
  if (!refused) why = tools_.health.down();
  if (why) return why;
  results_.give_back(refused);
  if (!sub.alone) results_.remember_done(sub);
  return why;
}

}  // namespace sluice::pipeline
