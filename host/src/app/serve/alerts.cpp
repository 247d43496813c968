#include "app/serve/alerts.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "app/report/console.hpp"
#include "platform/send_mail.hpp"

namespace sluice::app {
namespace {

constexpr size_t kMostUnderWay = 4;
// The runs have had their time when messages are stopped; the next server repeats one in doubt.
constexpr int64_t kAlertDrainMs = 1000;
// So that there is never much to read.
constexpr int64_t kLongestUnreadMs = 3'600'000;

bool is_news(const store::LoggedRun& run, bool parked, const std::string& pipeline) {
  return (parked ? has_parked(run) : has_failed(run)) &&
         (pipeline.empty() || pipeline == run.pipeline);
}

void put_back(const Digest& untold, Digest& into) {
  if (into.count == 0 || untold.from_ms < into.from_ms) into.from_ms = untold.from_ms;
  into.count += untold.count;
  into.failed += untold.failed;
  into.parked += untold.parked;
  for (const store::LoggedRun& run : untold.runs)
    if (into.runs.size() < Digest::kMostRuns) into.runs.push_back(run);
}

// As many as a message names; all are counted.
void add_run(const store::LoggedRun& run, Digest& digest) {
  if (!digest.count++) digest.from_ms = run.started_ms;
  digest.failed += has_failed(run) ? 1 : 0;
  digest.parked += run.parked;
  digest.runs.insert(digest.runs.begin(), run);
  if (digest.runs.size() > Digest::kMostRuns) digest.runs.pop_back();
}

RunSurroundings with_drain_ms(RunSurroundings surroundings, int64_t most) {
  surroundings.drain_ms = std::min(surroundings.drain_ms, most);
  return surroundings;
}

}  // namespace

Alerts::Alerts(const RunSurroundings& surroundings, store::RunLogStore& run_log)
    : around_(with_drain_ms(surroundings, kAlertDrainMs)), run_log_(run_log) {}

void Alerts::ended(const store::LoggedRun& run, bool stored) {
  if (!config_) return;  // nobody is told of anything yet
  for (const config::AlertConfig& alert : config_->alerts) {
    const auto found = ways_.find(alert.way.name);
    if (found == ways_.end()) continue;
    Way& way = found->second;
    if (stored)
      way.pending = way.pending || is_news(run, way.parked, way.pipeline);
    else if (scope_of(alert).covers(run))
      add_run(run, way.unstored);
  }
}

void Alerts::tick(const std::shared_ptr<const config::Config>& config, int64_t now_ms) {
  if (config != config_) take_config(config);
  for (const config::AlertConfig& alert : config_->alerts) {
    if (!ways_.count(alert.way.name) && !add(alert)) continue;
    step(alert, ways_[alert.way.name], now_ms);
  }
}

void Alerts::take_config(const std::shared_ptr<const config::Config>& config) {
  config_ = config;
  std::set<std::string> kept;
  for (const config::AlertConfig& alert : config_->alerts) kept.insert(alert.way.name);
  std::erase_if(ways_, [&](const auto& way) { return !kept.count(way.first); });
}

bool Alerts::add(const config::AlertConfig& alert) {
  const auto latest = run_log_.runs({{}, 0, 1, {}});
  if (!latest) return false;
  Way& way = ways_[alert.way.name];
  way.parked = alert.parked;
  way.pipeline = alert.pipeline;
  way.first = latest->empty() ? 0 : latest->front().id;
  return true;
}

void Alerts::step(const config::AlertConfig& alert, Way& way, int64_t now_ms) {
  if (way.run && way.run->over()) finish(alert, way, now_ms);
  if (now_ms - way.looked_ms > kLongestUnreadMs) way.pending = true;
  // The clock may have been put back.
  way.not_before_ms = std::min(way.not_before_ms, now_ms + alert.every_ms);
  way.unstored_not_before_ms = std::min(way.unstored_not_before_ms, now_ms + alert.every_ms);
  if (way.run) return;
  way.sends_unstored = way.unstored.count && now_ms >= way.unstored_not_before_ms;
  const bool due = way.sends_unstored || (way.pending && now_ms >= way.not_before_ms);
  if (due && under_way() < kMostUnderWay) begin(alert, way, now_ms);
}

size_t Alerts::under_way() const {
  return static_cast<size_t>(std::count_if(
      ways_.begin(), ways_.end(), [](const auto& way) { return way.second.run != nullptr; }));
}

AlertScope Alerts::scope_of(const config::AlertConfig& alert) const {
  AlertScope out;
  out.pipeline = alert.pipeline;
  out.parked = alert.parked;
  out.every_ms = alert.every_ms;
  out.host = platform::host_name();
  out.config = config_->file;
  for (const config::AlertConfig& other : config_->alerts)
    if (!other.pipeline.empty() && other.parked == alert.parked) out.others.insert(other.pipeline);
  return out;
}

void Alerts::begin(const config::AlertConfig& alert, Way& way, int64_t now_ms) {
  const AlertScope scope = scope_of(alert);
  if (way.sends_unstored) {
    Digest digest = std::exchange(way.unstored, {});
    digest.host = scope.host;
    digest.config = scope.config;
    digest.to_ms = now_ms;
    return start(alert, way,
                 std::make_unique<AlertMode>(alert, config_->host.sendmail, run_log_, scope,
                                             std::move(digest), now_ms),
                 now_ms);
  }
  way.pending = false;
  way.looked_ms = now_ms;
  start(alert, way,
        std::make_unique<AlertMode>(alert, config_->host.sendmail, run_log_, scope, way.first,
                                    now_ms),
        now_ms);
}

void Alerts::start(const config::AlertConfig& alert, Way& way, std::unique_ptr<AlertMode> mode,
                   int64_t now_ms) {
  AlertMode* const asked = mode.get();
  const Digest given = asked->source().digest();
  auto run = ServedRun::start(config_, alert.way, around_, std::nullopt, std::move(mode), {});
  if (!run && way.sends_unstored) put_back(given, way.unstored);
  if (!run) return failed(alert, way, run.status(), now_ms);
  way.mode = asked;
  way.run = *std::move(run);
}

void Alerts::finish(const config::AlertConfig& alert, Way& way, int64_t now_ms) {
  const std::unique_ptr<ServedRun> run = std::move(way.run);
  const pipeline::RunReport& report = run->report();
  const Digest& digest = way.mode->source().digest();
  if (!report.status && way.sends_unstored) put_back(digest, way.unstored);
  if (!report.status) return failed(alert, way, report.status, now_ms);
  if (report.read)
    around_.services.log().info(
        alert.way.name,
        (way.sends_unstored ? "sent without the state: " : "sent: ") + title_of(digest), {});
  if (way.sends_unstored) {
    way.unstored_not_before_ms = now_ms + alert.every_ms;
    return;
  }
  if (!way.mode->source().due_ms()) return;
  way.pending = true;
  way.not_before_ms = way.mode->source().due_ms();
}

void Alerts::failed(const config::AlertConfig& alert, Way& way, const Status& why, int64_t now_ms) {
  int64_t& again = way.sends_unstored ? way.unstored_not_before_ms : way.not_before_ms;
  again = now_ms + alert.every_ms;
  if (!way.sends_unstored) way.pending = true;
  around_.services.log().error(alert.way.name, "nobody is told of it: ",
                               why.message() + "; tried again at " + time_text(again * 1000));
}

}  // namespace sluice::app
