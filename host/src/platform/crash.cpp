#include "platform/crash.hpp"

#include <sys/uio.h>
#include <ucontext.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>
#include <cstring>

#include "platform/alternate_stack.hpp"
#include "platform/call_site.hpp"
#include "platform/sanitizer.hpp"

namespace sluice::platform {
namespace {

constexpr bool kSanitizer = SLUICE_SANITIZER != 0;

constexpr std::array kCrashes = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGSYS, SIGTRAP};
constexpr size_t kSearchedBytes = size_t{64} << 10;

const char* name_of(int signal) {
  switch (signal) {
    case SIGSEGV:
      return "SIGSEGV, a bad memory access or a full stack";
    case SIGBUS:
      return "SIGBUS, a bad memory access";
    case SIGFPE:
      return "SIGFPE, a bad division";
    case SIGILL:
      return "SIGILL, a bad instruction";
    case SIGABRT:
      return "SIGABRT, abort or an uncaught exception";
    default:
      return "a signal";
  }
}

struct Place {
  uintptr_t code = 0, stack = 0;
};

Place place_of(const void* context) {
  const auto& machine = static_cast<const ucontext_t*>(context)->uc_mcontext;
#if defined(__x86_64__)
  return {static_cast<uintptr_t>(machine.gregs[REG_RIP]),
          static_cast<uintptr_t>(machine.gregs[REG_RSP])};
#elif defined(__aarch64__)
  return {machine.pc, machine.sp};
#else
  (void)machine;
  return {};
#endif
}

// The nearest return address on the stack that is in a plugin. Read by the kernel, which does not
// crash where the stack ends; in pieces that do not cross a page boundary.
const char* plugin_on_stack(uintptr_t stack) {
  std::array<uintptr_t, 64> words;
  const uintptr_t first = stack & ~(sizeof words - 1);
  for (uintptr_t at = first; stack && at < stack + kSearchedBytes; at += sizeof words) {
    const iovec to = {words.data(), sizeof words};
    // NOLINTNEXTLINE(performance-no-int-to-ptr): an address that is not dereferenced here
    const iovec from = {reinterpret_cast<void*>(at), sizeof words};
    if (::process_vm_readv(::getpid(), &to, 1, &from, 1, 0) <= 0) return nullptr;
    for (size_t i = 0; i < words.size(); i++) {
      const char* plugin = at + i * sizeof words[0] < stack ? nullptr : plugin_at(words[i]);
      if (plugin) return plugin;
    }
  }
  return nullptr;
}

void on_crash(int signal, siginfo_t*, void* context) {
  static std::atomic_flag reported = ATOMIC_FLAG_INIT;
  if (!reported.test_and_set()) {
    const Place place = place_of(context);
    RawText text;
    text.add("sluice: crashed (").add(name_of(signal)).add(") ");
    if (!add_culprit(text, place.code, place.stack)) text.add("outside of any component");
    text.write_line();
    RawText()
        .add("sluice: what is committed is safe; the next run continues from there")
        .write_line();
  }
  // The action is the default one again (SA_RESETHAND).
  ::raise(signal);
}

}  // namespace

void report_crashes() {
  if (kSanitizer) return;
  static const AlternateStack* const of_main = new AlternateStack;
  (void)of_main;
  struct sigaction action = {};
  action.sa_sigaction = on_crash;
  action.sa_flags = static_cast<int>(SA_SIGINFO | SA_ONSTACK | SA_NODEFER | SA_RESETHAND);
  sigemptyset(&action.sa_mask);
  for (int signal : kCrashes) ::sigaction(signal, &action, nullptr);
}

RawText& RawText::add(const char* text) noexcept {
  for (; text && *text && size_ + 1 < sizeof text_; text++) {
    const auto byte = static_cast<unsigned char>(*text);
    text_[size_++] = byte < 0x20 || byte == 0x7f ? '?' : *text;
  }
  return *this;
}

RawText& RawText::add(int64_t number) noexcept {
  char digits[24];
  char* at = digits + sizeof digits;
  *--at = 0;
  uint64_t left = number < 0 ? 0 - static_cast<uint64_t>(number) : static_cast<uint64_t>(number);
  do *--at = static_cast<char>('0' + left % 10);
  while (left /= 10);
  if (number < 0) *--at = '-';
  return add(at);
}

void RawText::write_line() noexcept {
  text_[size_++] = '\n';
  for (unsigned done = 0; done < size_;) {
    const ssize_t wrote = ::write(STDERR_FILENO, text_ + done, size_ - done);
    if (wrote <= 0) return;
    done += static_cast<unsigned>(wrote);
  }
}

bool add_culprit(RawText& text, uintptr_t address, uintptr_t stack) noexcept {
  RawCall call = {};
  if (own_call(call)) {
    text.add("in ").add(call.component).add(", ").add(call.function);
    if (call.batch) text.add(" of batch ").add(static_cast<int64_t>(call.batch));
    if (call.pipeline && *call.pipeline) text.add(", pipeline ").add(call.pipeline);
    return true;
  }
  const char* plugin = plugin_at(address);
  // A stack of ours may contain old addresses of plugins.
  if (!plugin && !calls_components()) plugin = plugin_on_stack(stack);
  if (plugin) text.add("in a thread of plugin ").add(plugin);
  return plugin != nullptr;
}

}  // namespace sluice::platform
