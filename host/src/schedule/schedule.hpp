// When a pipeline runs next: cron expression or fixed period, time zone, jitter, maintenance
// windows, and what becomes of times that passed while the host was down.
//
// Times are milliseconds since the Unix epoch, UTC. No clock is read, nothing waits, nothing is
// stored: the caller keeps the planned time of the last run. A Schedule is a value; any thread. The
// only global is the date library's list of time zones (zone.hpp).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "schedule/cron.hpp"
#include "schedule/named_zone.hpp"
#include "schedule/windows.hpp"

namespace sluice::schedule {

inline constexpr int64_t kLastPlannedMs = kLastLocal * 1000;  // the end of the year 9999
inline constexpr size_t kMostCaughtUp = 100;

// Times that passed while the host was down.
enum class CatchUp {
  kSkip,  // are left out
  kOnce,  // are made up by one run, which is the latest one's
  kAll    // run one after another, the latest 100 of them
};

// "skip", "once", "all". E_INVALID with what is allowed.
Result<CatchUp> parse_catch_up(std::string_view text);

struct ScheduleSettings {
  std::string pipeline;      // its name, for the jitter
  std::string cron;          // either this
  std::string every;         // or this: "5m", "1h30m"; at least 1s
  std::string zone = "UTC";  // IANA name: of the expression and of the windows
  std::string jitter;        // longest delay, "10m"; empty: none; at most 24h, shorter than what is
                             // between two starts
  CatchUp catch_up = CatchUp::kOnce;
  std::vector<WindowSettings> windows;
};

struct Due {
  int64_t planned = 0;  // what the next one is counted from
  int64_t at = 0;       // when it starts: `planned`, the jitter added
  bool operator==(const Due&) const = default;
};

struct Missed {
  std::vector<Due> due;      // earliest first
  int64_t resume_after = 0;  // next(resume_after) is what follows
  bool cut = false;          // kAll: there were more than 100; the earliest are left out
  bool ahead = false;        // the last one was not believed: resume_after is now
};

class Schedule {
 public:
  // E_INVALID; the message begins with a JSON pointer into the settings: "/cron: column 3: …".
  static Result<Schedule> make(const ScheduleSettings& settings);

  // Of a pipeline that never ran: of a cron expression the first time after `start`; of `every`
  // `start` itself.
  std::optional<Due> first(int64_t start) const;

  // The first planned time after `after`; none within 28 years or after 9999. `every` is counted
  // from `after`, the last planned time; an expression takes any. What falls into a window is
  // planned for the window's end, once. A start that only its jitter puts into a window is put off
  // to the end of the window and its jitter.
  std::optional<Due> next(int64_t after) const;

  // What to start at `now` (spread by the jitter, and not before a window's end) for times after
  // `last_planned` whose start has passed; one whose jitter is not over is not missed, and next()
  // gives it. In a window, kOnce leaves it to a run that is planned for its end. A `last_planned`
  // ahead of `now` is kept up to the next planned time, and a day (a clock that was put back a
  // little must run nothing twice); one further ahead is not believed.
  Missed missed(int64_t last_planned, int64_t now) const;

  // At most `n`, and at most 1,000.
  std::vector<Due> next_times(int64_t from, size_t n) const;

  // Whether both have the same expression and time zone, or the same period.
  bool has_rule_of(const Schedule& other) const;

  // "every day at 02:30 Europe/Berlin".
  std::string describe() const;
  // The same and "; next: 2026-03-29 03:00 +02:00", the planned time that follows `after`.
  std::string describe(int64_t after) const;

  const Zone& zone() const { return zone_; }

 private:
  struct Every {
    int64_t period_ms;
  };
  using Rule = std::variant<Every, CronExpression>;

  Schedule(std::string pipeline, Rule rule) : pipeline_(std::move(pipeline)), rule_(rule) {}

  static Result<Rule> read_rule(const ScheduleSettings& settings);
  static Result<Rule> read_every(const std::string& text);
  Status read_jitter(const std::string& text);
  Status read_zone(const ScheduleSettings& settings);

  std::optional<int64_t> planned_after(int64_t after) const;
  std::optional<int64_t> every_after(const Every& every, int64_t after) const;
  std::optional<int64_t> planned_up_to(int64_t after, int64_t latest) const;
  std::optional<int64_t> expression_up_to(int64_t after, int64_t latest) const;
  std::optional<int64_t> every_up_to(const Every& every, int64_t after, int64_t latest) const;
  int64_t out_of_windows(int64_t ms) const;
  int64_t start_of(int64_t base, int64_t planned) const;
  std::vector<int64_t> caught_up(int64_t last_planned, int64_t latest, size_t most) const;
  bool is_believed(int64_t last_planned, int64_t now) const;
  bool is_left_to_next(int64_t latest, int64_t now) const;

  std::string pipeline_;
  Rule rule_;
  Zone zone_;
  Windows windows_;
  int64_t jitter_ms_ = 0;
  CatchUp catch_up_ = CatchUp::kOnce;
};

}  // namespace sluice::schedule
