// Slows down who tries tokens: after a few wrong ones of an address, each further one makes it wait
// twice as long. Any thread.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <string>

namespace sluice::app {

class LoginGuard {
 public:
  static constexpr int kFree = 3;  // wrong tokens without a wait
  static constexpr int64_t kLongestMs = 60'000;
  static constexpr int64_t kForgetMs = 600'000;  // after the last wrong one
  static constexpr size_t kMost = 1000;          // addresses; others then share one count

  // `now_ms`: any clock that does not go back.
  explicit LoginGuard(std::function<int64_t()> now_ms) : now_ms_(std::move(now_ms)) {}

  // How long the address must wait before it may try again; 0: not at all.
  int64_t wait_ms(const std::string& address);
  void failed(const std::string& address);
  void passed(const std::string& address);

 private:
  struct Count {
    int failures = 0;
    int64_t last_ms = 0, until_ms = 0;
  };
  Count& count_of(const std::string& address);

  const std::function<int64_t()> now_ms_;
  std::mutex mutex_;
  std::map<std::string, Count> counts_;
};

}  // namespace sluice::app
