// Part of the program, not of a library: stands before the C library's functions that end the
// process. Plugins use these, too, as the program's symbols are bound before those of any library.
// Not where a sanitizer has its own.
#include <dlfcn.h>
#include <pthread.h>
#include <threads.h>
#include <unistd.h>

#include <cstdlib>

#include "platform/process_end.hpp"

#if defined(__has_feature)
#define SLUICE_HAS_FEATURE(name) __has_feature(name)
#else
#define SLUICE_HAS_FEATURE(name) 0
#endif

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && \
    !SLUICE_HAS_FEATURE(address_sanitizer) && !SLUICE_HAS_FEATURE(thread_sanitizer)

namespace {

namespace platform = sluice::platform;

// The C library's own; ends the process if that cannot be found.
template <class F, class... Arguments>
[[noreturn]] void call_next(const char* name, Arguments... arguments) {
  if (auto* const next = reinterpret_cast<F*>(::dlsym(RTLD_NEXT, name))) next(arguments...);
  platform::leave(1);
}

}  // namespace

extern "C" {

void exit(int code) noexcept {
  platform::ending("exit", code, __builtin_return_address(0));
  call_next<void(int)>("exit", code);
}

void quick_exit(int code) noexcept {
  platform::ending("quick_exit", code, __builtin_return_address(0));
  call_next<void(int)>("quick_exit", code);
}

void _exit(int code) {
  platform::ending("_exit", code, __builtin_return_address(0));
  platform::leave(code);
}

void _Exit(int code) noexcept {
  platform::ending("_Exit", code, __builtin_return_address(0));
  platform::leave(code);
}

void pthread_exit(void* value) {
  platform::ending_thread("pthread_exit", __builtin_return_address(0));
  call_next<void(void*)>("pthread_exit", value);
}

void thrd_exit(int result) {
  platform::ending_thread("thrd_exit", __builtin_return_address(0));
  call_next<void(int)>("thrd_exit", result);
}

}  // extern "C"

#endif
