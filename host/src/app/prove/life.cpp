#include "app/prove/life.hpp"

#include <algorithm>
#include <chrono>
#include <optional>

#include "app/report/exit_code.hpp"
#include "platform/process.hpp"
#include "platform/stepped_child.hpp"

namespace sluice::app {
namespace {

using platform::SteppedChild;
using Stop = SteppedChild::Stop;

bool is_reached(const KillPoint& point, const CallCounts& counts) {
  return (point.of_syncs ? counts.syncs : counts.calls) >= point.number;
}

// Lets the child go on for a while; false: it ended.
bool let_run(SteppedChild& child, int64_t us) {
  using std::chrono::steady_clock, std::chrono::microseconds;
  const auto until = steady_clock::now() + microseconds(us);
  for (;;) {
    const auto left = std::chrono::duration_cast<microseconds>(until - steady_clock::now()).count();
    const Stop stop = child.go_on(std::max<int64_t>(left, 0));
    if (stop == Stop::kEnd) return false;
    if (stop == Stop::kTime) return true;
  }
}

// Until it ends (false), or is before the call at which it is to be killed.
bool reach(SteppedChild& child, const std::optional<KillPoint>& point, CallCounts& counts) {
  for (;;) {
    const Stop stop = child.go_on();
    if (stop == Stop::kEnd) return false;
    counts.calls++;
    if (stop == Stop::kSync) counts.syncs++;
    if (point && is_reached(*point, counts)) return true;
  }
}

// Whether it was killed.
Result<bool> run_once(const LifeFolder& folder, const RunInFolder& run,
                      const std::optional<KillPoint>& point, LifeReport& report) {
  const uint64_t number = ++report.runs;
  auto child = SteppedChild::start([&] {
    const bool own = platform::use_files_for_output(folder.summary(number), folder.said(number));
    return own ? run(folder) : kFailed;
  });
  if (!child) return child.status();
  report.counts = {};
  const bool reached = reach(*child, point, report.counts) &&
                       (point->later_us == 0 || let_run(*child, point->later_us));
  if (!reached) return report.exit_code = child->end(), false;
  child->kill();
  child->end();
  report.kills.push_back(*point);
  return true;
}

}  // namespace

std::filesystem::path LifeFolder::summary(uint64_t run) const {
  return path / ("run-" + std::to_string(run) + ".json");
}

std::filesystem::path LifeFolder::said(uint64_t run) const {
  return path / ("run-" + std::to_string(run) + ".log");
}

Result<LifeReport> live_undisturbed(const LifeFolder& folder, const RunInFolder& run,
                                    uint64_t runs) {
  LifeReport report;
  report.runs = runs;
  const auto killed = run_once(folder, run, std::nullopt, report);
  return killed ? Result(report) : killed.status();
}

Result<LifeReport> live(const LifeFolder& folder, const RunInFolder& run, const KillPoint& first,
                        uint64_t most, const CallCounts& counts, std::mt19937_64& random) {
  LifeReport report;
  std::optional<KillPoint> point = first;
  for (;;) {
    const auto killed = run_once(folder, run, point, report);
    if (!killed) return killed.status();
    if (!*killed) return report;
    const bool once_more = report.kills.size() < most && random() % 2 != 0;
    point = once_more ? std::optional(any_kill_point(counts, random)) : std::nullopt;
  }
}

}  // namespace sluice::app
