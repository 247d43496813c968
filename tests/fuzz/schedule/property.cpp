#include "fuzz/schedule/property.hpp"

#include <chrono>
#include <string>

#include "fuzz/schedule/oracle.hpp"
#include "schedule/schedule.hpp"

namespace sluice::schedule::test {
namespace {

constexpr const char* kZones[] = {"UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe",
                                  "Pacific/Apia"};

void demand(bool holds, const std::string& what) {
  if (!holds) throw what;
}

void check_refusal(std::string_view text, const Status& status) {
  demand(status.code() == SLUICE_E_INVALID, "a refusal is E_INVALID");
  constexpr std::string_view kBefore = "column ";
  demand(status.message().rfind(kBefore, 0) == 0, "a refusal has a column: " + status.message());
  const size_t column = std::stoul(status.message().substr(kBefore.size()));
  demand(column >= 1 && column <= text.size() + 1, "the column is inside the text");
}

void check_local(const CronExpression& cron, const Oracle& oracle, int64_t after) {
  const std::optional<int64_t> next = cron.next_after(after);
  if (!next) return;
  demand(*next > after, "the next time is later");
  demand(oracle.matches(*next), "the next time matches, field by field");
  demand(cron.matches(*next), "the next time matches");
  for (int64_t between = after + 1; between < *next && between <= after + 120; between++)
    demand(between < kFirstLocal || !oracle.matches(between), "no time is left out");
  const std::optional<int64_t> earlier = cron.next_after(after - 12'345);
  demand(earlier && *earlier <= *next, "the next time never falls");
}

void check_moments(const Schedule& schedule, int64_t moment) {
  const std::optional<Due> before = schedule.next(moment);
  if (!before) return;
  demand(before->planned > moment, "the next moment is later");
  demand(before->at >= before->planned && before->at <= before->planned + 60'000,
         "the jitter is in its bounds");
  demand(schedule.next(moment) == before, "the next moment is the same twice");
  if (moment < before->planned - 1)
    demand(schedule.next(before->planned - 1)->planned == before->planned,
           "the next moment is the same from just before it");
  const std::vector<Due> later = schedule.next_times(before->planned, 20);
  int64_t last = before->planned;
  for (const Due& due : later) {
    demand(due.planned > last, "moments are in order");
    last = due.planned;
  }
}

}  // namespace

bool check_cron(std::string_view expression, unsigned zone, int64_t moment) {
  const Result<CronExpression> cron = CronExpression::parse(expression);
  if (!cron) return check_refusal(expression, cron.status()), false;
  const auto started = std::chrono::steady_clock::now();
  const int64_t local = moment % kLastLocal;
  check_local(*cron, Oracle(expression), local);
  ScheduleSettings settings;
  settings.pipeline = "p";
  settings.cron = expression;
  settings.zone = kZones[zone % std::size(kZones)];
  settings.jitter = "1m";
  Result<Schedule> schedule = Schedule::make(settings);
  if (!schedule) settings.jitter.clear();  // starts may be closer to one another than that
  if (!schedule) schedule = Schedule::make(settings);
  demand(schedule.ok(), "what is an expression makes a schedule");
  demand(!schedule->describe(moment).empty(), "it can be described");
  check_moments(*schedule, moment);
  const Missed missed = schedule->missed(moment / 2, moment);
  demand(missed.due.size() <= 1, "at most one run is made up");
  demand(missed.resume_after <= std::max(moment, moment / 2), "what was missed is over");
  demand(std::chrono::steady_clock::now() - started < std::chrono::seconds(5), "in bounded time");
  return true;
}

}  // namespace sluice::schedule::test
