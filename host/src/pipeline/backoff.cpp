#include "pipeline/backoff.hpp"

#include <algorithm>

namespace sluice::pipeline {

bool may_pass(sluice_status code) {
  return code == SLUICE_E_UNAVAILABLE || code == SLUICE_E_TIMEOUT || code == SLUICE_E_RATE_LIMITED;
}

std::optional<int64_t> Backoff::next(uint32_t retry_after_ms, uint32_t made) {
  calls_++;
  attempts_ += std::clamp(made, 1u, 1000u);
  if (attempts_ >= settings_.attempts) return std::nullopt;
  if (retry_after_ms) return retry_after_ms;
  return base::back_off_ms(settings_, attempts_, jitter_.next());
}

}  // namespace sluice::pipeline
