// Reads settings that are lengths of time: "90s", "15m", "7d". Pure function; no thread rule.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "config/node.hpp"
#include "config/problem.hpp"

namespace sluice::config {

struct ShortestLength {
  int64_t ms;
  std::string_view text;  // "1s", and what else to say to who gave a shorter one
};

// Member `key` of the section, in milliseconds. `into` stays if there is none, or the schema found
// it wrong; if it is none, or shorter than allowed, that is added to `problems`.
void read_length(const Node& section, const std::string& key, const ShortestLength& shortest,
                 const std::string& pointer, int64_t& into, Problems& problems);

}  // namespace sluice::config
