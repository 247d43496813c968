// One line of a recording, read back. Pure; any thread.
#pragma once

#include <string_view>
#include <variant>

#include "recording/lines.hpp"

namespace sluice::recording {

struct End {
  uint64_t exchanges = 0;
};

using Line = std::variant<Header, Exchange, StateValue, KeptCredential, End>;

// E_DATA says what is wrong with it; unknown members are ignored.
Result<Line> read_line(std::string_view line);

}  // namespace sluice::recording
