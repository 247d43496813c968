// Makes text safe to show to a person. Records, servers, plugins and files may hold anything, and a
// terminal obeys control characters. No state; any thread.
#pragma once

#include <string>
#include <string_view>

namespace sluice::base {

// On one line: control characters and bytes that are not UTF-8 as \xNN, except a newline as \n and
// a tab as a space; DEL, C1 controls, line separators and marks that change the direction of text
// (Unicode UAX #9; CVE-2021-42574) as \uNNNN, so that JSON text stays JSON text. What is safe stays
// as it is, so it may be applied twice.
std::string printable(std::string_view text);

// The same for text of several lines: newlines stay.
std::string printable_lines(std::string_view text);

}  // namespace sluice::base
