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
  Decision decision = work_.attempt(all);
  return decision.done() ? Status() : run_after(std::move(all), std::move(decision));
}

Status PartRun::run_after(Part part, Decision failed) {
  if (failed.kind != Decision::Kind::one_by_one) return std::move(failed.why);
  const std::optional<size_t> step = work_.parts().first_multiplying();
  const bool too_large = failed.why.code() == SLUICE_E_NO_MEMORY;
  if (too_large && step && parked_ < kMostParked) {
    const uint64_t made = work_.parts().made(*step);
    part.windows.resize(std::max(part.windows.size(), *step + 1));
    return run_windows(part, *step, made / 2);
  }
  if (step || !part.windows.empty()) failed.why.in("a part of the records it becomes");
  work_.park(failed);
  parked_++;
  return {};
}

// Parts of `size` records that the step makes, one after the other; smaller ones where they do not
// fit. Earlier steps run once per part, so the state they wrote for one is dropped.
Status PartRun::run_windows(const Part& part, size_t step, uint64_t size) {
  const StateWrites::Mark before = work_.states().mark();
  const record::Window all = part.windows[step];
  for (uint64_t from = all.from; from < all.to;) {
    if (from != all.from) work_.states().roll_back_steps(before, first_, first_ + step);
    Part next = part;
    const bool rest = parked_ >= kMostParked;
    const uint64_t to = rest ? all.to : from + std::min(size, all.to - from);
    next.windows[step] = {from, to};
    Decision decision = work_.attempt(next);
    const bool has_more = !decision.done() || work_.parts().has_more(step);
    if (!decision.done()) {
      if (Status s = run_after(next, std::move(decision)); !s) return s;
      size = std::max<uint64_t>(1, size / 2);
    }
    if (rest || !has_more) break;
    from = to;
  }
  return {};
}

}  // namespace sluice::pipeline
