// A wake as a cancel token of the plugin boundary: requested once it is set. Any thread; outlives
// every call that gets it.
#pragma once

#include "platform/wake.hpp"
#include "sluice/abi.h"

namespace sluice::app {

class WakeCancel {
 public:
  explicit WakeCancel(const platform::Wake& wake) : wake_(wake) {
    token_ = {sizeof token_, wake.handle(), requested, remaining_ms, this};
  }
  WakeCancel(const WakeCancel&) = delete;
  WakeCancel& operator=(const WakeCancel&) = delete;

  const sluice_cancel* abi() const { return &token_; }

 private:
  static int32_t requested(const sluice_cancel* token) {
    return static_cast<const WakeCancel*>(token->host_data)->wake_.is_set() ? 1 : 0;
  }
  static int64_t remaining_ms(const sluice_cancel*) { return INT64_MAX; }

  const platform::Wake& wake_;
  sluice_cancel token_ = {};
};

}  // namespace sluice::app
