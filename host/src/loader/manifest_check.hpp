// What a manifest's author should fix before anyone loads the plugin, besides what loading
// refuses: defaults that their own schema refuses, required settings that do not exist, ids that
// only the manifest or only the code has. For `sluice manifest check`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "loader/plugin_info.hpp"

namespace sluice::loader {

// One line per problem, with the component and the JSON pointer within its schema. Pure
// function; no thread rule.
std::vector<std::string> check_manifest(const PluginInfo& plugin);

// `in_code`: ids that the plugin's factory has; empty ones stand for any (a plugin with one
// component). Pure function.
std::vector<std::string> check_component_ids(const PluginInfo& plugin,
                                             const std::vector<std::string>& in_code);

}  // namespace sluice::loader
