// sluice serve PATH: runs pipelines by their schedules until it is stopped.
#include <memory>
#include <utility>

#include "app/api/api_server.hpp"
#include "app/commands/commands.hpp"
#include "app/report/console.hpp"
#include "app/report/exit_code.hpp"
#include "app/serve/alerts.hpp"
#include "app/serve/server.hpp"
#include "app/wiring/assembly.hpp"
#include "app/wiring/chosen_pipelines.hpp"
#include "app/wiring/daily_backup.hpp"
#include "app/wiring/file_conflicts.hpp"
#include "app/wiring/host_services.hpp"
#include "app/wiring/rate_memory.hpp"
#include "app/wiring/run_watch.hpp"
#include "app/wiring/state_folder.hpp"
#include "app/wiring/state_locks.hpp"
#include "app/wiring/workspace.hpp"
#include "http/curl_library.hpp"
#include "platform/process.hpp"
#include "platform/service_manager.hpp"
#include "platform/signals.hpp"
#include "platform/system_clock.hpp"
#include "store/sqlite_run_log.hpp"
#include "store/sqlite_store.hpp"
#include "store/sqlite_tasks.hpp"

namespace sluice::app {
namespace {

// Every component is made once before anything runs: what is wrong with one is found now, not at
// night.
void try_all(const config::Config& config, loader::Registry& registry, HostServices& services,
             config::Problems& problems) {
  Assembly assembly(config, registry, services.environment());
  assembly.create(with_alerts(config, choose_pipelines(config, {}, problems)), problems, true);
}

// The first that uses a state folder's socket serves it.
int api_failure(const Status& status) {
  return status.code() == SLUICE_E_UNAVAILABLE ? lock_failure("serve", status)
                                               : failure("serve", status);
}

// To standard error, and kept for those who read the log through the API.
services::Log::Sink log_sink(LogRing& ring) {
  return [&ring, out = services::stderr_sink()](std::string_view line) {
    out(line);
    ring.add(line);
  };
}

int serve(const Options& options, const std::string& path, Workspace& workspace,
          services::Redactor& redactor, config::Problems& problems) {
  platform::ServiceManager manager = platform::ServiceManager::from_environment();
  Result<platform::Wake> attention = platform::Wake::create();
  Result<platform::Wake> watched = platform::Wake::create();
  if (!attention) return failure("serve", attention.status());
  if (!watched) return failure("serve", watched.status());
  // Before any other thread, so that every one has the signals blocked.
  platform::Signals signals(*attention, platform::Signals::Hangup::kReloads);
  const auto config = std::make_shared<const config::Config>(std::move(workspace.config));
  const config::HostSettings& host = config->host;
  const int64_t grace_ms = int64_t{host.stop_grace_s} * 1000;
  platform::SystemClock clock;
  LogRing ring(std::to_string(clock.unix_us()));
  HostServices services(host, redactor, log_sink(ring), {.variable = options.variable_source()});
  const RunWatch watch(signals, *std::move(watched), grace_ms, options.quiet,
                       [&](const std::string& line) { services.log().warning({}, line); });
  RateMemory memory(services);
  memory.restore();
  try_all(*config, workspace.registry, services, problems);
  if (!problems.empty()) return kInvalid;
  const auto lock = lock_server({host.state, host.state_mode});
  if (!lock) return lock_failure("serve", lock.status());
  store::SqliteStore store(store_file(host.state));
  store::SqliteTasks tasks(store_file(host.state));
  store::SqliteRunLog run_log(store_file(host.state));
  Control control(*attention);
  EventHub events;
  const auto api = ApiServer::open(host, {control, store, tasks, run_log, ring, events});
  if (!api) return api_failure(api.status());
  const RunSurroundings surroundings{workspace.registry, services, store, *attention, grace_ms / 2};
  Alerts alerts(surroundings, run_log);
  Server server({options, path, redactor, clock, control,
                 [&](const store::LoggedRun& run) { alerts.ended(run); }},
                config, surroundings, run_log, signals);
  DailyBackup backup(host.state, [&](const Status& why) {
    services.log().warning({}, "the daily copy of the state: " + why.message());
  });
  Status status = server.start();
  if (status) status = (*api)->start();
  if (!status) return failure("serve", status);
  for (const std::string& place : (*api)->places())
    services.log().info({}, "control API at " + place);
  // What fails from now on is told.
  alerts.tick(server.config(), clock.unix_us() / 1000);
  server.run([&] {
    alerts.tick(server.config(), clock.unix_us() / 1000);
    memory.tick();
    backup.tick(clock.unix_us());
    (*api)->tick();
    manager.alive(clock.steady_ms());
  });
  manager.stopping();
  memory.keep();
  return kDone;
}

}  // namespace

int serve_command(Options options) {
  const std::string path = options.take_config();
  if (path.empty()) return usage_error("serve", "which config? name the file or folder");
  if (!options.args.empty())
    return usage_error("serve", "\"" + options.args.front() + "\" is one argument too many");
  platform::forbid_core_dumps();
  http::CurlPreload curl;
  services::Redactor redactor;
  config::Problems problems(path);
  std::optional<Workspace> workspace =
      open_workspace(options, path, redactor, problems, {{}, &curl});
  if (workspace) check_files(workspace->config, workspace->registry, Streams::kOurs, problems);
  int code = kInvalid;
  if (workspace && problems.empty()) code = serve(options, path, *workspace, redactor, problems);
  print_problems(problems, redactor);
  return code;
}

}  // namespace sluice::app
