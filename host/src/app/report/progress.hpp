// The progress of the pipelines of a run: a bar on a terminal, otherwise a plain line from time to
// time. Watchers are called from the pipelines' threads; the rest is the main thread's.
#pragma once

#include <chrono>
#include <deque>
#include <mutex>
#include <string>

#include "app/report/screen.hpp"
#include "pipeline/observer.hpp"
#include "pipeline/report.hpp"

namespace sluice::app {

// What one pipeline is doing now.
class Watcher final : public pipeline::Observer {
 public:
  struct Figures {
    bool started = false, ended = false;
    uint64_t read = 0, pages = 0, delivered = 0, parked = 0;
  };

  Watcher(std::string pipeline, Screen& screen, bool notes)
      : pipeline_(std::move(pipeline)), screen_(screen), notes_(notes) {}

  void progress(const pipeline::RunReport& so_far) override;
  void note(std::string_view line) override;
  void start();
  // Without a terminal it writes a line: the summary may be hours away.
  void end(const pipeline::RunReport& report);

  const std::string& pipeline() const { return pipeline_; }
  Figures figures() const;

 private:
  const std::string pipeline_;
  Screen& screen_;
  const bool notes_;
  mutable std::mutex mutex_;
  Figures figures_;
};

class Progress {
 public:
  Progress(Screen& screen, bool quiet) : screen_(screen), quiet_(quiet) {}

  // The watcher lives as long as this object.
  Watcher& watch(const std::string& pipeline);
  // Shows what is new; call it a few times a second.
  void tick();
  void clear() { screen_.status({}); }

 private:
  using Clock = std::chrono::steady_clock;

  std::string bar_line() const;
  void plain_lines();

  Screen& screen_;
  const bool quiet_;
  std::deque<Watcher> watchers_;
  const Clock::time_point started_ = Clock::now();
  Clock::time_point last_plain_ = started_;
  size_t ticks_ = 0;
};

}  // namespace sluice::app
