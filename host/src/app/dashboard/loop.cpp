#include "app/dashboard/loop.hpp"

#include <utility>

namespace sluice::app {
namespace {

// The loop may come to it when its asker has given up: then it is not done.
struct Asked {
  std::mutex mutex;
  std::function<void()> work;  // empty: done, or given up
};

void carry_out_once(Asked& asked) {
  const std::lock_guard lock(asked.mutex);
  if (asked.work) std::exchange(asked.work, nullptr)();
}

}  // namespace

Status Loop::run(std::function<void()> work) {
  const auto asked = std::make_shared<Asked>();
  asked->work = std::move(work);
  const auto kind = control_.ask(LoopWork{[asked] { carry_out_once(*asked); }}).kind;
  const std::lock_guard lock(asked->mutex);
  if (!std::exchange(asked->work, nullptr)) return {};
  if (kind == Outcome::Kind::kEnding) return {SLUICE_E_UNAVAILABLE, "the server is being stopped"};
  return {SLUICE_E_UNAVAILABLE, "the server is busy; try again in a moment"};
}

}  // namespace sluice::app
