// Keeps values that may be secrets out of messages about a config. No state; any thread.
#pragma once

#include <string>
#include <string_view>

#include "config/node.hpp"

namespace sluice::config {

// Text like a token or key: long, of random letters and digits. A person may have written it
// next to the setting it belongs to.
bool looks_secret(std::string_view text);

// `message` without `value`, which came from outside the file, also where it was cut ("abc…").
std::string hide_value(std::string_view value, std::string message);

// `message`, which a component wrote about its section, without values from outside the file and
// without text that looks like a secret.
std::string hide_values(const Node& section, std::string message);

}  // namespace sluice::config
