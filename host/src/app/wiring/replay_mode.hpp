// A run from a recording: nothing is sent, state and files are in a folder of its own. See RunMode.
#pragma once

#include <filesystem>
#include <optional>

#include "app/wiring/run_mode.hpp"
#include "base/cancel.hpp"
#include "platform/system_clock.hpp"
#include "recording/recording.hpp"
#include "recording/tape.hpp"

namespace sluice::app {

class ReplayMode final : public RunMode {
 public:
  // Makes the folder, and puts the state of `options` into it. `redactor` outlives the mode.
  static Result<std::unique_ptr<RunMode>> create(Options& options, services::Redactor& redactor);
  // In a folder where such a replay may have been killed, which goes on; the caller chooses the
  // state folder and keeps both.
  static Result<std::unique_ptr<RunMode>> go_on(const std::string& recording_file,
                                                const std::filesystem::path& folder,
                                                const services::Redactor& redactor);
  ~ReplayMode() override;  // removes the folder unless it is to be kept

  void adapt(Workspace& workspace) override;
  ExternalWorld world() override;
  Status select(Pipelines& pipelines) override;
  Status begin(const Pipelines& pipelines, store::PipelineStore& store,
               HostServices& services) override;
  Status adapt_plan(pipeline::Plan& plan, store::PipelineStore& store) override;
  RunPace pace() override;
  std::vector<std::string> opening() override;
  std::vector<std::string> remarks() override;

 private:
  // Waits for nothing; times that the engine measures are real.
  class EngineClock final : public platform::SystemClock {
   public:
    explicit EngineClock(const recording::ReplayClock& clock) : clock_(clock) {}
    int64_t unix_us() const override { return clock_.unix_us(); }
    bool wait(int64_t, const sluice_cancel* cancel) override { return !base::is_cancelled(cancel); }

   private:
    const recording::ReplayClock& clock_;
  };

  ReplayMode(recording::Recording recording, std::filesystem::path folder, bool keep,
             const services::Redactor& redactor);
  const recording::Start* start_of(const std::string& pipeline) const;

  const recording::Recording recording_;
  const std::filesystem::path folder_;
  const bool keep_;
  recording::ReplayClock clock_;
  EngineClock engine_clock_;
  recording::Tape tape_;
};

}  // namespace sluice::app
