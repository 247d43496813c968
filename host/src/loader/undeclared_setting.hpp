// Whose mistake it is when a component refuses its configuration. Pure functions; no thread rule.
#pragma once

#include <string>
#include <string_view>

#include "loader/plugin_info.hpp"

namespace sluice::loader {

// The setting that a refusal ("/field: give the name of a field") is about, if the component's
// schema declares none of that name: no configuration can be right then. Empty otherwise.
std::string undeclared_setting(const ComponentInfo& component, std::string_view refusal);

}  // namespace sluice::loader
