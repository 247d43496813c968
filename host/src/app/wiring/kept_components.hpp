// The components of a pipeline as the store knows them, and how what is kept of them follows them
// when they move in the configuration. Any thread.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "config/model.hpp"
#include "loader/registry.hpp"
#include "sluice/result.hpp"
#include "store/component_store.hpp"

namespace sluice::app {

// Steps, cases of switches, and publishers, each before what belongs to it. Nothing of it is
// secret.
std::vector<store::Component> components_to_keep(const config::PipelineConfig& pipeline,
                                                 const loader::Registry& registry);

// Stores them, and renames what is kept of those that moved since the pipeline's last run: tasks,
// backlogs, positions, steps' states and what a retry has under way. Returns what was renamed.
// REQUIRES: the pipeline is locked; `fence` is its lease's (0: there are no leases).
Result<std::vector<store::Renamed>> follow_components(const config::PipelineConfig& pipeline,
                                                      const loader::Registry& registry,
                                                      store::ComponentStore& store, int64_t fence);

// Of components that moved, by the names of their instances: their work folders, which did not.
// After follow_components().
Result<std::map<std::string, std::string>> work_folders(const config::PipelineConfig& pipeline,
                                                        const loader::Registry& registry,
                                                        store::ComponentStore& store);

// For people: what was renamed. REQUIRES: not empty.
std::string renamed_text(const std::vector<store::Renamed>& renamed);

}  // namespace sluice::app
