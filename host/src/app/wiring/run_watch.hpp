// Watches a run from a thread of its own: reports calls into components that take long, and makes
// sure that a stop ends the process even if one of them never returns.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "platform/call_site.hpp"
#include "platform/signals.hpp"
#include "platform/wake.hpp"

namespace sluice::app {

// When a long call is reported: after 30 s, then each time it has taken twice as long.
class LongCalls {
 public:
  // Of the calls under way, those to report now.
  std::vector<platform::Call> due(const std::vector<platform::Call>& calls);

 private:
  struct Told {
    int64_t since_ms = 0, next_ms = 0;
  };
  std::map<uint64_t, Told> told_;  // by thread
};

class RunWatch {
 public:
  using Say = std::function<void(const std::string& line)>;  // called from the watch's thread
  // `grace_ms` after the first signal the process exits with 130. `quiet`: long calls are not
  // reported. All of it outlives the watch.
  RunWatch(const platform::Signals& signals, platform::Wake end, int64_t grace_ms, bool quiet,
           Say say);
  ~RunWatch();
  RunWatch(const RunWatch&) = delete;
  RunWatch& operator=(const RunWatch&) = delete;

 private:
  void run();
  void see_stop();
  void tell_what_is_waited_for(const std::vector<platform::Call>& calls, int64_t left_ms);

  const platform::Signals& signals_;
  const platform::Wake end_;
  const int64_t grace_ms_;
  const bool quiet_;
  const Say say_;
  LongCalls long_calls_;
  int64_t stopped_ms_ = 0;  // steady; 0: not stopped
  bool told_ = false;
  std::thread thread_;  // last: it uses the others
};

}  // namespace sluice::app
