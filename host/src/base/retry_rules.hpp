// How often what failed in which way is tried. Values and pure functions; no thread rule.
#pragma once

#include <cstdint>
#include <map>

#include "base/retry.hpp"
#include "sluice/abi.h"

namespace sluice::base {

// What holds for every transient failure, and for single classes of them instead.
struct RetryRules : RetrySettings {
  std::map<sluice_status, RetrySettings> by_code;  // E_UNAVAILABLE, E_TIMEOUT, E_RATE_LIMITED
  std::map<int32_t, RetrySettings> by_status;      // of HTTP: 409; 4 for all of 4xx

  // A status goes over its hundred, and both over the kind of failure. `status` 0: not known. The
  // reference is the same for all failures of a class, as long as the rules live.
  const RetrySettings& of(sluice_status code, int32_t status) const {
    for (const int32_t key : {status, status / 100})
      if (const auto found = by_status.find(key); key && found != by_status.end())
        return found->second;
    const auto found = by_code.find(code);
    return found == by_code.end() ? *this : found->second;
  }
};

}  // namespace sluice::base
