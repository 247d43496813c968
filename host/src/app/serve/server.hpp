// `sluice serve`: runs the pipelines of a configuration by their schedules, and those that wait for
// what comes from outside all the time, until it is stopped. Main thread.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/api/control.hpp"
#include "app/serve/agenda.hpp"
#include "app/serve/drain_times.hpp"
#include "app/serve/restarts.hpp"
#include "app/serve/retries.hpp"
#include "app/serve/served_run.hpp"
#include "app/wiring/kept_components.hpp"
#include "app/wiring/options.hpp"
#include "base/clock.hpp"
#include "platform/signals.hpp"
#include "store/run_log_store.hpp"

namespace sluice::app {

struct ServerSettings {
  const Options& options;
  std::string path;  // of the configuration
  services::Redactor& redactor;
  base::Clock& clock;
  Control& control;  // where others ask for something, and see what there is
  store::TaskStore& tasks;
  // Hears of each run that ended; not `stored`: the run log could not be told. May be empty.
  std::function<void(const store::LoggedRun&, bool stored)> ended = {};
};

class Server {
 public:
  // Everything outlives the server. `signals` sets the attention of `surroundings`.
  Server(ServerSettings settings, std::shared_ptr<const config::Config> config,
         RunSurroundings surroundings, store::RunLogStore& run_log, platform::Signals& signals);

  // Whoever still waits for a reply gets one.
  ~Server() { settings_.control.close(); }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Plans every pipeline and publishes what there is. E_*: the store cannot be used.
  Status start();
  // That of the last reload.
  const std::shared_ptr<const config::Config>& config() const { return config_; }

  // Until a signal: then what runs is stopped and waited for. Nothing can be asked of it after
  // that.
  void run(const std::function<void()>& tick);

 private:
  struct Running {
    std::unique_ptr<ServedRun> run;
    store::LoggedRun logged;
    bool listens = false;
    bool stays_stopped = false;  // somebody stopped it: it does not start by itself
    std::string signature;       // if it listens
    int64_t retry = 0;           // as in Start
  };

  int64_t now_ms() const { return settings_.clock.unix_us() / 1000; }
  const config::PipelineConfig* find(const std::string& pipeline) const;
  bool listens(const config::PipelineConfig& pipeline) const;
  void index_pipelines();
  // The latest planned start of each pipeline that has a schedule.
  using Planned = std::map<std::string, std::optional<int64_t>>;
  Result<Planned> look_up(const config::Config& config);
  Status begin_new_rules(const config::Config& config, Planned& planned);
  void plan_all(const Planned& planned);
  Status remember_last(const std::string& pipeline);
  void plan(const config::PipelineConfig& pipeline, const Planned& planned);
  void plan_refused(const config::PipelineConfig& pipeline, const Planned& planned);
  void announce(const std::string& pipeline, const std::string& what, const std::string& more);
  void grant_workers();
  void begin_due();
  void follow_clock(int64_t now);
  void begin_waiting();
  // False: it waits until its run, or another process's, is over.
  bool begin(const Start& start);
  void begin(const Start& start, const config::PipelineConfig& pipeline, Result<PipelineLock> lock);
  Result<Followed> follow(const config::PipelineConfig& pipeline, const PipelineLock& lock);
  Result<std::unique_ptr<RunMode>> mode_of(const Start& start, Running& running);
  bool makes_room(const Start& start, Running& running);
  void give_up(const Start& start);
  void say_waits(const std::string& pipeline, const Status& busy);
  void could_not_begin(Running& running, const Status& why);
  void collect_ended();
  void finish(Running& running);
  void settle(Running& running);
  Status log_begin(store::LoggedRun& run);
  bool log_end(const store::LoggedRun& run);
  Status plan_drains();
  void plan_drain(const std::string& pipeline, const pipeline::RunReport& report);
  void carry_out_commands();
  Outcome carry_out(const ControlCommand& command);
  Outcome start_now(const StartCommand& command);
  Outcome compare(const CompareCommand& command) const;
  Outcome stop_now(const StopCommand& command);
  Outcome retry_now(const RetryCommand& command);
  Outcome reload();
  void refuse_newly_refused(const config::Config& config, config::Problems& problems) const;
  Outcome refuse_reload(const config::Problems& problems);
  Status take_config(std::shared_ptr<const config::Config> config);
  void stop_changed();
  void stop_all();
  size_t busy_workers() const;
  size_t workers() const;
  bool is_queued(const std::string& pipeline) const;
  void touch(const std::string& pipeline) { touched_.insert(pipeline); }
  void publish();
  PipelineView view_of(const config::PipelineConfig& pipeline) const;
  int64_t patience_ms() const;
  std::string next_text(const std::string& pipeline) const;
  services::Log& log() const { return around_.services.log(); }

  const ServerSettings settings_;
  std::shared_ptr<const config::Config> config_;
  const RunSurroundings around_;
  store::RunLogStore& run_log_;
  platform::Signals& signals_;
  Agenda agenda_;
  Restarts restarts_;
  DrainTimes drain_times_;
  Retries retries_;
  std::deque<Start> waiting_;         // for a worker, for another process, or for its own run
  std::set<std::string> waits_said_;  // pipelines that wait for another process
  std::map<std::string, Running> running_;
  std::map<std::string, std::string> announced_;  // what was said of each pipeline
  std::map<std::string, store::LoggedRun> last_;  // of each pipeline, that is over
  std::string full_path_;                         // of the configuration
  int64_t started_ms_ = 0, loaded_ms_ = 0;
  int64_t looked_ms_ = 0;                                   // at the clock, the last time
  uint64_t loads_ = 0;                                      // of the configuration
  std::map<std::string, size_t> places_;                    // of the pipelines in config_
  std::vector<std::shared_ptr<const PipelineView>> views_;  // as published last, in the same order
  std::set<std::string> touched_;                           // pipelines that changed since
  bool stopping_ = false;
  std::string state_problem_;  // why the run log could not be written last
};

}  // namespace sluice::app
