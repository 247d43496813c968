// A list of steps in the config: components, and switches with lists of their own, which are
// written out behind them, one step after the other. Main thread.
#pragma once

#include <string>
#include <vector>

#include "config/component_section.hpp"
#include "config/model.hpp"
#include "config/pipeline_parts.hpp"

namespace sluice::config {

// Those of `parts`; `instance` names the list. What is broken is a problem, and is left out.
std::vector<ComponentConfig> load_step_list(const std::vector<Placed>& parts,
                                            const std::string& instance,
                                            const SectionContext& context);

}  // namespace sluice::config
