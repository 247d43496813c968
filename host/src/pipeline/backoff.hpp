// How long to wait before offering something again. One object per sequence of attempts; one
// thread.
#pragma once

#include <cstdint>
#include <optional>

#include "base/jitter.hpp"
#include "base/retry.hpp"
#include "sluice/abi.h"

namespace sluice::pipeline {

// Whether a failure with this status is transient.
bool may_pass(sluice_status code);

class Backoff {
 public:
  // Both outlive it.
  Backoff(const base::RetrySettings& settings, base::Jitter& jitter)
      : settings_(settings), jitter_(jitter) {}

  // The wait in ms before the next attempt; nothing when no attempts are left. A wait requested by
  // the error (not 0) replaces the host's own. `made`: attempts that the failed component made
  // itself, 0: not said.
  std::optional<int64_t> next(uint32_t retry_after_ms, uint32_t made = 0);
  unsigned attempts() const { return attempts_; }  // that have failed
  unsigned calls() const { return calls_; }        // of this object

 private:
  const base::RetrySettings& settings_;
  base::Jitter& jitter_;
  unsigned attempts_ = 0;
  unsigned calls_ = 0;
};

}  // namespace sluice::pipeline
