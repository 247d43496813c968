// What a server does when others ask for it, and what it shows them.
#include <algorithm>
#include <utility>

#include "app/serve/server.hpp"
#include "app/wiring/outside_values.hpp"

namespace sluice::app {
namespace {

std::string revision_text(int64_t started_ms, uint64_t loads) {
  return std::to_string(started_ms) + "-" + std::to_string(loads);
}

}  // namespace

// Published before the replies: who gets one sees what it says.
void Server::carry_out_commands() {
  std::vector<Control::Asked> all = settings_.control.take();
  std::vector<Outcome> outcomes;
  outcomes.reserve(all.size());
  for (const Control::Asked& one : all) outcomes.push_back(carry_out(one.command));
  if (!touched_.empty()) publish();
  for (size_t i = 0; i < all.size(); i++) all[i].reply.set_value(std::move(outcomes[i]));
}

Outcome Server::carry_out(const ControlCommand& command) {
  if (const auto* const start = std::get_if<StartCommand>(&command)) return start_now(*start);
  if (const auto* const stop = std::get_if<StopCommand>(&command)) return stop_now(*stop);
  if (const auto* const retry = std::get_if<RetryCommand>(&command)) return retry_now(*retry);
  if (const auto* const values = std::get_if<CompareCommand>(&command)) return compare(*values);
  if (const auto* const asked = std::get_if<LoopWork>(&command)) return asked->work(), Outcome{};
  const std::string& expected = std::get<ReloadCommand>(command).revision;
  const bool stale = expected != "*" && expected != revision_text(started_ms_, loads_);
  return stale ? Outcome{.kind = Outcome::Kind::kStale} : reload();
}

bool Server::is_queued(const std::string& pipeline) const {
  return std::any_of(waiting_.begin(), waiting_.end(), [&](const Start& start) {
    return !start.retry && start.pipeline == pipeline;
  });
}

Outcome Server::start_now(const StartCommand& command) {
  const config::PipelineConfig* const pipeline = find(command.pipeline);
  if (!pipeline) return {.kind = Outcome::Kind::kUnknown};
  if (listens(*pipeline) && restarts_.has(command.pipeline))
    return {.kind = Outcome::Kind::kAlways};
  if (listens(*pipeline)) restarts_.add(command.pipeline, now_ms(), true);
  if (is_queued(command.pipeline)) return {.kind = Outcome::Kind::kQueued};
  waiting_.push_back({command.pipeline, "manual", 0});
  touch(command.pipeline);
  begin_waiting();
  if (is_queued(command.pipeline)) return {.kind = Outcome::Kind::kQueued};
  // One that could not begin is over already.
  const auto running = running_.find(command.pipeline);
  return {.run =
              running != running_.end() ? running->second.logged.id : last_[command.pipeline].id};
}

// What the configuration here does not name is nothing to compare: a change waits for a reload.
Outcome Server::compare(const CompareCommand& command) const {
  Outcome out;
  for (const auto& [name, theirs] : command.pipelines) {
    const config::PipelineConfig* const pipeline = find(name);
    if (!pipeline) continue;
    const OutsideValues ours =
        outside_values(*config_, *pipeline, settings_.options.variable_source());
    for (const auto& [value, digests] : theirs) {
      const auto found = ours.find(value);
      if (found != ours.end() && found->second != digests) out.differ.emplace_back(name, value);
    }
  }
  return out;
}

Outcome Server::stop_now(const StopCommand& command) {
  for (auto& [name, running] : running_) {
    if (running.logged.id != command.run) continue;
    running.run->stop();
    running.stays_stopped = running.listens;
    log().info("pipelines." + name, "run " + std::to_string(command.run) + " is being stopped", {});
    return {};
  }
  return {.kind = Outcome::Kind::kUnknown};
}

PipelineView Server::view_of(const config::PipelineConfig& pipeline) const {
  PipelineView out;
  out.name = pipeline.name;
  out.always = listens(pipeline);
  out.when = !pipeline.refused.empty() ? "does not run: " + pipeline.refused
             : out.always              ? "runs all the time"
             : pipeline.schedule       ? pipeline.schedule->describe()
                                       : "no schedule";
  out.queued = is_queued(pipeline.name);
  out.stopped = out.always && !restarts_.has(pipeline.name);
  out.refused = !pipeline.refused.empty();
  if (!out.refused) out.next_ms = agenda_.next_of(pipeline.name);
  for (const Start& start : waiting_)
    if (start.planned_ms && start.pipeline == pipeline.name) out.due_ms = start.planned_ms;
  if (const auto last = last_.find(pipeline.name); last != last_.end()) out.last = last->second;
  const auto running = running_.find(pipeline.name);
  if (running == running_.end()) return out;
  out.running = running->second.logged;
  out.live = running->second.run->live();
  return out;
}

void Server::publish() {
  for (const std::string& name : std::exchange(touched_, {})) {
    const auto place = places_.find(name);
    if (place == places_.end()) continue;
    const size_t at = place->second;
    views_[at] = std::make_shared<const PipelineView>(view_of(config_->pipelines[at]));
  }
  settings_.control.publish(std::make_shared<const ServerView>(
      ServerView{settings_.path, revision_text(started_ms_, loads_), started_ms_, loaded_ms_,
                 workers(), busy_workers(), stopping_, views_, full_path_, state_problem_}));
}

}  // namespace sluice::app
