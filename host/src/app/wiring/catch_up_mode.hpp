// `run FILE PIPELINE --publisher NAME`: one publisher, for example a new one, gets everything from
// the start; the pipeline's own cursor and its other publishers stay unchanged. Main thread.
#pragma once

#include <optional>
#include <string>

#include "app/wiring/catch_up_store.hpp"
#include "app/wiring/run_mode.hpp"

namespace sluice::app {

class CatchUpMode final : public RunMode {
 public:
  // `name`: of the publisher, as given on the command line.
  explicit CatchUpMode(std::string name) : name_(std::move(name)) {}

  Status select(Pipelines& pipelines) override;
  void adapt(Workspace& workspace) override { registry_ = &workspace.registry; }
  Status adapt_plan(pipeline::Plan& plan, store::PipelineStore& store) override;
  store::PipelineStore& store(store::PipelineStore& store) override {
    return store_.emplace(store, pipeline_, publisher_);
  }
  std::vector<std::string> opening() override;

 private:
  const std::string name_;
  const loader::Registry* registry_ = nullptr;
  std::string pipeline_, publisher_;
  std::optional<CatchUpStore> store_;
};

}  // namespace sluice::app
