// How much is kept of what was delivered, as tasks that are done. A value; no thread rule.
#pragma once

#include <cstdint>

namespace sluice::base {

struct KeepSettings {
  uint64_t bytes = uint64_t{1} << 30;
  int64_t age_ms = int64_t{30} * 24 * 3600 * 1000;
};

}  // namespace sluice::base
