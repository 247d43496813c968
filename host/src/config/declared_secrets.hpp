// The names under secrets:, which ${secret:NAME} may use. Pure functions; no thread rule.
#pragma once

#include <string>
#include <vector>

#include "config/node.hpp"
#include "sluice/result.hpp"

namespace sluice::config {

// In the config's order.
std::vector<std::string> declared_secrets(const Node& root);

// E_INVALID with what was meant and how to declare it.
Status check_declared(const std::string& name, const std::vector<std::string>& declared);

}  // namespace sluice::config
