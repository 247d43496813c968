// The schema of what pipelines are made of: components, incoming and outgoing objects, pipelines.
// No state; any thread.
#pragma once

#include <string_view>

namespace sluice::config {

// Members of the `definitions` of host_schema(), draft 4.
std::string_view pipeline_definitions();

}  // namespace sluice::config
