// Standard error as lines, with a bottom line that is redrawn on a terminal:
// the progress of a run. Any thread.
#pragma once

#include <mutex>
#include <string>
#include <string_view>

namespace sluice::app {

class Screen {
 public:
  explicit Screen(bool terminal) : terminal_(terminal) {}

  bool terminal() const { return terminal_; }
  // A line that stays.
  void line(std::string_view text);
  // Replaces the bottom line; does nothing without a terminal. Empty: removes it.
  void status(std::string_view text);

 private:
  void wipe();
  void draw();

  const bool terminal_;
  std::mutex mutex_;
  std::string status_;
};

}  // namespace sluice::app
