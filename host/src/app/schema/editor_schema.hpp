// The contents of a config as one JSON schema (draft 4), for editors and validators. Pure
// functions.
#pragma once

#include <vector>

#include "config/node.hpp"
#include "loader/plugin_info.hpp"

namespace sluice::app {

// The host's schema with every component's inserted. Where a value must be more than
// text, ${…} is also allowed: editors see a config before it is resolved.
config::Node merged_schema(const std::vector<const loader::PluginInfo*>& plugins);

}  // namespace sluice::app
