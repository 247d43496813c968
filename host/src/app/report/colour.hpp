// Lines with a colour, for people at a terminal. Main thread.
#pragma once

#include <string_view>

namespace sluice::app {

enum class Colour { kNone, kRed, kGreen, kFaint };

// To standard output, as print(). Coloured if that is a terminal and the variable NO_COLOR is not
// set (no-color.org).
void print_in(Colour colour, std::string_view line);

}  // namespace sluice::app
