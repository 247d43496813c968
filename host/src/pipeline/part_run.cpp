#include "pipeline/part_run.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace sluice::pipeline {
namespace {

// Records that are too large one by one; after this many the rest of what a record becomes also
// parks.
constexpr size_t kMostParked = 10;

}  // namespace

Status PartRun::run(const std::vector<char>& done) {
  Part all{{}, done};
  Decision decision = try_part(all);
  return decision.done() ? Status() : after_failure(std::move(all), std::move(decision));
}

Decision PartRun::attempt_once(Part& part) {
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

// OK, or why not all of the part was done; then nothing of its steps is left. Never
// `again`.
Decision PartRun::try_part(Part& part) {
  const RunContext& run = context_.tools.run;
  const BatchAttempt::Mark before = context_.attempt.mark();
  Retry retry(run, context_.tools.jitter);
  for (;;) {
    Decision decision = attempt_once(part);
    if (decision.done()) {
      context_.attempt.states().keep_remarks(part.windows);
      return decision;
    }
    context_.attempt.undo(before);
    if (decision.kind != Decision::Kind::again) return decision;
    if (Status s = retry.again(decision.why, run.meter(decision.at)); !s)
      return {Decision::Kind::stop, std::move(s), decision.at};
    context_.attempt.count_retry();
  }
}

// REQUIRES: the batch is as the attempt that failed left it.
Status PartRun::after_failure(Part part, Decision failed) {
  if (failed.kind != Decision::Kind::one_by_one) return std::move(failed.why);
  const std::optional<size_t> step = batch_.parts().first_multiplying();
  const bool too_large = failed.why.code() == SLUICE_E_NO_MEMORY;
  if (too_large && step && parked_ < kMostParked) {
    const uint64_t made = batch_.parts().made(*step);
    part.windows.resize(std::max(part.windows.size(), *step + 1));
    return run_windows(part, *step, made / 2);
  }
  if (step || !part.windows.empty()) failed.why.in("a part of the records it becomes");
  park(failed);
  parked_++;
  return {};
}

// Parts of `size` records that the step makes, one after the other; smaller ones where they do not
// fit. Earlier steps run once per part, so the state they wrote for one is dropped.
Status PartRun::run_windows(const Part& part, size_t step, uint64_t size) {
  const BatchAttempt::Mark before = context_.attempt.mark();
  const record::Window all = part.windows[step];
  for (uint64_t from = all.from; from < all.to;) {
    if (from != all.from) context_.attempt.states().roll_back(before.writes, step);
    Part next = part;
    const bool rest = parked_ >= kMostParked;
    const uint64_t to = rest ? all.to : from + std::min(size, all.to - from);
    next.windows[step] = {from, to};
    Decision decision = try_part(next);
    const bool has_more = !decision.done() || batch_.parts().has_more(step);
    if (!decision.done()) {
      if (Status s = after_failure(next, std::move(decision)); !s) return s;
      size = std::max<uint64_t>(1, size / 2);
    }
    if (rest || !has_more) break;
    from = to;
  }
  return {};
}

void PartRun::park(const Decision& decision) {
  for (uint32_t number : numbers_) {
    const Origin& record = context_.origins[number];
    context_.results.park_alone(record.source, view(record.like.key), decision.at, decision.why);
  }
  context_.results.settle_parked(numbers_);
}

}  // namespace sluice::pipeline
