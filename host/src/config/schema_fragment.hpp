// Schemas of settings that the host itself reads and that many components have. A manifest
// refers to one by name ("x-include"), so it is written once. No state; any thread.
#pragma once

#include <string_view>

namespace sluice::config {

// "http.session": the settings of a client on a session of the host's HTTP service, under the names
// that users write.
inline constexpr std::string_view kHttpSession = "http.session";

// The schema of an object as JSON, draft 4; empty if there is no such fragment.
std::string_view schema_fragment(std::string_view name);

}  // namespace sluice::config
