// sluice run FILE [PIPELINE…]: each pipeline from its committed cursor to the end of its walk.
#include <algorithm>
#include <chrono>
#include <filesystem>

#include "app/commands/commands.hpp"
#include "app/commands/run_config.hpp"
#include "app/commands/run_on_server.hpp"
#include "app/report/console.hpp"
#include "app/report/exit_code.hpp"
#include "app/report/summary_text.hpp"
#include "app/wiring/assembly.hpp"
#include "app/wiring/choose_mode.hpp"
#include "app/wiring/file_conflicts.hpp"
#include "app/wiring/host_services.hpp"
#include "app/wiring/kept_components.hpp"
#include "app/wiring/metered_plan.hpp"
#include "app/wiring/pipeline_runs.hpp"
#include "app/wiring/rate_memory.hpp"
#include "app/wiring/run_mode.hpp"
#include "app/wiring/run_watch.hpp"
#include "app/wiring/served_elsewhere.hpp"
#include "app/wiring/state_folder.hpp"
#include "app/wiring/state_locks.hpp"
#include "app/wiring/workspace.hpp"
#include "http/curl_library.hpp"
#include "platform/process.hpp"
#include "platform/signals.hpp"
#include "platform/terminal.hpp"
#include "store/sqlite_backlog.hpp"
#include "store/sqlite_store.hpp"

namespace sluice::app {
namespace {

using Clock = std::chrono::steady_clock;

int64_t ms_since(Clock::time_point start) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start).count();
}

bool writes_to_output(const Pipelines& pipelines) {
  return std::any_of(pipelines.begin(), pipelines.end(), [](const auto* pipeline) {
    return std::any_of(
        pipeline->publishers.begin(), pipeline->publishers.end(),
        [](const auto& publisher) { return place_of(publisher) == "standard output"; });
  });
}

std::vector<std::string> names_of(const Pipelines& pipelines) {
  std::vector<std::string> names;
  for (const config::PipelineConfig* pipeline : pipelines) names.push_back(pipeline->name);
  return names;
}

// REQUIRES: it is locked.
store::KeptLease* lease_of(const std::vector<PipelineLock>& locks,
                           const config::PipelineConfig& pipeline) {
  return std::find_if(locks.begin(), locks.end(),
                      [name = store::pipeline_lease(pipeline.name)](const PipelineLock& lock) {
                        return lock.lease->name() == name;
                      })
      ->lease.get();
}

// One run, from a valid config to the summary.
class Run {
 public:
  Run(const Options& options, RunMode& mode, Workspace& workspace, services::Redactor& redactor)
      : options_(options),
        mode_(mode),
        workspace_(workspace),
        redactor_(redactor),
        screen_(!options.quiet && !options.json && platform::is_terminal(platform::Stream::kError)),
        progress_(screen_, options.quiet) {}

  int run(config::Problems& problems) {
    Pipelines pipelines = choose_pipelines(workspace_.config, options_.args, problems);
    if (Status s = problems.empty() ? mode_.select(pipelines) : Status(); !s)
      return usage_error("run", s.message());
    mode_.adapt(workspace_);
    if (Status s = check_store_there(workspace_.config.host.state); !s) return fail(s);
    Result<platform::Wake> attention = platform::Wake::create();
    if (!attention) return fail(attention.status());
    // Before any other thread, so every thread has the signals blocked.
    const platform::Signals signals(*attention);
    Result<platform::Wake> watched = platform::Wake::create();
    if (!watched) return fail(watched.status());
    // Until all components are destroyed: any of their functions may never return.
    const RunWatch watch(signals, *std::move(watched), stop_grace_ms(), options_.quiet,
                         [this](const std::string& line) { screen_.line(line); });
    HostServices services(
        workspace_.config.host, redactor_, [this](std::string_view line) { screen_.line(line); },
        world());
    RateMemory(services).restore();
    // Before the components, which may wait for libcurl.
    store::SqliteStore store(store_file(workspace_.config.host.state));
    store.open_ahead();
    Assembly assembly(workspace_.config, workspace_.registry, services.environment());
    assembly.create(pipelines, problems);
    if (!options_.quiet) print_warnings(assembly.warnings(), redactor_);
    if (!problems.empty()) return kInvalid;
    return run_locked(pipelines, assembly, services, store, *attention);
  }

