#include "app/commands/task_retry.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/client/awaited_runs.hpp"
#include "app/client/control_client.hpp"
#include "app/client/same_values.hpp"
#include "app/client/served_config.hpp"
#include "app/commands/run_config.hpp"
#include "app/commands/run_on_server.hpp"
#include "app/report/console.hpp"
#include "app/report/exit_code.hpp"
#include "app/report/task_query.hpp"
#include "app/wiring/kept_components.hpp"
#include "app/wiring/retry_mode.hpp"
#include "app/wiring/retry_walks.hpp"
#include "app/wiring/state_folder.hpp"
#include "app/wiring/state_locks.hpp"
#include "app/wiring/task_choice.hpp"
#include "app/wiring/workspace.hpp"
#include "store/sqlite_shared.hpp"
#include "store/sqlite_store.hpp"
#include "store/sqlite_tasks.hpp"

namespace sluice::app {
namespace {

using store::TaskState;

// What became of the runs of one invocation. One that fails keeps no other from being tried.
class Outcomes {
 public:
  void add(const std::string& pipeline, int code) {
    if (code == kParked) parked_ = true;
    if (code == kDone || code == kParked) {
      some_went_ = true;
      return;
    }
    left_.emplace(pipeline, code);
    if (!first_) first_ = code;
    interrupted_ |= code == kInterrupted;
  }
  // It was wrong before anything was started, and would be again.
  bool is_hopeless(const std::string& pipeline) const {
    const auto found = left_.find(pipeline);
    return found != left_.end() && (found->second == kInvalid || found->second == kBusy);
  }
  bool interrupted() const { return interrupted_; }
  // Says which pipelines have tasks that were left.
  int tell() const {
    std::string names;
    for (const auto& [pipeline, code] : left_) names += (names.empty() ? "" : ", ") + pipeline;
    if (!left_.empty())
      print_error("sluice tasks: not retried, or not to the end, are the tasks of " + names);
    if (interrupted_) return kInterrupted;
    if (first_) return some_went_ ? int{kFailed} : first_;
    return parked_ ? kParked : kDone;
  }

 private:
  std::map<std::string, int> left_;
  int first_ = 0;  // of those
  bool parked_ = false, some_went_ = false, interrupted_ = false;
};

// One invocation without a server.
class Retry {
 public:
  Retry(const Options& options, const std::string& config, store::TaskStore& store)
      : options_(options), config_(config), store_(store) {}

  void run(const std::vector<RetryWalk>& walks, const store::TaskFilter* chosen) {
    for (const RetryWalk& walk : walks)
      if (!outcomes_.interrupted() && !outcomes_.is_hopeless(walk.pipeline))
        outcomes_.add(walk.pipeline, run(walk, chosen));
  }
  int tell() const { return outcomes_.tell(); }

 private:
  int run(const RetryWalk& walk, const store::TaskFilter* chosen) {
    Options own = options_;
    own.args = {walk.pipeline};
    services::Redactor redactor;
    const auto filter =
        chosen ? std::optional(of_walk(*chosen, walk)) : std::optional<store::TaskFilter>();
    RetryMode mode(store_, walk, filter);
    return run_config(own, config_, mode, redactor, false);
  }

