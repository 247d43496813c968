#include "app/wiring/choose_mode.hpp"

#include "app/wiring/catch_up_mode.hpp"
#include "app/wiring/record_mode.hpp"
#include "app/wiring/replay_mode.hpp"

namespace sluice::app {

Result<std::unique_ptr<RunMode>> choose_mode(Options& options, services::Redactor& redactor) {
  const bool record = !options.record.empty();
  const bool replay = !options.replay.empty();
  const auto refused = [](const char* why) { return Status(SLUICE_E_INVALID, why); };
  if (record && replay) return refused("--record and --replay exclude each other");
  if (options.overwrite && !record) return refused("--overwrite belongs to --record");
  if (!options.output.empty() && !replay) return refused("--output belongs to --replay");
  if (replay && options.overrides.state)
    return refused("--replay has a state of its own; --output FOLDER keeps it");
  if (!options.publisher.empty() && (record || replay))
    return refused("--publisher excludes --record and --replay");
  if (!options.publisher.empty())
    return std::unique_ptr<RunMode>(std::make_unique<CatchUpMode>(options.publisher));
  if (replay) return ReplayMode::create(options, redactor);
  if (record)
    return std::unique_ptr<RunMode>(
        std::make_unique<RecordMode>(options.record, options.overwrite, redactor));
  return std::unique_ptr<RunMode>(std::make_unique<OrdinaryRun>());
}

}  // namespace sluice::app
