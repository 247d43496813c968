// The environment variables that components may read: those declared in host.env.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "config/model.hpp"
#include "services/redactor.hpp"
#include "sluice/result.hpp"

namespace sluice::app {

// Returns a variable's value: UTF-8 text, protected in `redactor` (which outlives the function) if
// it is declared as a secret or named like one. E_INVALID with what to do: it is not declared or
// not set. [main]
std::function<Result<std::string>(const std::string& name)> variable_reader(
    std::vector<config::DeclaredVariable> declared, services::Redactor& redactor);

}  // namespace sluice::app