 private:
  ExternalWorld world() {
    ExternalWorld out = mode_.world();
    out.variable = options_.variable_source();
    return out;
  }

  int run_locked(const Pipelines& pipelines, const Assembly& assembly, HostServices& services,
                 store::SqliteStore& store, const platform::Wake& attention) {
    const config::HostSettings& host = workspace_.config.host;
    const std::string new_state = new_state_words(host.state);
    const auto locks =
        lock_pipelines({host.state, host.state_mode}, names_of(pipelines), services.leases());
    if (!locks) return lock_failure("run", locks.status());
    if (Status s = mode_.begin(pipelines, store, services); !s) {
      fail(s);
      return kInvalid;
    }
    tell_opening(new_state, *locks);
    held_up_ = tell_left(options_, workspace_.config, redactor_);
    RunPace pace = mode_.pace();
    // Half of it for what is under way, half for flushing and committing.
    pace.drain_ms = stop_grace_ms() / 2;
    store::SqliteBacklog backlogs(store_file(host.state));
    PipelineRuns runs(mode_.store(store), mode_.backlogs(backlogs), attention, progress_, pace);
    for (const auto* pipeline : pipelines) {
      if (Status s = follow(*pipeline, assembly, store, lease_of(*locks, *pipeline)); !s)
        return fail(s);
      MeteredPlan metered = metered_plan(assembly, *pipeline, services);
      metered.plan.profile = options_.profile;
      if (Status s = mode_.adapt_plan(metered.plan, store); !s) return fail(s);
      if (Status s = runs.add(std::move(metered.plan), std::move(metered.over),
                              lease_of(*locks, *pipeline));
          !s)
        return fail(s);
    }
    RateMemory memory(services);
    runs.on_tick([&memory] { memory.tick(); });
    const bool interrupted = runs.run(waiting_ones(pipelines));
    memory.keep();
    return finish(pipelines, runs, services, interrupted);
  }

  Status follow(const config::PipelineConfig& pipeline, const Assembly& assembly,
                store::ComponentStore& store, const store::KeptLease* lease) const {
    const auto followed = follow_components(pipeline, workspace_.registry, store, lease->fence());
    if (!followed) return followed.status();
    if (!followed->renamed.empty())
      tell_people({"pipeline " + pipeline.name + ": " + renamed_text(followed->renamed)});
    assembly.set_folders(followed->folders);
    return {};
  }

  int64_t stop_grace_ms() const { return int64_t{workspace_.config.host.stop_grace_s} * 1000; }

  // Pipelines that wait for outside events: they do not end, and take no other's turn.
  size_t waiting_ones(const Pipelines& pipelines) const {
    return static_cast<size_t>(
        std::count_if(pipelines.begin(), pipelines.end(), [&](const auto* pipeline) {
          return workspace_.registry.listens(pipeline->subscriber.use);
        }));
  }

  int finish(const Pipelines& pipelines, const PipelineRuns& runs, HostServices& services,
             bool interrupted) {
    RunSummary summary;
    for (size_t i = 0; i < pipelines.size(); i++) {
      summary.pipelines.push_back({pipelines[i], &runs.jobs()[i].report});
    }
    const platform::ProcessUsage used = platform::process_usage();
    summary.usage = services.http().usage();
    summary.counters = services.metrics().snapshot();
    summary.elapsed_ms = ms_since(started_);
    summary.peak_memory = used.peak_resident_bytes;
    summary.cpu_us = used.cpu_us;
    summary.interrupted = interrupted;
    summary.exit_code = exit_code_of(summary);
    if (summary.exit_code == kDone && held_up_) summary.exit_code = kParked;
    add_requests(services.http(), summary);
    const bool output_taken = writes_to_output(pipelines);
    tell_failures(summary, output_taken || platform::are_one());
    tell(summary, output_taken);
    const Status ended = mode_.end();
    if (!ended) fail(ended);
    tell_people(mode_.remarks());
    return ended || summary.exit_code == kInterrupted ? summary.exit_code : kFailed;
  }

