// The differences between a run, a run for one publisher alone, one that is recorded and one from a
// recording. Main thread, except for the services and stores it returns.
#pragma once

#include <string>
#include <vector>

#include "app/wiring/chosen_pipelines.hpp"
#include "app/wiring/host_services.hpp"
#include "app/wiring/pipeline_runs.hpp"
#include "app/wiring/workspace.hpp"
#include "backlog/rounds.hpp"
#include "pipeline/plan.hpp"
#include "store/backlog_store.hpp"
#include "store/pipeline_store.hpp"

namespace sluice::app {

// One that only delivers what is read, and stops where a target is down.
class RunMode {
 public:
  virtual ~RunMode() = default;

  // Whether what is wrong with other pipelines and files is a warning.
  virtual bool needs_only_its_own() const { return false; }
  // Before components are made.
  virtual void adapt(Workspace& workspace) { (void)workspace; }
  virtual ExternalWorld world() { return {}; }
  // Pipelines named on the command line.
  virtual Status select(Pipelines& pipelines) { return (void)pipelines, Status(); }
  // Components are made, the state folder is locked, nothing has run.
  virtual Status begin(const Pipelines& pipelines, store::PipelineStore& store,
                       HostServices& services) {
    return (void)pipelines, (void)store, (void)services, Status();
  }
  // Before it runs; `store` is the one of the state folder. Failing: it must not run now.
  virtual Status adapt_plan(pipeline::Plan& plan, store::PipelineStore& store);
  // What the pipelines commit to: `store`, or one around it.
  virtual store::PipelineStore& store(store::PipelineStore& store) { return store; }
  // Where records wait for targets that are down; null: the run stops.
  virtual store::BacklogStore* backlogs(store::BacklogStore& backlogs) {
    return (void)backlogs, nullptr;
  }
  virtual pipeline::RunReport run(backlog::Rounds& rounds, const pipeline::Plan& plan,
                                  pipeline::StopToken& stop, pipeline::Observer* observer) {
    return rounds.run(plan, stop, observer);
  }
  virtual RunPace pace() { return {}; }
  // After the run. Failing: the mode's own result could not be made.
  virtual Status end() { return {}; }
  // Lines for people, before and after the run.
  virtual std::vector<std::string> opening() { return {}; }
  virtual std::vector<std::string> remarks() { return {}; }
};

class OrdinaryRun final : public RunMode {
 public:
  store::BacklogStore* backlogs(store::BacklogStore& backlogs) override { return &backlogs; }
};

// Reads nothing: only what waits is delivered.
class DrainRun final : public RunMode {
 public:
  store::BacklogStore* backlogs(store::BacklogStore& backlogs) override { return &backlogs; }
  pipeline::RunReport run(backlog::Rounds& rounds, const pipeline::Plan& plan,
                          pipeline::StopToken& stop, pipeline::Observer* observer) override {
    return rounds.drain(plan, stop, observer);
  }
};

}  // namespace sluice::app
