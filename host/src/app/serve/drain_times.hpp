// When what waits for targets that are down is tried again, of pipelines that are not running.
// Reads no clock. Main thread.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sluice::app {

// The cause of a run that only delivers what waits (store::LoggedRun).
inline constexpr const char* kBacklogCause = "backlog";

class DrainTimes {
 public:
  // Something waits. Times: milliseconds since the Unix epoch, UTC.
  void put(const std::string& pipeline, int64_t due_ms) {
    const auto [at, is_new] = due_.try_emplace(pipeline, due_ms);
    if (!is_new) at->second = std::min(at->second, due_ms);
  }
  void remove(const std::string& pipeline) { due_.erase(pipeline); }

  // Those that are due; each is given once.
  std::vector<std::string> take_due(int64_t now) {
    std::vector<std::string> out;
    for (auto at = due_.begin(); at != due_.end();) {
      if (at->second > now) {
        ++at;
        continue;
      }
      out.push_back(at->first);
      at = due_.erase(at);
    }
    return out;
  }

  // The clock was put back by so much.
  void shift_back(int64_t by_ms) {
    for (auto& [pipeline, due] : due_) due -= by_ms;
  }

  std::optional<int64_t> next() const {
    std::optional<int64_t> first;
    for (const auto& [pipeline, due] : due_) first = first ? std::min(*first, due) : due;
    return first;
  }

 private:
  std::map<std::string, int64_t> due_;
};

}  // namespace sluice::app
