// sluice serve PATH: runs pipelines by their schedules until it is stopped.
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "app/access/pending_grants.hpp"
#include "app/api/api_server.hpp"
#include "app/api/job_deeds.hpp"
#include "app/commands/commands.hpp"
#include "app/dashboard/bench.hpp"
#include "app/report/console.hpp"
#include "app/report/exit_code.hpp"
#include "app/serve/alerts.hpp"
#include "app/serve/live_config.hpp"
#include "app/serve/server.hpp"
#include "app/wiring/assembly.hpp"
#include "app/wiring/chosen_pipelines.hpp"
#include "app/wiring/daily_backup.hpp"
#include "app/wiring/file_conflicts.hpp"
#include "app/wiring/host_services.hpp"
#include "app/wiring/locked_state.hpp"
#include "app/wiring/rate_memory.hpp"
#include "app/wiring/run_watch.hpp"
#include "app/wiring/served_elsewhere.hpp"
#include "app/wiring/state_folder.hpp"
#include "app/wiring/state_locks.hpp"
#include "app/wiring/workspace.hpp"
#include "config/set_aside.hpp"
#include "http/curl_library.hpp"
#include "platform/process.hpp"
#include "platform/service_manager.hpp"
#include "platform/signals.hpp"
#include "platform/system_clock.hpp"
#include "store/sqlite_backlog.hpp"
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
  Pipelines pipelines = choose_pipelines(config, {}, problems);
  const bool all =
      std::erase_if(pipelines, [](const auto* one) { return !one->refused.empty(); }) == 0;
  assembly.create(with_alerts(config, std::move(pipelines)), problems, all);
}

std::vector<ClientFigures> client_figures(const http::Service& http) {
  constexpr std::string_view kPrefix = "clients.";
  std::vector<ClientFigures> out;
  for (const http::ClientUsage& one : http.clients()) {
    const bool named = one.instance.starts_with(kPrefix);
    out.push_back({named ? one.instance.substr(kPrefix.size()) : one.instance, one.answers,
                   one.repeats, one.budget_left, one.budget_limit});
  }
  return out;
}

// The first that uses a state folder's socket serves it.
int api_failure(const Status& status) {
  return status.code() == SLUICE_E_UNAVAILABLE ? lock_failure("serve", status)
                                               : failure("serve", status);
}

// To standard error, and kept for those who read the log through the API.
services::Log::Sink log_sink(LogRing& ring) {
  return [&ring, out = services::stderr_sink()](const services::LogLine& line) {
    out(line);
    ring.add(line);
  };
}

// Also with --quiet, which leaves out all but errors of the log.
void tell_new_state(const std::string& folder, bool quiet, services::Log& log) {
  const std::string words = new_state_words(folder);
  if (words.empty()) return;
  quiet ? print_error(words) : log.info({}, words, {});
}

// All in the file of one state folder.
struct Stores {
  Stores(const StateFolder& folder, const services::Redactor& redactor)
      : file(store_file(folder.path)),
        states(folder, redactor.references()),
        pipelines(file),
        backlogs(file),
        tasks(file),
        run_log(file) {}
  const std::string file;
  LockedState states;
  store::SqliteStore pipelines;
  store::SqliteBacklog backlogs;
  store::SqliteTasks tasks;
  store::SqliteRunLog run_log;
};

// Who may use the API and the dashboard, and who did; in the state folder.
struct AccessStores {
  explicit AccessStores(const std::string& folder)
      : tokens(std::filesystem::path(folder) / kAccessTokensFile, unix_ms),
        sessions(unix_ms),
        grants(unix_ms),
        audit(std::filesystem::path(folder) / "audit.ndjson", unix_ms) {}
  static int64_t unix_ms() { return platform::SystemClock().unix_us() / 1000; }
  AccessTokens tokens;
  Sessions sessions;
  PendingGrants grants;
  AuditLog audit;
};

// What the API's resources stand on, besides the stores of the pipelines. All given outlives it.
struct Desk {
  Desk(const Bench::From& from, Stores& stores)
      : access(from.state),
        folder(from.path),
        history(std::filesystem::path(from.state) / "configuration_history", AccessStores::unix_ms),
        notes(std::filesystem::path(from.state) / "task_group_notes.json", AccessStores::unix_ms),
        bench(from),
        job_files(std::filesystem::path(from.state) / "jobs"),
        jobs(job_deeds(from.control, stores.tasks, stores.run_log, job_files), job_files.load()) {}
  AccessStores access;
  ConfigFolder folder;
  ConfigHistory history;
  GroupNotes notes;
  Bench bench;
  JobFiles job_files;
  Jobs jobs;
  EventHub events;
  RunMeters meters;
};

ApiServer::From api_from(Desk& desk, Stores& stores, Control& control, LogRing& log,
                         HostServices& services) {
  const services::Redactor& redactor = services.environment().redactor;
  return {{control, stores.states, stores.tasks, stores.run_log, log, desk.events, desk.meters,
           stores.backlogs, [&services] { return client_figures(services.http()); }, stores.file,
           desk.notes},
          {desk.access.tokens, desk.access.sessions, desk.access.audit, {}},
          {desk.folder, desk.history, desk.bench, control, redactor},
          {desk.bench, desk.folder, stores.tasks, log, redactor},
          {desk.jobs, stores.tasks},
          {desk.bench, desk.access.grants}};
}

// The link signs somebody in: it is for who started the server, and not for the log.
void tell_places(ApiServer& api, services::Log& log) {
  for (const std::string& place : api.places()) log.info({}, "control API at " + place, {});
  if (api.dashboard().empty()) return;
  log.info({}, "dashboard at " + api.dashboard(), {});
  print_error("open the dashboard, once and within an hour: " + api.start_link());
}

