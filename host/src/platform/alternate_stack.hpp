// A stack for signal handlers, so even a stack overflow is reported. One per thread.
#pragma once

#include <memory>

namespace sluice::platform {

// For the handlers of the calling thread, as long as this object lives. Destroyed on the same
// thread. Nothing where a sanitizer reports crashes itself.
class AlternateStack {
 public:
  AlternateStack();
  ~AlternateStack();
  AlternateStack(const AlternateStack&) = delete;
  AlternateStack& operator=(const AlternateStack&) = delete;

 private:
  std::unique_ptr<char[]> memory_;  // null: it has one already
};

}  // namespace sluice::platform