  // A replay has a folder of its own each time. Who runs it by cron, with --quiet, must hear it,
  // too.
  void tell_opening(const std::string& new_state, const std::vector<PipelineLock>& locks) const {
    if (options_.replay.empty() && !new_state.empty()) print_error(redactor_.redact(new_state));
    for (const PipelineLock& lock : locks)
      if (!lock.warning.empty()) tell_people({lock.warning});
    tell_people(mode_.opening());
  }

  // Not to standard output, which may hold records or JSON.
  void tell_people(const std::vector<std::string>& lines) const {
    if (options_.quiet) return;
    for (const std::string& line : lines) print_error(redactor_.redact(line));
  }

  // The summary has them, too: if it goes to the same place they would be there twice.
  void tell_failures(const RunSummary& summary, bool same_place) {
    if (same_place && !options_.quiet && !options_.json) return;
    for (const RunSummary::Pipeline& one : summary.pipelines) {
      const Status& status = one.report->status;
      if (status || one.report->cancelled()) continue;
      const std::string name = "pipeline " + one.config->name;
      const bool named = status.message().compare(0, name.size(), name) == 0;
      print_error(redactor_.redact(named ? status.message() : name + ": " + status.message()));
    }
  }

  void tell(const RunSummary& summary, bool output_taken) const {
    const auto put = output_taken ? print_error : print;
    if (options_.json) return put(redactor_.redact(config::to_json(summary_node(summary))));
    if (options_.quiet) {
      for (const std::string& line : attention_lines(summary, workspace_.config.file))
        print_error(redactor_.redact(line));
      return;
    }
    for (const std::string& line :
         summary_lines(summary, {options_.verbose, workspace_.config.file})) {
      put(redactor_.redact(line));
    }
  }

  int fail(const Status& status) {
    print_error("sluice run: " + redactor_.redact(status.message()));
    return kFailed;
  }

  const Options& options_;
  RunMode& mode_;
  Workspace& workspace_;
  services::Redactor& redactor_;
  const Clock::time_point started_ = Clock::now();
  bool held_up_ = false;  // something waits that no pipeline delivers
  Screen screen_;
  Progress progress_;
};

// By a server, if one has them.
int run(const Options& options, RunMode& mode, Workspace& workspace, services::Redactor& redactor,
        config::Problems& problems) {
  const Pipelines pipelines = choose_pipelines(workspace.config, options.args, problems);
  if (Status s =
          check_not_served_elsewhere(options, workspace.config.file, workspace.config.host.state);
      !s)
    return refuse_command("run", s);
  if (problems.empty())
    if (const auto served = run_on_server(options, workspace, pipelines, redactor)) return *served;
  return Run(options, mode, workspace, redactor).run(problems);
}

}  // namespace

int run_config(const Options& options, const std::string& file, RunMode& mode,
               services::Redactor& redactor, bool by_server) {
  http::CurlPreload curl;
  config::Problems problems(file);
  const bool part = mode.needs_only_its_own();
  std::optional<Workspace> workspace =
      open_workspace(options, file, redactor, problems, {use_of(options.args), &curl, part});
  if (workspace) check_files(workspace->config, workspace->registry, Streams::kOurs, problems);
  if (workspace && part) set_others_aside(*workspace, redactor, problems);
  int code = kInvalid;
  if (workspace && problems.empty()) {
    code = by_server ? run(options, mode, *workspace, redactor, problems)
                     : Run(options, mode, *workspace, redactor).run(problems);
  } else if (workspace) {
    choose_pipelines(workspace->config, options.args, problems);
  }
  if (!problems.empty() && options.json) {
    config::Node node = config::Node::object();
    node.set("problems", problems_node(problems, redactor));
    print(config::to_json(node));
  }
  print_problems(problems, redactor);
  return code;
}

int run_command(Options options) {
  const std::string file = options.take_config();
  if (file.empty()) return usage_error("run", "which config? name the file");
  platform::forbid_core_dumps();
  services::Redactor redactor;
  Result<std::unique_ptr<RunMode>> mode = choose_mode(options, redactor);
  if (!mode) return usage_error("run", mode.status().message());
  return run_config(options, file, **mode, redactor, true);
}

}  // namespace sluice::app
