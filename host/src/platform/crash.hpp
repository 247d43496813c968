// The message when the process is about to die of a signal: which component, function and batch
// it was in, and that the state is safe. Then the signal ends it as usual.
#pragma once

#include <cstdint>

namespace sluice::platform {

// From now on, for all threads. On the main thread, before others start. Not where a
// sanitizer reports crashes itself.
void report_crashes();

// ---- for code in a handler: async-signal-safe ------------------------------------------------

// Text for standard error, in a buffer of its own; text that does not fit is cut. Control
// characters become "?".
class RawText {
 public:
  RawText& add(const char* text) noexcept;
  RawText& add(int64_t number) noexcept;
  void write_line() noexcept;  // to standard error, with a line end

 private:
  char text_[2048];
  unsigned size_ = 0;
};

// "in transformers[0] (core.map), transform of batch 3, pipeline products" of the calling thread;
// else "in a thread of plugin /path/x.so" if `address` or the stack above `stack` is in one; false:
// neither.
bool add_culprit(RawText& text, uintptr_t address, uintptr_t stack) noexcept;

}  // namespace sluice::platform
