// A flag that can be waited for: set once, from any thread or signal handler, it stays readable
// for poll() until it is cleared.
#pragma once

#include <cstdint>

#include "sluice/result.hpp"

namespace sluice::platform {

class Wake {
 public:
  static Result<Wake> create();
  Wake(Wake&& other) noexcept;
  Wake& operator=(Wake&& other) noexcept;
  ~Wake();

  // The value for sluice_cancel.wake. Lives as long as this object.
  intptr_t handle() const { return handle_; }

  void set() const noexcept;    // [any] async-signal-safe, idempotent
  void clear() const noexcept;  // [any]
  bool is_set() const noexcept;
  // True once set, false after `timeout_ms`; negative waits forever.
  bool wait(int64_t timeout_ms) const;

 private:
  explicit Wake(intptr_t handle) : handle_(handle) {}
  intptr_t handle_;
};

}  // namespace sluice::platform
