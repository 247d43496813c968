// The environment variables that components may read: those declared in host.env.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "config/model.hpp"
#include "services/redactor.hpp"
#include "sluice/result.hpp"

namespace sluice::app {

// A variable's value by its name; nothing: it is not set.
using VariableSource = std::function<std::optional<std::string>(const std::string& name)>;

// Returns a variable's value: UTF-8 text, protected in `redactor` (which outlives the function) if
// it is declared as a secret or named like one. E_INVALID with what to do: it is not declared or
// not set. [main]
std::function<Result<std::string>(const std::string& name)> variable_reader(
    std::vector<config::DeclaredVariable> declared, VariableSource source,
    services::Redactor& redactor);

}  // namespace sluice::app
