#include "pipeline/backoff.hpp"

#include <algorithm>

namespace sluice::pipeline {

bool may_pass(sluice_status code) {
  return code == SLUICE_E_UNAVAILABLE || code == SLUICE_E_TIMEOUT || code == SLUICE_E_RATE_LIMITED;
}

std::optional<int64_t> Backoff::next(const Status& why, int64_t now_us) {
  const base::RetrySettings& settings = *class_of(why);
  Class& failed = classes_.try_emplace(&settings, Class{0, now_us}).first->second;
  calls_++;
  failed.attempts += std::clamp<uint32_t>(why.attempts(), 1u, 1000u);
  attempts_ = failed.attempts;
  if (failed.attempts >= settings.attempts) return std::nullopt;
  const int64_t told = why.retry_after_ms();
  const int64_t wait = told ? told : base::back_off_ms(settings, failed.attempts, jitter_.next());
  const int64_t since_ms = (now_us - failed.since_us) / 1000;
  if (settings.within_ms && since_ms + wait > settings.within_ms) return std::nullopt;
  return wait;
}

base::RepeatLimit::Made Backoff::made(const base::RetrySettings& of_class, int64_t now_us) const {
  const auto found = classes_.find(&of_class);
  if (found == classes_.end()) return {};
  return {found->second.attempts, (now_us - found->second.since_us) / 1000};
}

}  // namespace sluice::pipeline