Status start_all(Server& server, ApiServer& api, services::Log& log) {
  Status status = server.start();
  if (status) status = api.start();
  if (status) tell_places(api, log);
  return status;
}

std::function<void(const Status&)> backup_warning(services::Log& log) {
  return [&log](const Status& why) {
    log.warning({}, "the daily copy of the state: ", why.message());
  };
}

// What is done beside the runs, about once a second.
struct Beside {
  Server& server;
  Alerts& alerts;
  RateMemory& memory;
  DailyBackup& backup;
  ApiServer& api;
  platform::ServiceManager& manager;
  platform::SystemClock& clock;
};

void run_with(const Beside& of) {
  of.server.run([&of] {
    of.alerts.tick(of.server.config(), of.clock.unix_us() / 1000);
    of.memory.tick();
    of.backup.tick(of.clock.unix_us());
    of.api.tick();
    of.manager.alive(of.clock.steady_ms());
  });
}

// Pipelines that others could run without are refused for what is wrong with them.
void refuse_single(Workspace& workspace, config::Problems& problems,
                   std::vector<std::string>& told) {
  for (const config::Problem& problem :
       config::set_aside(workspace.root, workspace.host_known, workspace.config, problems))
    told.push_back(config::to_text(problem));
}

// Makes each component once. What is wrong with single pipelines goes to the log, with what was
// `told` already.
bool can_serve(Workspace& workspace, HostServices& services, std::vector<std::string>& told,
               config::Problems& problems) {
  try_all(workspace.config, workspace.registry, services, problems);
  refuse_single(workspace, problems, told);
  if (!problems.empty()) return false;
  for (const std::string& line : told) services.log().error({}, {}, line);
  return true;
}

int serve(const Options& options, const std::string& path, Workspace& workspace,
          services::Redactor& redactor, std::vector<std::string> told, config::Problems& problems) {
  platform::ServiceManager manager = platform::ServiceManager::from_environment();
  Result<platform::Wake> attention = platform::Wake::create();
  Result<platform::Wake> watched = platform::Wake::create();
  if (!attention || !watched) return failure("serve", (attention ? watched : attention).status());
  // Before any other thread, so that every one has the signals blocked.
  platform::Signals signals(*attention, platform::Signals::Hangup::kReloads);
  const config::HostSettings host = workspace.config.host;
  const int64_t grace_ms = int64_t{host.stop_grace_s} * 1000;
  platform::SystemClock clock;
  LogRing ring(std::to_string(clock.unix_us()));
  HostServices services(host, redactor, log_sink(ring), {.variable = options.variable_source()});
  const RunWatch watch(signals, *std::move(watched), grace_ms, options.quiet,
                       [&](const std::string& line) { services.log().warning({}, {}, line); });
  RateMemory memory(services);
  memory.restore();
  if (const Status s = check_store_there(host.state); !s) return failure("serve", s);
  if (!can_serve(workspace, services, told, problems)) return kInvalid;
  const auto config = std::make_shared<const config::Config>(std::move(workspace.config));
  tell_new_state(host.state, options.quiet, services.log());
  const auto lock = lock_server({host.state, host.state_mode});
  if (!lock) return lock_failure("serve", lock.status());
  const auto announced = announce_server(path, host.state);
  if (!announced)
    services.log().info({},
                        "commands on this machine cannot find out where the state of this server "
                        "is: name it to them with --state; ",
                        announced.status().message());
  Stores stores({host.state, host.state_mode}, redactor);
  Control control(*attention);
  const Server* loop = nullptr;  // set before anybody asks
  Desk desk({options, path, host.state, workspace.registry, services, redactor, control,
             [&loop] { return loop->config(); }},
            stores);
  if (const Status s = desk.access.tokens.load(); !s) return failure("serve", s);
  const auto api = ApiServer::open(host, api_from(desk, stores, control, ring, services));
  if (!api) return api_failure(api.status());
  const RunSurroundings surroundings{workspace.registry, services,        stores.pipelines,
                                     stores.pipelines,   stores.backlogs, *attention,
                                     grace_ms / 2};
  Alerts alerts(surroundings, stores.run_log);
  Server server({options, path, redactor, clock, control, stores.tasks,
                 [&](const store::LoggedRun& run, bool stored) {
                   desk.meters.ended(run);
                   desk.events.run_over(run);
                   alerts.ended(run, stored);
                 }},
                config, surroundings, stores.run_log, signals);
  loop = &server;
  DailyBackup backup(host.state, backup_warning(services.log()));
  desk.meters.restore(stores.run_log);
  if (const Status s = start_all(server, **api, services.log()); !s) return failure("serve", s);
  // What fails from now on is told.
  alerts.tick(server.config(), clock.unix_us() / 1000);
  run_with({server, alerts, memory, backup, **api, manager, clock});
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
      open_workspace(options, path, redactor, problems, {{}, &curl, true});
  if (workspace) {
    const Status asked = dashboard_asked(options, workspace->config.host.dashboard);
    if (!asked) return usage_error("serve", asked.message());
  }
  if (workspace) check_files(workspace->config, workspace->registry, Streams::kOurs, problems);
  std::vector<std::string> told;
  if (workspace) refuse_single(*workspace, problems, told);
  int code = kInvalid;
  if (workspace && problems.empty())
    code = serve(options, path, *workspace, redactor, std::move(told), problems);
  print_problems(problems, redactor);
  return code;
}

}  // namespace sluice::app
