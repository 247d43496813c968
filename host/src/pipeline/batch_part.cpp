#include "pipeline/batch_part.hpp"

#include <utility>

namespace sluice::pipeline {

Decision BatchPart::attempt_once(Part& part) {
  batch_.reset();
  batch_.parts().set(part.windows);
  SubBatch sub{batch_, numbers_, true, part.done, !part.windows.empty()};
  Decision decision;
  if (Status s = context_.origins.load(batch_, numbers_); !s)
    decision = {Decision::Kind::one_by_one, std::move(s), context_.tools.run.plan.source.name};
  else
    decision = context_.attempt.run(sub);
  part.done = std::move(sub.done);
  return decision;
}

Decision BatchPart::attempt(Part& part) {
  const RunContext& run = context_.tools.run;
  const BatchAttempt::Mark before = context_.attempt.mark();
  Retry retry(run, context_.tools.jitter);
  for (;;) {
    Decision decision = attempt_once(part);
    if (decision.done()) {
      context_.attempt.states().keep_remarks(part.windows);
      return decision;
    }
    context_.attempt.undo(before, part.done);
    if (decision.kind != Decision::Kind::again) return decision;
    if (Status s = retry.again(decision.why, run.meter(decision.at)); !s)
      return {Decision::Kind::stop, std::move(s), decision.at};
    context_.attempt.count_retry();
  }
}

void BatchPart::park(const Decision& decision) {
  for (uint32_t number : numbers_) {
    const Origin& record = context_.origins[number];
    context_.results.park_alone(record.source, view(record.like.key), decision.at, decision.why);
  }
  context_.results.settle_parked(numbers_);
}

}  // namespace sluice::pipeline
