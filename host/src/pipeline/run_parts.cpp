// What BatchWork does with a record that becomes too much for one batch: a step that makes many of
// it is told to make some of them at a time, and each part goes through the rest of the chain and
// the publishers before the next one is made.
#include <algorithm>
#include <utility>

#include "pipeline/batch_work.hpp"

namespace sluice::pipeline {
namespace {

// Records that are too large one by one; behind so many the rest of what a record becomes parks,
// too.
constexpr size_t kMostParked = 10;

}  // namespace

// OK, or what kept all of the part from being done; then nothing of its steps is left. Never
// `again`.
Decision BatchWork::try_part(PartRun& run, Part& part) {
  const Mark before = mark();
  Retry retry(tools_.run, tools_.jitter);
  for (;;) {
    run.batch.reset();
    run.batch.parts().set(part.windows);
    SubBatch sub{run.batch, run.origins, true, part.done, !part.windows.empty()};
    Decision decision;
    if (Status s = load(run.batch, run.origins); !s)
      decision = {Decision::Kind::one_by_one, std::move(s), tools_.run.plan.source.name};
    else
      decision = attempt(sub);
    part.done = std::move(sub.done);
    if (decision.done()) return keep_remarks(part), std::move(decision);
    undo(before);
    if (decision.kind != Decision::Kind::again) return decision;
    if (Status s = retry.again(decision.why, tools_.run.meter(decision.at)); !s)
      return {Decision::Kind::stop, std::move(s), decision.at};
    retries_++;
  }
}

// Steps that run for each part remark on a record with the first one.
void BatchWork::keep_remarks(const Part& part) {
  const bool first = std::all_of(part.windows.begin(), part.windows.end(),
                                 [](const record::Window& window) { return window.from == 0; });
  for (size_t i = 0; i < tools_.states.size(); i++) {
    if (!tools_.states[i]) continue;
    if (ahead_ || (!first && i < part.windows.size()))
      tools_.states[i]->discard_remarks();
    else
      tools_.states[i]->keep_remarks();
  }
}

// After an attempt that failed. REQUIRES: the batch is as that attempt left it.
Status BatchWork::run_part(PartRun& run, Part part, Decision failed) {
  if (failed.kind != Decision::Kind::one_by_one) return std::move(failed.why);
  const std::optional<size_t> step = run.batch.parts().first_multiplying();
  const bool too_large = failed.why.code() == SLUICE_E_NO_MEMORY;
  if (too_large && step && run.parked < kMostParked) {
    const uint64_t made = run.batch.parts().made(*step);
    part.windows.resize(std::max(part.windows.size(), *step + 1));
    return run_windows(run, part, *step, made / 2);
  }
  if (step || !part.windows.empty()) failed.why.in("a part of the records it becomes");
  park_alone(run.origins, failed);
  run.parked++;
  return {};
}

// Parts of `size` records that the step makes, one after the other; smaller ones where they do not
// fit. Steps up to that one run for each part, so what state they wrote for one is forgotten.
Status BatchWork::run_windows(PartRun& run, const Part& part, size_t step, uint64_t size) {
  const Mark before = mark();
  const record::Window all = part.windows[step];
  for (uint64_t from = all.from; from < all.to;) {
    if (from != all.from) forget_steps(before, step);
    Part next = part;
    const bool rest = run.parked >= kMostParked;
    const uint64_t to = rest ? all.to : from + std::min(size, all.to - from);
    next.windows[step] = {from, to};
    Decision decision = try_part(run, next);
    const bool has_more = !decision.done() || run.batch.parts().has_more(step);
    if (!decision.done()) {
      if (Status s = run_part(run, next, std::move(decision)); !s) return s;
      size = std::max<uint64_t>(1, size / 2);
    }
    if (rest || !has_more) break;
    from = to;
  }
  return {};
}

void BatchWork::forget_steps(const Mark& mark, size_t last) {
  for (size_t i = 0; i <= last && i < tools_.states.size(); i++)
    if (tools_.states[i]) tools_.states[i]->roll_back(mark.writes[i]);
}

}  // namespace sluice::pipeline
