#include "schedule/schedule.hpp"

#include <algorithm>

#include "schedule/cron_in_zone.hpp"
#include "schedule/cron_words.hpp"
#include "schedule/duration.hpp"
#include "schedule/spread.hpp"

namespace sluice::schedule {
namespace {

constexpr size_t kMostListed = 1000;
constexpr int64_t kBelievedAheadMs = 86'400'000;

int64_t second_of(int64_t ms) { return floor_div(ms, 1000); }

// What lies before 1970 is taken as its beginning.
int64_t not_before_1970(int64_t ms) { return std::max<int64_t>(ms, -1); }

}  // namespace

// In a window: its end, in whole seconds.
int64_t Schedule::out_of_windows(int64_t ms) const {
  const int64_t second = second_of(ms);
  const int64_t clear = windows_.clear_from(second);
  return clear == second ? ms : clear * 1000;
}

// When what is planned for `planned` starts if it may from `base` on.
int64_t Schedule::start_of(int64_t base, int64_t planned) const {
  const int64_t delay = spread_ms(pipeline_, planned, jitter_ms_);
  const int64_t start = base + delay;
  const int64_t clear = out_of_windows(start);
  return clear == start ? start : out_of_windows(clear + delay);
}

std::optional<int64_t> Schedule::every_after(const Every& every, int64_t after) const {
  const int64_t planned = after + every.period_ms;  // both far below overflow
  if (planned > kLastPlannedMs) return std::nullopt;
  return out_of_windows(planned);
}

std::optional<int64_t> Schedule::planned_after(int64_t after) const {
  after = not_before_1970(after);
  if (after >= kLastPlannedMs) return std::nullopt;
  if (const Every* every = std::get_if<Every>(&rule_)) return every_after(*every, after);
  const std::optional<int64_t> second =
      next_run(std::get<CronExpression>(rule_), zone_, second_of(after));
  if (!second) return std::nullopt;
  return out_of_windows(*second * 1000);
}

std::optional<Due> Schedule::next(int64_t after) const {
  const std::optional<int64_t> planned = planned_after(after);
  if (!planned) return std::nullopt;
  return Due{*planned, start_of(*planned, *planned)};
}

std::optional<Due> Schedule::first(int64_t start) const {
  if (std::holds_alternative<CronExpression>(rule_)) return next(start);
  if (start > kLastPlannedMs) return std::nullopt;
  const int64_t planned = out_of_windows(not_before_1970(start));
  return Due{planned, start_of(planned, planned)};
}

std::vector<Due> Schedule::next_times(int64_t from, size_t n) const {
  std::vector<Due> out;
  std::optional<Due> due;
  n = std::min(n, kMostListed);
  while (out.size() < n && (due = next(out.empty() ? from : out.back().planned)))
    out.push_back(*due);
  return out;
}

// The highest x with planned_after(x) <= latest, by halves: planned_after never falls.
std::optional<int64_t> Schedule::expression_up_to(int64_t after, int64_t latest) const {
  const auto fits = [&](int64_t second) {
    const std::optional<int64_t> planned = planned_after(second * 1000);
    return planned && *planned <= latest;
  };
  int64_t good = second_of(not_before_1970(after));
  int64_t bad = second_of(latest);
  if (good >= bad || !fits(good)) return std::nullopt;
  while (bad - good > 1) {
    const int64_t middle = good + (bad - good) / 2;
    (fits(middle) ? good : bad) = middle;
  }
  return planned_after(good * 1000);
}

// Counted from `after` throughout, as if no window had moved one.
std::optional<int64_t> Schedule::every_up_to(const Every& every, int64_t after,
                                             int64_t latest) const {
  const auto time = [&](int64_t n) { return out_of_windows(after + n * every.period_ms); };
  int64_t good = 0;
  int64_t bad = (latest - after) / every.period_ms + 1;
  while (bad - good > 1) {
    const int64_t middle = good + (bad - good) / 2;
    (time(middle) <= latest ? good : bad) = middle;
  }
  if (good == 0) return std::nullopt;
  return time(good);
}

// The last planned time after `after` and not after `latest`.
std::optional<int64_t> Schedule::planned_up_to(int64_t after, int64_t latest) const {
  latest = std::min(latest, kLastPlannedMs);
  after = not_before_1970(after);
  if (latest <= after) return std::nullopt;
  const Every* every = std::get_if<Every>(&rule_);
  return every ? every_up_to(*every, after, latest) : expression_up_to(after, latest);
}

// Latest first.
std::vector<int64_t> Schedule::caught_up(int64_t last_planned, int64_t latest, size_t most) const {
  std::vector<int64_t> out;
  for (std::optional<int64_t> time = latest; time && out.size() < most;
       time = planned_up_to(last_planned, *time - 1))
    out.push_back(*time);
  return out;
}

bool Schedule::is_left_to_next(int64_t latest, int64_t now) const {
  return catch_up_ == CatchUp::kOnce && out_of_windows(now) != now &&
         planned_after(latest) == out_of_windows(now);
}

// One further ahead than the next was started by a clock that was wrong: it holds nothing up.
bool Schedule::is_believed(int64_t last_planned, int64_t now) const {
  if (last_planned <= now) return true;
  const std::optional<int64_t> next = planned_after(now);
  return next && last_planned <= *next && last_planned - now <= kBelievedAheadMs;
}

Missed Schedule::missed(int64_t last_planned, int64_t now) const {
  if (!is_believed(last_planned, now)) return {{}, now, false, true};
  if (last_planned > now) return {{}, last_planned};
  std::optional<int64_t> latest = planned_up_to(last_planned, now);
  if (latest && start_of(*latest, *latest) > now) latest = planned_up_to(last_planned, *latest - 1);
  if (!latest) return {{}, last_planned};
  Missed out{{}, *latest};
  if (catch_up_ == CatchUp::kSkip || is_left_to_next(*latest, now)) return out;
  const size_t most = catch_up_ == CatchUp::kAll ? kMostCaughtUp : 1;
  const int64_t at = start_of(now, *latest);
  for (const int64_t planned : caught_up(last_planned, *latest, most))
    out.due.insert(out.due.begin(), {planned, at});
  out.cut = catch_up_ == CatchUp::kAll && out.due.size() == most &&
            planned_up_to(last_planned, out.due.front().planned - 1).has_value();
  return out;
}

bool Schedule::has_rule_of(const Schedule& other) const {
  if (rule_.index() != other.rule_.index()) return false;
  if (const Every* every = std::get_if<Every>(&rule_))
    return every->period_ms == std::get<Every>(other.rule_).period_ms;
  return zone_.name() == other.zone_.name() &&
         std::get<CronExpression>(rule_).fields() == std::get<CronExpression>(other.rule_).fields();
}

std::string Schedule::describe() const {
  const Every* every = std::get_if<Every>(&rule_);
  std::string out = every ? "every " + duration_text(every->period_ms)
                          : words_of_cron(std::get<CronExpression>(rule_), zone_.name());
  if (jitter_ms_ > 0) out += ", up to " + duration_text(jitter_ms_) + " later";
  if (!windows_.empty()) out += ", " + windows_.words() + (every ? ' ' + zone_.name() : "");
  return out;
}

std::string Schedule::describe(int64_t after) const {
  const std::optional<int64_t> planned = planned_after(after);
  if (!planned) return describe() + "; next: never";
  const int64_t second = second_of(*planned);
  return describe() + "; next: " + local_text(zone_.local_of(second)) + ' ' +
         zone_.offset_text(second);
}

}  // namespace sluice::schedule
