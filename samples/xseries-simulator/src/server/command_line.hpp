#pragma once
// The program's options. Pure: no output, no exit.

#include <string>
#include <variant>
#include <vector>

#include "common/settings.hpp"

namespace sluice::simulator {

struct UsageError {
  std::string text;
};

// The settings, or what is wrong with the arguments (the program's name not among them).
std::variant<Settings, UsageError> parse_command_line(const std::vector<std::string>& arguments);
std::string usage();

}  // namespace sluice::simulator