  const Options& options_;
  const std::string& config_;
  store::TaskStore& store_;
  Outcomes outcomes_;
};

Result<store::TaskFilter> tasks_to_retry(const Options& options) {
  const bool by_id = !options.args.empty();
  auto chosen = chosen_tasks(options, by_id ? std::vector{TaskState::parked, TaskState::skipped}
                                            : std::vector{TaskState::parked});
  return chosen ? of_retry(*std::move(chosen)) : chosen;
}

int tell_nothing_to_do(const Options& options) {
  if (!options.quiet) print("no tasks to retry");
  return kDone;
}

// Tasks are retried at the step where they stopped, which may stand at another place now. What is
// wrong with the config is found again by the retry, which says it.
// `chosen`: its step gets its name of now. Not kDone: it was said why. A pipeline that somebody
// else runs keeps no other from being retried.
int follow_config(const Options& options, const std::string& file,
                  const std::vector<std::string>& names, store::TaskFilter& chosen) {
  services::Redactor redactor;
  config::Problems problems(file);
  const auto workspace = open_workspace(options, file, redactor, problems, {use_of(names)});
  if (!workspace || !problems.empty()) return kDone;
  const config::HostSettings& host = workspace->config.host;
  store::SqliteStore store(store_file(host.state));
  store::SqliteShared shared(store_file(host.state));
  store::LeaseKeeper leases(shared, kChangeLeaseMs);
  for (const auto* pipeline : choose_pipelines(workspace->config, names, problems)) {
    const auto locks = lock_pipelines({host.state, host.state_mode}, {pipeline->name}, leases);
    if (!locks && chosen.step.empty()) continue;
    if (!locks) return lock_failure("tasks", locks.status());
    const auto followed =
        follow_components(*pipeline, workspace->registry, store, locks->front().lease->fence());
    if (!followed) return failure("tasks", followed.status());
    if (followed->renamed.empty()) continue;
    chosen.step = store::name_now(followed->renamed, chosen.step);
    if (!options.quiet)
      print_error("pipeline " + pipeline->name + ": " + renamed_text(followed->renamed));
  }
  return kDone;
}

store::TaskFilter of_interrupted() {
  store::TaskFilter filter;
  filter.states = {TaskState::retrying};
  return filter;
}

// Those that have something to retry.
Result<std::vector<std::string>> concerned_pipelines(store::TaskStore& store,
                                                     const store::TaskFilter& chosen) {
  std::vector<std::string> out;
  for (const store::TaskFilter& filter : {of_interrupted(), chosen}) {
    const auto walks = walks_of(store, filter);
    if (!walks) return walks.status();
    for (const RetryWalk& walk : *walks)
      if (std::find(out.begin(), out.end(), walk.pipeline) == out.end())
        out.push_back(walk.pipeline);
  }
  return out;
}

int retry_here(const Options& options, const std::string& config, store::TaskStore& store,
               const store::TaskFilter& filter) {
  auto chosen = of_now(store, filter);
  if (!chosen) return failure("tasks", chosen.status());
  const auto pipelines = concerned_pipelines(store, *chosen);
  if (!pipelines) return failure("tasks", pipelines.status());
  if (pipelines->empty()) return tell_nothing_to_do(options);
  if (const int code = follow_config(options, config, *pipelines, *chosen); code != kDone)
    return code;
  const auto open = walks_of(store, of_interrupted());
  if (!open) return failure("tasks", open.status());
  Retry retry(options, config, store);
  retry.run(*open, nullptr);
  const auto walks = walks_of(store, *chosen);
  if (!walks) return failure("tasks", walks.status());
  retry.run(*walks, &*chosen);
  return retry.tell();
}

// The runs that the server has queued.
struct ServedRetry {
  int64_t run = 0;
  std::string pipeline, step;
};

std::vector<ServedRetry> retries_of(const config::Node& answer) {
  std::vector<ServedRetry> out;
  const config::Node* const runs = answer.find("runs");
  for (const config::Node& one : runs ? runs->items : std::vector<config::Node>())
    out.push_back({std::strtoll(one.find("run")->text.c_str(), nullptr, 10),
                   one.find("pipeline")->text, one.find("step")->text});
  return out;
}

// The configuration here says where targets are; the server works by its own.
config::PipelineConfig named_in(const config::Config& config, const std::string& pipeline) {
  for (const config::PipelineConfig& one : config.pipelines)
    if (one.name == pipeline) return one;
  config::PipelineConfig out;
  out.name = pipeline;
  return out;
}

// Each is told of as a run of its own.
int await(const Options& options, const ControlClient& server, const Workspace& workspace,
          const ServedRetry& retry, const services::Redactor& redactor) {
  if (!options.quiet)
    print_error("pipeline " + retry.pipeline + ": tasks of " + retry.step + " go on from there");
  const config::PipelineConfig pipeline = named_in(workspace.config, retry.pipeline);
  AwaitedRuns runs(server, shows_progress(options), options.quiet);
  runs.add(pipeline, retry.run);
  if (Status s = runs.wait(); !s) return failure("tasks", s);
  const RunSummary summary = runs.summary();
  tell_summary(options, summary, workspace.config.file, redactor);
  return summary.exit_code;
}

int retry_on_server(const Options& options, const std::string& file, const ControlClient& server,
                    const store::TaskFilter& chosen) {
  if (Status s = works_by(server, file); !s) return refuse_command("tasks", s);
  services::Redactor redactor;
  config::Problems problems(file);
  auto workspace = open_workspace(options, file, redactor, problems, {{}, nullptr, true});
  if (workspace) set_others_aside(*workspace, redactor, problems);
  print_problems(problems, redactor);
  if (!workspace || !problems.empty()) return kInvalid;
  Pipelines concerned;
  for (const config::PipelineConfig& one : workspace->config.pipelines)
    if (one.refused.empty() && (chosen.pipeline.empty() || chosen.pipeline == one.name))
      concerned.push_back(&one);
  if (Status s = has_values(server, values_of(options, workspace->config, concerned)); !s)
    return refuse_command("tasks", s);
  const auto answer = server.ask("POST", "/api/v1/tasks/retry?" + task_query(chosen));
  if (!answer) return failure("tasks", answer.status());
  if (!answer->good()) return failure("tasks", answer->detail());
  const std::vector<ServedRetry> retries = retries_of(answer->json());
  if (retries.empty()) return tell_nothing_to_do(options);
  Outcomes outcomes;
  for (const ServedRetry& one : retries)
    outcomes.add(one.pipeline, await(options, server, *workspace, one, redactor));
  return outcomes.tell();
}

}  // namespace

int retry_tasks(const Options& options, const std::string& config, const std::string& folder) {
  const auto chosen = tasks_to_retry(options);
  if (!chosen) return usage_error("tasks", chosen.status().message());
  if (const auto server = ControlClient::find(folder))
    return retry_on_server(options, config, *server, *chosen);
  store::SqliteTasks store(store_file(folder));
  return retry_here(options, config, store, *chosen);
}

}  // namespace sluice::app
