// The schema of a config file as a whole: the host's own settings, and clients and pipelines with
// their component sections left open for each component's own schema. No state; any thread.
#pragma once

#include <string_view>

#include "config/node.hpp"

namespace sluice::config {

// Draft 4, with the x- keywords of component schemas.
std::string_view host_schema_json();

const Node& host_schema();

}  // namespace sluice::config
