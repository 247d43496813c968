// Passes what is known of a pipeline's records from its source through its steps, so that each can
// warn of settings that mean nothing on them. Main thread.
#pragma once

#include <functional>
#include <string>

#include "config/model.hpp"

namespace sluice::app {

// Asks a component for what is known behind it, of what is known in front of it: texts of
// ext/members.h, empty: nothing.
using AskForMembers =
    std::function<std::string(const config::ComponentConfig& config, const std::string& in)>;

// Hears what is known in front of a component and behind it; behind a target is what its hooks get.
using SeeMembers = std::function<void(const config::ComponentConfig& config,
                                      const std::string& before, const std::string& after)>;

void pass_members(const config::PipelineConfig& pipeline, const AskForMembers& ask,
                  const SeeMembers& see = {});

}  // namespace sluice::app
