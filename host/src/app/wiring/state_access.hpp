// How `tasks` and `state` find the state folder: --state, or host.state of a config, whose other
// parts need not be valid. Main thread.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/wiring/options.hpp"
#include "app/wiring/state_folder.hpp"
#include "services/secret_references.hpp"
#include "store/pipeline_store.hpp"

namespace sluice::app {

struct StateLocation {
  StateFolder folder;
  std::vector<std::string> pipelines;  // of the config; empty without one
  std::string config = {};             // empty: the folder was named
  // Of the config.
  std::unique_ptr<services::SecretReferences> secrets =
      std::make_unique<services::SecretReferences>();
};

// Takes the config from the arguments unless --state is given and the next argument is
// not a file. Nothing after an error was printed.
std::optional<StateLocation> locate_state(Options& options, std::string_view command);

// Whether each pipeline that the arguments name is in the config or the store; else usage is wrong,
// which is printed.
bool know_pipelines(const Options& options, std::string_view command, const StateLocation& location,
                    const std::vector<store::PipelineState>& stored);

}  // namespace sluice::app
