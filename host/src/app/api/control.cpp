#include "app/api/control.hpp"

#include <utility>

namespace sluice::app {

Outcome Control::ask(ControlCommand command) {
  std::future<Outcome> reply;
  {
    const std::lock_guard lock(mutex_);
    if (closed_) return {Outcome::Kind::kEnding};
    if (waiting_.size() >= kMost) return {Outcome::Kind::kBusy};
    waiting_.push_back({std::move(command), {}});
    reply = waiting_.back().reply.get_future();
  }
  attention_.set();
  const bool in_time = reply.wait_for(patience_) == std::future_status::ready;
  return in_time ? reply.get() : Outcome{Outcome::Kind::kLate};
}

std::shared_ptr<const ServerView> Control::view() const {
  const std::lock_guard lock(mutex_);
  return view_;
}

std::vector<Control::Asked> Control::take() {
  const std::lock_guard lock(mutex_);
  return std::exchange(waiting_, {});
}

void Control::publish(std::shared_ptr<const ServerView> view) {
  const std::lock_guard lock(mutex_);
  view_ = std::move(view);
}

void Control::close() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  for (Asked& one : std::exchange(waiting_, {})) one.reply.set_value({Outcome::Kind::kEnding});
}

}  // namespace sluice::app
