// A run that makes a recording. See RunMode.
#pragma once

#include <optional>

#include "app/wiring/run_mode.hpp"
#include "platform/system_clock.hpp"
#include "recording/recorder.hpp"
#include "recording/recording_store.hpp"

namespace sluice::app {

class RecordMode final : public RunMode {
 public:
  // `redactor` outlives it.
  RecordMode(std::string file, bool overwrite, services::Redactor& redactor);

  void adapt(Workspace& workspace) override;
  ExternalWorld world() override;
  Status begin(const Pipelines& pipelines, store::PipelineStore& store,
               HostServices& services) override;
  store::PipelineStore& store(store::PipelineStore& store) override;
  Status end() override;
  std::vector<std::string> remarks() override;

 private:
  const std::string file_;
  const bool overwrite_;
  services::Redactor& redactor_;
  platform::SystemClock clock_;
  http::PlainHttp plain_ = http::PlainHttp::kByUs;
  std::optional<recording::Recorder> recorder_;
  std::optional<recording::RecordingStore> store_;
};

}  // namespace sluice::app
