#include "throttle.hpp"

#include <algorithm>

namespace sluice::core {

Result<std::unique_ptr<Throttle>> Throttle::create(Context& context) {
  Result<Setup> setup = Setup::of(context);
  if (!setup.ok()) return setup.status();
  const double per_second = number_or(setup->config()["per_second"], 0);
  if (per_second <= 0)
    return Status::invalid("/per_second", "give a number above 0: records a second");
  return std::unique_ptr<Throttle>(new Throttle(context.host(), per_second));
}

// A clock that was set back makes nobody wait longer than the batch before takes.
Status Throttle::transform_batch(Batch batch, const Cancel& cancel) {
  constexpr int64_t kUsPerMs = 1000;
  constexpr double kUsPerSecond = 1e6;
  size_t live = 0;
  for (size_t i = 0; i < batch.size(); i++) live += batch[i].live();
  if (live == 0) return {};
  const int64_t passed = std::max<int64_t>(0, host_.unix_us() - began_us_);
  const int64_t left = takes_us_ - std::min(passed, takes_us_);
  if (left > 0 && !host_.wait((left + kUsPerMs - 1) / kUsPerMs, cancel))
    return {SLUICE_E_CANCELLED, "cancelled while it held records back"};
  began_us_ = host_.unix_us();
  takes_us_ = static_cast<int64_t>(static_cast<double>(live) / per_second_ * kUsPerSecond);
  return {};
}

}  // namespace sluice::core
