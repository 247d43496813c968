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

struct Followed {
  std::vector<store::Renamed> renamed;
  // Work folders of components that moved, which did not, by the names of their instances.
  std::map<std::string, std::string> folders;
};

// Stores them, and renames what is kept of those that moved since the pipeline's last run: tasks,
// backlogs, positions, steps' states and what a retry has under way. Of a refused pipeline nothing
// is changed: what is wrong with it is missing in its lists. REQUIRES: the pipeline is locked;
// `fence` is its lease's (0: there are no leases).
Result<Followed> follow_components(const config::PipelineConfig& pipeline,
                                   const loader::Registry& registry, store::ComponentStore& store,
                                   int64_t fence);

// For people: what was renamed. REQUIRES: not empty.
std::string renamed_text(const std::vector<store::Renamed>& renamed);

}  // namespace sluice::app
