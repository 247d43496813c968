// A run that `sluice prove` may kill: its files are below a folder of its life, and what publishers
// take is logged. See RunMode.
#pragma once

#include <deque>
#include <memory>

#include "app/prove/delivery_log.hpp"
#include "app/prove/life.hpp"
#include "app/prove/logged_publisher.hpp"
#include "app/wiring/run_mode.hpp"

namespace sluice::app {

class ProveMode final : public RunMode {
 public:
  // `replay`: in the same folder, if nothing is to be sent; null: the config's systems are used.
  ProveMode(const LifeFolder& folder, std::unique_ptr<RunMode> replay)
      : folder_(folder), replay_(std::move(replay)), log_(folder.deliveries()) {}

  void adapt(Workspace& workspace) override;
  ExternalWorld world() override { return inner().world(); }
  Status select(Pipelines& pipelines) override { return inner().select(pipelines); }
  Status begin(const Pipelines& pipelines, store::PipelineStore& store,
               HostServices& services) override {
    return inner().begin(pipelines, store, services);
  }
  Status adapt_plan(pipeline::Plan& plan, store::PipelineStore& store) override;
  store::BacklogStore* backlogs(store::BacklogStore& backlogs) override {
    return inner().backlogs(backlogs);
  }
  RunPace pace() override { return inner().pace(); }

 private:
  RunMode& inner() {
    if (replay_) return *replay_;
    return plain_;
  }

  const LifeFolder folder_;
  OrdinaryRun plain_;
  const std::unique_ptr<RunMode> replay_;
  DeliveryLog log_;
  std::deque<LoggedPublisher> publishers_;
};

}  // namespace sluice::app
