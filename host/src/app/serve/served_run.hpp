// One run of one pipeline in a server: components of its own, a thread of its own. Made, asked and
// destroyed on the main thread.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "app/api/server_view.hpp"
#include "app/serve/worker_place.hpp"
#include "app/wiring/assembly.hpp"
#include "app/wiring/host_services.hpp"
#include "app/wiring/run_connections.hpp"
#include "app/wiring/run_mode.hpp"
#include "app/wiring/state_locks.hpp"
#include "config/model.hpp"
#include "loader/registry.hpp"
#include "pipeline/observer.hpp"
#include "pipeline/plan.hpp"
#include "pipeline/report.hpp"
#include "pipeline/stop_token.hpp"
#include "platform/wake.hpp"
#include "store/backlog_store.hpp"
#include "store/component_store.hpp"
#include "store/pipeline_store.hpp"

namespace sluice::app {

// What all runs of a server share; outlives them.
struct RunSurroundings {
  loader::Registry& registry;
  HostServices& services;
  store::PipelineStore& store;
  store::ComponentStore& components;
  store::BacklogStore& backlogs;
  const platform::Wake& attention;  // set when a run is over
  int64_t drain_ms;                 // for what is under way at a stop
};

class ServedRun final : private pipeline::Observer {
 public:
  // Makes its components and starts it. `config` is kept as long as the run; `pipeline` is a part
  // of it; `lock` is the pipeline's, if others could run it; `mode`: what this run has of its own;
  // `folders`: see Assembly::set_folders.
  // Failing: what is wrong with the pipeline, at its places; nothing has started.
  static Result<std::unique_ptr<ServedRun>> start(
      std::shared_ptr<const config::Config> config, const config::PipelineConfig& pipeline,
      const RunSurroundings& surroundings, std::optional<PipelineLock> lock,
      std::unique_ptr<RunMode> mode, const std::map<std::string, std::string>& folders);
  ~ServedRun() override;
  ServedRun(const ServedRun&) = delete;
  ServedRun& operator=(const ServedRun&) = delete;

  // Ends it soon, with what is under way.
  void stop() {
    stop_.set();
    worker_.keep();
  }
  bool over() const { return over_; }
  WorkerPlace& worker() { return worker_; }
  const WorkerPlace& worker() const { return worker_; }
  // REQUIRES: over().
  const pipeline::RunReport& report() const { return report_; }
  // Its figures so far; what shows them may outlive the run.
  std::shared_ptr<const LiveRun> live() const { return live_; }

 private:
  ServedRun(std::shared_ptr<const config::Config> config, const config::PipelineConfig& pipeline,
            const RunSurroundings& surroundings, std::optional<PipelineLock> lock,
            std::unique_ptr<RunMode> mode, platform::Wake wake);

  // Null: nobody else could run it.
  store::KeptLease* lease() const { return lock_ ? lock_->lease.get() : nullptr; }
  Status prepare(const std::map<std::string, std::string>& folders);
  void run();
  void progress(const pipeline::RunReport& so_far) override;
  void note(std::string_view line) override;
  uint64_t requests() const;

  const std::shared_ptr<const config::Config> config_;
  const config::PipelineConfig& pipeline_;
  const RunSurroundings& around_;
  const std::optional<PipelineLock> lock_;
  const std::unique_ptr<RunMode> mode_;
  const RunConnections connections_;  // outlives the components
  Assembly assembly_;
  pipeline::StopToken stop_;
  WorkerPlace worker_{[this] { around_.attention.set(); }};
  pipeline::Plan plan_;
  std::function<void()> when_over_;
  const std::shared_ptr<LiveRun> live_ = std::make_shared<LiveRun>();
  uint64_t requests_before_ = 0;
  pipeline::RunReport report_;
  std::atomic<bool> over_{false};
  std::thread thread_;  // last: it uses the others
};

}  // namespace sluice::app
