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
  int64_t ceiling = std::max<int64_t>(settings_.base_ms, 0);
  for (unsigned i = 1; i < attempts_ && ceiling < settings_.max_ms; i++) ceiling *= 2;
  ceiling = std::min(ceiling, std::max<int64_t>(settings_.max_ms, 0));
  return std::uniform_int_distribution<int64_t>(0, ceiling)(jitter_);
}

}  // namespace sluice::pipeline
