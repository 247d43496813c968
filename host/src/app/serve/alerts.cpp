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

RunSurroundings with_drain_ms(RunSurroundings surroundings, int64_t most) {
  surroundings.drain_ms = std::min(surroundings.drain_ms, most);
  return surroundings;
}

}  // namespace

Alerts::Alerts(const RunSurroundings& surroundings, store::RunLogStore& run_log)
    : around_(with_drain_ms(surroundings, kAlertDrainMs)), run_log_(run_log) {}

void Alerts::ended(const store::LoggedRun& run) {
  for (auto& [name, way] : ways_)
    way.pending = way.pending || is_news(run, way.parked, way.pipeline);
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
  if (way.run || !way.pending || now_ms < way.not_before_ms) return;
  if (under_way() < kMostUnderWay) begin(alert, way, now_ms);
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
  way.pending = false;
  way.looked_ms = now_ms;
  auto mode = std::make_unique<AlertMode>(alert, config_->host.sendmail, run_log_, scope_of(alert),
                                          way.first, now_ms);
  AlertMode* const asked = mode.get();
  auto run = ServedRun::start(config_, alert.way, around_, std::nullopt, std::move(mode), {});
  if (!run) return failed(alert, way, run.status(), now_ms);
  way.mode = asked;
  way.run = *std::move(run);
}

void Alerts::finish(const config::AlertConfig& alert, Way& way, int64_t now_ms) {
  const std::unique_ptr<ServedRun> run = std::move(way.run);
  const pipeline::RunReport& report = run->report();
  if (!report.status) return failed(alert, way, report.status, now_ms);
  if (report.read)
    around_.services.log().info(alert.way.name, "sent: " + title_of(way.mode->source().digest()),
                                {});
  if (!way.mode->source().due_ms()) return;
  way.pending = true;
  way.not_before_ms = way.mode->source().due_ms();
}

void Alerts::failed(const config::AlertConfig& alert, Way& way, const Status& why, int64_t now_ms) {
  way.pending = true;
  way.not_before_ms = now_ms + alert.every_ms;
  around_.services.log().error(
      alert.way.name, "nobody is told of it: ",
      why.message() + "; tried again at " + time_text(way.not_before_ms * 1000));
}

}  // namespace sluice::app
