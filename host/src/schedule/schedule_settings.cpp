// How a Schedule is made from its settings.
#include "base/suggest.hpp"
#include "schedule/duration.hpp"
#include "schedule/refusal.hpp"
#include "schedule/schedule.hpp"

namespace sluice::schedule {
namespace {

constexpr int64_t kShortestPeriodMs = 1000;
constexpr int64_t kLongestJitterMs = 86'400'000;

}  // namespace

Result<CatchUp> parse_catch_up(std::string_view text) {
  if (text == "skip") return CatchUp::kSkip;
  if (text == "once") return CatchUp::kOnce;
  if (text == "all") return CatchUp::kAll;
  return Status(SLUICE_E_INVALID, in_quotes(text) + " is none of skip, once, all" +
                                      base::did_you_mean(text, {"skip", "once", "all"}));
}

Result<Schedule::Rule> Schedule::read_every(const std::string& text) {
  const Result<int64_t> period = parse_duration(text);
  if (!period) return Status::invalid("/every", period.status().message());
  if (*period < kShortestPeriodMs) return Status::invalid("/every", "at least 1s is wanted");
  return Rule(Every{*period});
}

Result<Schedule::Rule> Schedule::read_rule(const ScheduleSettings& settings) {
  if (settings.cron.empty() == settings.every.empty())
    return Status::invalid("", settings.cron.empty() ? "either cron or every is wanted"
                                                     : "cron and every exclude each other");
  if (settings.cron.empty()) return read_every(settings.every);
  const Result<CronExpression> cron = CronExpression::parse(settings.cron);
  if (!cron) return Status::invalid("/cron", cron.status().message());
  return Rule(*cron);
}

Status Schedule::read_jitter(const std::string& text) {
  if (text.empty()) return {};
  const Result<int64_t> jitter = parse_duration(text);
  if (!jitter) return Status::invalid("/jitter", jitter.status().message());
  if (*jitter > kLongestJitterMs) return Status::invalid("/jitter", "at most 24h is allowed");
  const Every* every = std::get_if<Every>(&rule_);
  if (every && *jitter >= every->period_ms)
    return Status::invalid(
        "/jitter", "it must be shorter than every, which is " + duration_text(every->period_ms));
  if (const auto* cron = std::get_if<CronExpression>(&rule_)) {
    const int64_t gap_ms = cron->shortest_gap() * 1000;
    if (*jitter >= gap_ms)
      return Status::invalid("/jitter",
                             "it must be shorter than the shortest time between two "
                             "starts of cron, which is " +
                                 duration_text(gap_ms));
  }
  jitter_ms_ = *jitter;
  return {};
}

Status Schedule::read_zone(const ScheduleSettings& settings) {
  Result<Zone> zone = named_zone(settings.zone);
  if (!zone) return Status::invalid("/zone", zone.status().message());
  zone_ = std::move(*zone);
  Result<Windows> windows = Windows::make(settings.windows, zone_);
  if (!windows) return Status(SLUICE_E_INVALID, "/windows" + windows.status().message());
  windows_ = std::move(*windows);
  return {};
}

Result<Schedule> Schedule::make(const ScheduleSettings& settings) {
  const Result<Rule> rule = read_rule(settings);
  if (!rule) return rule.status();
  Schedule out(settings.pipeline, *rule);
  if (Status status = out.read_zone(settings); !status) return status;
  if (Status status = out.read_jitter(settings.jitter); !status) return status;
  out.catch_up_ = settings.catch_up;
  return out;
}

}  // namespace sluice::schedule
