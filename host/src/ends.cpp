// Part of the program, not of a library: replaces the C library's functions that end the
// process, and the one that starts a thread, to report a crash in any thread.
// Plugins use these, too, as the program's symbols are bound before those of any library. Not with
// a sanitizer, which has its own.
#include <dlfcn.h>
#include <pthread.h>
#include <threads.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <memory>
#include <new>

#include "platform/alternate_stack.hpp"
#include "platform/process_end.hpp"
#include "platform/sanitizer.hpp"

#if !SLUICE_SANITIZER

namespace {

namespace platform = sluice::platform;

// The C library's own; ends the process if it cannot be found.
template <class F, class... Arguments>
auto call_next(const char* name, Arguments... arguments) {
  auto* const next = reinterpret_cast<F*>(::dlsym(RTLD_NEXT, name));
  if (!next) platform::leave(1);
  return next(arguments...);
}
template <class F, class Argument>
[[noreturn]] void end_with_next(const char* name, Argument argument) {
  call_next<F>(name, argument);
  platform::leave(1);
}

struct Start {
  void* (*routine)(void*);
  void* argument;
};

void* run_thread(void* given) {
  const platform::AlternateStack stack;
  const Start start = *std::unique_ptr<Start>(static_cast<Start*>(given));
  return start.routine(start.argument);
}

}  // namespace

extern "C" {

void exit(int code) noexcept {
  platform::ending("exit", code, __builtin_return_address(0));
  end_with_next<void(int)>("exit", code);
}

void quick_exit(int code) noexcept {
  platform::ending("quick_exit", code, __builtin_return_address(0));
  end_with_next<void(int)>("quick_exit", code);
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
  end_with_next<void(void*)>("pthread_exit", value);
}

void thrd_exit(int result) {
  platform::ending_thread("thrd_exit", __builtin_return_address(0));
  end_with_next<void(int)>("thrd_exit", result);
}

int pthread_create(pthread_t* thread, const pthread_attr_t* attributes, void* (*routine)(void*),
                   void* argument) noexcept {
  auto* const start = new (std::nothrow) Start{routine, argument};
  if (!start) return EAGAIN;
  using Create = int(pthread_t*, const pthread_attr_t*, void* (*)(void*), void*);
  const int error = call_next<Create>("pthread_create", thread, attributes, run_thread,
                                      static_cast<void*>(start));
  if (error) delete start;
  return error;
}

}  // extern "C"

#endif
