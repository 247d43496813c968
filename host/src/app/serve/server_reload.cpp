// A server's configuration while it runs: read again, refused or taken.
#include <string>
#include <utility>

#include "app/report/console.hpp"
#include "app/serve/live_config.hpp"
#include "app/serve/server.hpp"

namespace sluice::app {

Outcome Server::refuse_reload(const config::Problems& problems) {
  for (const config::Problem& problem : problems.sorted())
    log().error({}, "reload: ", config::to_text(problem));
  log().error({}, "reload: refused; the configuration stays as it was", {});
  return {.kind = Outcome::Kind::kRefused, .problems = problems_node(problems, settings_.redactor)};
}

// A pipeline that could not run before may be left to whoever mends it; one that ran, or is new,
// must not end by a reload without a word.
void Server::refuse_newly_refused(const config::Config& config, config::Problems& problems) const {
  for (const config::PipelineConfig& pipeline : config.pipelines) {
    const config::PipelineConfig* const before = find(pipeline.name);
    if (pipeline.refused.empty() || (before && !before->refused.empty())) continue;
    problems.add(pipeline.at, config::join_pointer("/pipelines", pipeline.name), pipeline.refused);
  }
}

Outcome Server::reload() {
  config::Problems problems(settings_.path);
  auto config =
      read_again(settings_.options, settings_.path, around_.registry, settings_.redactor, problems);
  if (config) refuse_newly_refused(*config, problems);
  if (!config || !problems.empty()) return refuse_reload(problems);
  if (!(config->host == config_->host))
    log().warning({}, "reload: settings of the host changed; they count after a restart", {});
  if (Status s = take_config(std::move(config)); !s) {
    problems.add({}, {}, s.message());
    return refuse_reload(problems);
  }
  // A target that came back may have something to get.
  if (Status s = plan_drains(); !s)
    log().error({}, "what waits for targets is not tried before the next run: ", s.message());
  loads_++;
  loaded_ms_ = now_ms();
  const size_t pipelines = config_->pipelines.size();
  log().info(
      {}, "reloaded: " + std::to_string(pipelines) + (pipelines == 1 ? " pipeline" : " pipelines"),
      {});
  return {};
}

// Starts of a rule that did not hold until now never passed: it counts from the reload on, also for
// the next server. A pipeline that was refused had none to compare with.
Status Server::begin_new_rules(const config::Config& config, Planned& planned) {
  for (const config::PipelineConfig& pipeline : config.pipelines) {
    const auto last = planned.find(pipeline.name);
    if (last == planned.end() || !last->second || !pipeline.refused.empty()) continue;
    const config::PipelineConfig* const before = find(pipeline.name);
    const bool held =
        before && before->schedule && before->schedule->has_rule_of(*pipeline.schedule);
    if (held || (before && !before->refused.empty())) continue;
    last->second = now_ms();
    if (Status s = run_log_.set_last_planned(pipeline.name, *last->second); !s) return s;
  }
  return {};
}

Status Server::take_config(std::shared_ptr<const config::Config> config) {
  Result<Planned> planned = look_up(*config);
  if (!planned) return planned.status();
  if (Status s = begin_new_rules(*config, *planned); !s) return s;
  const std::shared_ptr<const config::Config> before = std::exchange(config_, std::move(config));
  index_pipelines();
  around_.services.table_files().keep_only(config_->tables);
  for (const config::PipelineConfig& pipeline : before->pipelines) {
    if (find(pipeline.name)) continue;
    agenda_.remove(pipeline.name);
    restarts_.remove(pipeline.name);
    drain_times_.remove(pipeline.name);
    last_.erase(pipeline.name);
  }
  stop_changed();
  plan_all(*planned);
  return {};
}

// One that waits for what comes from outside would go on by its old settings for ever; a run that
// ends is left to do so.
void Server::stop_changed() {
  for (auto& [name, running] : running_) {
    if (!running.listens) continue;
    const config::PipelineConfig* const now = find(name);
    if (!now || signature_of(*config_, *now) != running.signature) running.run->stop();
  }
}

}  // namespace sluice::app
