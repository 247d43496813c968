// What a component that is called may repeat by itself, through the services that repeat for it: a
// run's limits hold for these attempts, too. Of the thread on which it lives; the innermost counts.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <utility>

#include "base/retry_rules.hpp"

namespace sluice::base {

class RepeatLimit {
 public:
  // What failed of a class before this call.
  struct Made {
    int64_t attempts = 0;
    int64_t since_ms = 0;  // that the first of them failed
  };
  using Before = std::function<Made(const RetrySettings& of_class)>;

  // `rules` outlive it, and what `before` uses. Empty: nothing failed before.
  explicit RepeatLimit(const RetryRules& rules, Before before = {})
      : rules_(rules), before_(std::move(before)), outer_(std::exchange(mine_, this)) {}
  ~RepeatLimit() { mine_ = outer_; }
  RepeatLimit(const RepeatLimit&) = delete;
  RepeatLimit& operator=(const RepeatLimit&) = delete;

  // Null: nothing is limited.
  static const RepeatLimit* mine() { return mine_; }

  // Whether another attempt may follow in `wait_ms`, after those `made` of this request failed, the
  // last with `code` and HTTP `status` (0: none).
  bool allows(sluice_status code, int32_t status, const Made& made, int64_t wait_ms) const {
    const RetrySettings& settings = rules_.of(code, status);
    const Made before = before_ ? before_(settings) : Made();
    const int64_t since_ms = std::max(before.since_ms, made.since_ms);
    if (before.attempts + made.attempts >= settings.attempts) return false;
    return !settings.within_ms || since_ms + wait_ms <= settings.within_ms;
  }

 private:
  inline static thread_local const RepeatLimit* mine_ = nullptr;
  const RetryRules& rules_;
  const Before before_;
  const RepeatLimit* const outer_;
};

}  // namespace sluice::base
