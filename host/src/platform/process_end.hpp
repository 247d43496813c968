// Which code may end the process, and with what status: a run that did not finish never ends with
// 0, whichever code calls exit. Not detected: the system call itself, made without the C library.
#pragma once

#include <cstdint>

namespace sluice::platform {

// From now on only the program's main ends the process. First thing on the main thread.
void guard_end();
// Last thing in main: its result. From now on the process ends with it, in any case.
int end_of_main(int code);

// Ends the process at once, with `code`. What is committed is safe.
[[noreturn]] void leave(int code) noexcept;

// Some code called `function` of the C library to end the process, or the thread. If it must not,
// prints who it was and ends the process with 1, or with main's result if there is one;
// else returns. `caller` is where the call came from, null if that is not known.
void ending(const char* function, int code, const void* caller) noexcept;
// The same for the calling thread, which may end unless a component was called on it.
void ending_thread(const char* function, const void* caller) noexcept;

}  // namespace sluice::platform
