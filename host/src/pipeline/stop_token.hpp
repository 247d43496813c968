// The cancel tokens of a run that can be stopped. Any thread; it does not move, and outlives
// every call that gets its tokens. A part of a run has a token of its own, which is stopped with
// the run's.
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <set>
#include <utility>

#include "base/hold.hpp"
#include "platform/steady_time.hpp"
#include "platform/wake.hpp"
#include "sluice/abi.h"

namespace sluice::pipeline {

class StopToken {
 public:
  // `drain_ms`: how long work under way may take after the stop.
  StopToken(platform::Wake wake, int64_t drain_ms) : drain_ms_(drain_ms), wake_(std::move(wake)) {
    make_tables();
  }
  // Of a part: stopped with `whole`, which outlives it.
  StopToken(platform::Wake wake, StopToken& whole)
      : drain_ms_(whole.drain_ms_), wake_(std::move(wake)), whole_(&whole), hold_(whole.hold_) {
    make_tables();
    const std::lock_guard lock(whole.mutex_);
    whole.parts_.insert(this);
    if (whole.is_set()) set();
  }
  ~StopToken() {
    if (!whole_) return;
    const std::lock_guard lock(whole_->mutex_);
    whole_->parts_.erase(this);
  }
  StopToken(const StopToken&) = delete;
  StopToken& operator=(const StopToken&) = delete;

  // It is stopped as soon as somebody asks it and `hold`, which outlives it, is not held. Before it
  // is given to anybody, and has parts.
  void end_with(base::Hold* hold) { hold_ = hold; }

  void set() noexcept {
    int64_t never = 0;
    stopped_ms_.compare_exchange_strong(never, now_ms());
    wake_.set();
    const std::lock_guard lock(mutex_);
    for (StopToken* part : parts_) part->set();
  }
  bool is_set() const noexcept { return stopped_ms_.load(std::memory_order_relaxed) != 0; }

  // See pipeline::Cancel.
  const sluice_cancel* stop() const { return &stop_; }
  const sluice_cancel* drain() const { return &drain_; }
  const sluice_cancel* abort() const { return &abort_; }

 private:
  void make_tables() {
    stop_ = {sizeof stop_, wake_.handle(), requested, nothing_left, this};
    drain_ = {sizeof drain_, wake_.handle(), requested, left_to_drain, this};
    abort_ = {sizeof abort_, -1, drained, left_to_drain, this};
  }
  static int64_t now_ms() noexcept { return platform::steady_ms() + 1; }
  static StopToken& of(const sluice_cancel* token) {
    return *static_cast<StopToken*>(token->host_data);
  }
  static int32_t requested(const sluice_cancel* token) {
    StopToken& self = of(token);
    if (!self.is_set() && self.hold_ && !self.hold_->is_held()) self.set();
    return self.is_set() ? 1 : 0;
  }
  static int32_t drained(const sluice_cancel* token) { return left_to_drain(token) == 0 ? 1 : 0; }
  static int64_t nothing_left(const sluice_cancel* token) {
    return of(token).is_set() ? 0 : INT64_MAX;
  }
  static int64_t left_to_drain(const sluice_cancel* token) {
    const StopToken& self = of(token);
    const int64_t stopped_ms = self.stopped_ms_.load(std::memory_order_relaxed);
    if (!stopped_ms) return INT64_MAX;
    const int64_t left = stopped_ms + self.drain_ms_ - now_ms();
    return left > 0 ? left : 0;
  }

  const int64_t drain_ms_;
  platform::Wake wake_;
  StopToken* const whole_ = nullptr;
  base::Hold* hold_ = nullptr;
  std::mutex mutex_;
  std::set<StopToken*> parts_;
  std::atomic<int64_t> stopped_ms_{0};  // steady; 0: not yet
  sluice_cancel stop_ = {}, drain_ = {}, abort_ = {};
};

}  // namespace sluice::pipeline
