#include "platform/process_end.hpp"

#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>

#include "platform/call_site.hpp"
#include "platform/crash.hpp"

namespace sluice::platform {
namespace {

constexpr int kFailed = 1;

// Global: the wrapped functions of the C library pass no context.
std::atomic<pid_t> guarded{0};  // 0: no process is watched; a child has another one
std::atomic<int> result{-1};    // of main; -1: it runs

void tell(const char* function, bool with_code, int code, const void* caller) noexcept {
  RawText text;
  text.add("sluice: ").add(function).add("(");
  if (with_code) text.add(int64_t{code});
  text.add(") was called ");
  const auto here = reinterpret_cast<uintptr_t>(__builtin_frame_address(0));
  if (!add_culprit(text, reinterpret_cast<uintptr_t>(caller), here))
    text.add("outside of any component");
  text.write_line();
  RawText()
      .add(
          "sluice: a plugin must not end the program. The run is not finished; what is committed "
          "is safe, the next run continues from there")
      .write_line();
}

void at_exit() { ending("exit", 0, nullptr); }

}  // namespace

void guard_end() {
  guarded = ::getpid();
  // For when the C library calls its own exit (err, error), and quick_exit.
  std::atexit(at_exit);
  std::at_quick_exit(at_exit);
}

int end_of_main(int code) {
  std::fflush(nullptr);
  result = code;
  return code;
}

void leave(int code) noexcept {
  for (;;) ::syscall(SYS_exit_group, code);
}

void ending(const char* function, int code, const void* caller) noexcept {
  if (guarded != ::getpid()) return;
  // Main has returned: the C library ends the process with its result.
  if (result != -1 && !caller) return;
  if (result != -1) leave(result);
  tell(function, caller != nullptr, code, caller);
  leave(kFailed);
}

void ending_thread(const char* function, const void* caller) noexcept {
  RawCall call = {};
  if (guarded != ::getpid() || !own_call(call)) return;
  tell(function, false, 0, caller);
  leave(kFailed);
}

}  // namespace sluice::platform
