// Lets the server's loop do what only its thread may: making and destroying components. [any, but
// not the loop's]
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "app/api/control.hpp"
#include "sluice/result.hpp"

namespace sluice::app {

class Loop {
 public:
  explicit Loop(Control& control) : control_(control) {}
  // On the loop's thread, after its end: what could not be destroyed there is destroyed now.
  ~Loop() = default;

  // Returns when `work` is done. E_UNAVAILABLE: the loop did not do it, and will not.
  Status run(std::function<void()> work);

  // Destroys what `held` points to on the loop's thread, now or at the server's end.
  template <class T>
  void destroy(std::shared_ptr<T> held) {
    auto last = std::make_shared<std::shared_ptr<void>>(std::move(held));
    if (run([last] { last->reset(); })) return;
    const std::lock_guard lock(mutex_);
    left_.push_back(std::move(last));
  }

 private:
  Control& control_;
  std::mutex mutex_;
  std::vector<std::shared_ptr<std::shared_ptr<void>>> left_;
};

}  // namespace sluice::app
