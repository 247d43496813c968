#include "platform/alternate_stack.hpp"

#include <csignal>

#include "platform/sanitizer.hpp"

namespace sluice::platform {
namespace {

constexpr size_t kStackBytes = size_t{64} << 10;

}  // namespace

AlternateStack::AlternateStack() {
  stack_t now = {};
  if (SLUICE_SANITIZER || ::sigaltstack(nullptr, &now) != 0 || !(now.ss_flags & SS_DISABLE)) return;
  memory_ = std::make_unique_for_overwrite<char[]>(kStackBytes);  // most never use it
  stack_t mine = {};
  mine.ss_sp = memory_.get();
  mine.ss_size = kStackBytes;
  if (::sigaltstack(&mine, nullptr) != 0) memory_.reset();
}

AlternateStack::~AlternateStack() {
  if (!memory_) return;
  stack_t none = {};
  none.ss_flags = SS_DISABLE;
  ::sigaltstack(&none, nullptr);
}

}  // namespace sluice::platform
