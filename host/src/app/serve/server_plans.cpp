// When a server runs what: its pipelines' schedules, and the clock that they go by.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "app/report/console.hpp"
#include "app/serve/pipeline_words.hpp"
#include "app/serve/server.hpp"
#include "app/wiring/left_pipelines.hpp"

namespace sluice::app {
namespace {

// Less is what keeping it right takes.
constexpr int64_t kToldBackMs = 1000;

}  // namespace

// All that the plans need of the store, so that a reload that it fails for changes nothing.
Result<Server::Planned> Server::look_up(const config::Config& config) {
  Planned out;
  for (const config::PipelineConfig& pipeline : config.pipelines) {
    if (Status s = remember_last(pipeline.name); !s) return s;
    if (!pipeline.schedule) continue;
    const auto last = run_log_.last_planned(pipeline.name);
    if (!last) return last.status();
    out.emplace(pipeline.name, *last);
  }
  return out;
}

void Server::plan_all(const Planned& planned) {
  for (const std::string& line : left_lines(*config_)) log().warning({}, line, {});
  for (const config::PipelineConfig& pipeline : config_->pipelines) plan(pipeline, planned);
}

Status Server::remember_last(const std::string& pipeline) {
  if (last_.count(pipeline)) return {};
  const auto found = run_log_.runs({pipeline, 0, 1, {}});
  if (!found) return found.status();
  if (!found->empty()) last_.emplace(pipeline, found->front());
  return {};
}

void Server::plan(const config::PipelineConfig& pipeline, const Planned& planned) {
  const std::string& name = pipeline.name;
  if (!pipeline.refused.empty()) return plan_refused(pipeline, planned);
  if (listens(pipeline)) {
    agenda_.remove(name);
    announce(name, "waits for what comes from outside all the time", {});
    if (pipeline.schedule)
      log().warning(instance_of(name), "its schedule is not used: it runs all the time; remove it",
                    {});
    if (!restarts_.has(name)) restarts_.add(name, now_ms());
    if (const auto at = running_.find(name); at != running_.end()) at->second.stays_stopped = false;
    return;
  }
  restarts_.remove(name);
  if (!pipeline.schedule) {
    agenda_.remove(name);
    announce(name, "has no schedule and does not run by itself", {});
    return;
  }
  const std::optional<int64_t>& last = planned.at(name);
  if (!agenda_.put(name, *pipeline.schedule, last, now_ms()))
    log().warning(instance_of(name),
                  "its last start was planned for " + ms_text(*last) +
                      ", far ahead of the clock, which must have been wrong "
                      "then: its schedule goes on from now",
                  {});
  announce(name, pipeline.schedule->describe(), next_text(name));
}

// Its starts fail one by one, so that they are in the run log, and told as any failure.
void Server::plan_refused(const config::PipelineConfig& pipeline, const Planned& planned) {
  const std::string& name = pipeline.name;
  restarts_.remove(name);
  announced_.erase(name);
  log().error(instance_of(name), "does not run: ", pipeline.refused);
  if (listens(pipeline) || !pipeline.schedule) {
    agenda_.remove(name);
    if (listens(pipeline)) waiting_.push_back({name, "start", 0});
    return;
  }
  agenda_.put(name, *pipeline.schedule, planned.at(name), now_ms());
}

// When it is new: a reload of a thousand pipelines that stay as they are says nothing of them.
void Server::announce(const std::string& pipeline, const std::string& what,
                      const std::string& more) {
  std::string& said = announced_[pipeline];
  if (said != what) log().info(instance_of(pipeline), what + more, {});
  said = what;
}

std::string Server::next_text(const std::string& pipeline) const {
  const auto next = agenda_.next_of(pipeline);
  return next ? "; next run " + ms_text(*next) : std::string();
}

// What is planned waits for times of the clock, which may be put back.
void Server::follow_clock(int64_t now) {
  const int64_t back = std::exchange(looked_ms_, now) - now;
  if (back <= 0) return;
  agenda_.plan_again(now);
  restarts_.shift_back(back);
  drain_times_.shift_back(back);
  for (const config::PipelineConfig& pipeline : config_->pipelines) touch(pipeline.name);
  if (back >= kToldBackMs)
    log().warning({},
                  "the clock was put back by " + seconds_text(back) +
                      ": what is planned goes by the time that it shows now",
                  {});
}

}  // namespace sluice::app
