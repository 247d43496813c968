// When each pipeline of a server is to run next. Reads no clock and starts nothing: the server asks
// it. Main thread.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "schedule/schedule.hpp"

namespace sluice::app {

// Times: milliseconds since the Unix epoch, UTC.
struct Start {
  std::string pipeline;
  std::string cause;       // as in store::LoggedRun
  int64_t planned_ms = 0;  // 0: not by a schedule
  int64_t retry = 0;       // the run, if it is of tasks; 0: it is none
  bool operator==(const Start&) const = default;
};

class Agenda {
 public:
  // Adds a pipeline, or gives it another schedule. `last_planned`: the latest time that was planned
  // and started; what passed since is made up for as the schedule's catch_up says.
  // False: it lies so far ahead of `now` that the clock must have been wrong; it counts for
  // nothing.
  bool put(const std::string& pipeline, schedule::Schedule schedule,
           std::optional<int64_t> last_planned, int64_t now);
  void remove(const std::string& pipeline);

  // Those that are due, longest due first. A pipeline is given once until `ended` is called for it:
  // no two runs of one pipeline.
  std::vector<Start> take_due(int64_t now);
  // Its run is over, whatever became of it. Times that passed meanwhile are missed ones.
  void ended(const std::string& pipeline, int64_t now);

  // The clock was put back: nothing waits for the time that it showed before.
  void plan_again(int64_t now);

  // When the next one is due; nothing: none that is not running.
  std::optional<int64_t> next() const;
  // When this one starts next, if it is not running.
  std::optional<int64_t> next_of(const std::string& pipeline) const;

 private:
  struct Entry {
    schedule::Schedule schedule;
    std::optional<int64_t> last_planned;
    std::vector<schedule::Due> due;  // the next ones, earliest first
    bool missed = false;             // the first of them passed before it could start
    bool running = false;
  };

  static bool plan(Entry& entry, int64_t now);

  std::map<std::string, Entry> entries_;
};

}  // namespace sluice::app
