// The objects of a configuration for those who edit them: where each stands, what it is and who
// uses it, secrets left out. Pure functions.
#pragma once

#include <string>
#include <vector>

#include "config/node.hpp"
#include "loader/registry.hpp"
#include "services/redactor.hpp"

namespace sluice::app {

struct ObjectSources {
  const std::vector<std::string>& files;  // config::Draft::files
  const services::Redactor& redactor;     // knows the secrets
  const loader::Registry& registry;
};

// [{kind, name, file, line, pointer, use?, title?, value, used_by}]. `root`: of a config::Draft.
config::Node objects_node(const config::Node& root, const ObjectSources& sources);

}  // namespace sluice::app
