// Part of the program, not of a library: replaces C++ `new` by one that counts into the thread's
// ledger. Plugins use it, too, as their `new` is bound to the program's. Not with a sanitizer,
// which has its own to detect mismatched deletes.
#include <cstdlib>
#include <new>

#include "measure/ledger.hpp"
#include "platform/sanitizer.hpp"

#if !SLUICE_SANITIZER

// The library's other forms, except the aligned ones, call these.
void* operator new(std::size_t size) {
  if (auto* const ledger = sluice::measure::Ledger::mine()) ledger->work.allocations++;
  for (;;) {
    if (void* const memory = std::malloc(size ? size : 1)) return memory;
    const std::new_handler handler = std::get_new_handler();
    if (!handler) throw std::bad_alloc();
    handler();
  }
}

void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

#endif
