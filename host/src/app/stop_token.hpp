// A cancel token of the boundary that somebody can set. Any thread; it does not move, and outlives
// every call it is given to.
#pragma once

#include <atomic>

#include "platform/wake.hpp"
#include "sluice/abi.h"

namespace sluice::app {

class StopToken {
 public:
  explicit StopToken(platform::Wake wake) : wake_(std::move(wake)) {
    token_ = {sizeof token_, wake_.handle(), requested, remaining_ms, this};
  }
  StopToken(const StopToken&) = delete;
  StopToken& operator=(const StopToken&) = delete;

  void set() noexcept {
    requested_.store(true, std::memory_order_relaxed);
    wake_.set();
  }
  bool is_set() const noexcept { return requested_.load(std::memory_order_relaxed); }
  const sluice_cancel* cancel() const { return &token_; }

 private:
  static int32_t requested(const sluice_cancel* token) {
    return static_cast<const StopToken*>(token->host_data)->is_set() ? 1 : 0;
  }
  static int64_t remaining_ms(const sluice_cancel*) { return INT64_MAX; }

  platform::Wake wake_;
  std::atomic<bool> requested_{false};
  sluice_cancel token_ = {};
};

}  // namespace sluice::app
