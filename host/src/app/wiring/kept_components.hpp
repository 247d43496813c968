// The components of a pipeline as the store knows them, and how what is kept of them follows them
// when they move in the configuration. Any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "config/model.hpp"
#include "sluice/result.hpp"
#include "store/component_store.hpp"

namespace sluice::app {

// Steps and publishers, each publisher before its own steps. Nothing of it is secret.
std::vector<store::Component> components_to_keep(const config::PipelineConfig& pipeline);

// Stores them, and renames what is kept of those that moved since the pipeline's last run: tasks,
// backlogs, positions, steps' states and what a retry has under way. Returns what was renamed.
// REQUIRES: the pipeline is locked; `fence` is its lease's (0: there are no leases).
Result<std::vector<store::Renamed>> follow_components(const config::PipelineConfig& pipeline,
                                                      store::ComponentStore& store, int64_t fence);

// For people: what was renamed. REQUIRES: not empty.
std::string renamed_text(const std::vector<store::Renamed>& renamed);

}  // namespace sluice::app
