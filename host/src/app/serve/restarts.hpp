// Pipelines that run all the time: when one that ended is started again. Reads no clock. Main
// thread.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sluice::app {

class Restarts {
 public:
  static constexpr int64_t kFirstMs = 1000, kLongestMs = 60'000;
  static constexpr int64_t kSoundMs = 300'000;  // a run of so long was in order

  // To be started now; `taken`: it is being started, as if take_due() had given it.
  void add(const std::string& pipeline, int64_t now, bool taken = false);
  void remove(const std::string& pipeline) { entries_.erase(pipeline); }
  // Those that are due; each is given once until `ended`.
  std::vector<std::string> take_due(int64_t now);
  // It is started again: at once if it was asked to end, else after a wait that doubles with each
  // short run.
  void ended(const std::string& pipeline, int64_t started, int64_t now, bool asked);
  // The clock was put back by so much.
  void shift_back(int64_t by_ms) {
    for (auto& [pipeline, entry] : entries_) entry.due -= by_ms;
  }
  bool has(const std::string& pipeline) const { return entries_.count(pipeline) != 0; }
  std::optional<int64_t> next() const;

 private:
  struct Entry {
    int64_t due = 0;
    int64_t wait = 0;  // before the last start
    bool running = false;
  };
  std::map<std::string, Entry> entries_;
};

}  // namespace sluice::app
