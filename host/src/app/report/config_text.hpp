// A configuration as it results from its files, for people and for machines: each value with the
// place it comes from, secrets hidden. Pure functions; what they return is to be shown by the
// console.
#pragma once

#include <string>
#include <vector>

#include "config/node.hpp"
#include "services/redactor.hpp"

namespace sluice::app {

struct ConfigSources {
  const std::vector<std::string>& files;  // Config::files
  const services::Redactor& redactor;     // knows the secrets
};

// YAML lines; behind each value a comment: "shop/a.yaml:3", "default".
std::vector<std::string> config_lines(const config::Node& root, const ConfigSources& sources);

// [{"pointer":…,"value":…,"file":…,"line":…} or …"default":true}]
config::Node config_values(const config::Node& root, const ConfigSources& sources);

}  // namespace sluice::app
