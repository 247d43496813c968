// Messages about bad text: where, what was found and what was expected. Texts of
// people's data are cut and never contain control bytes. Pure functions.
#pragma once

#include <string>
#include <string_view>

#include "record/grammar.hpp"
#include "sluice/abi.h"

namespace sluice::record {

// "name" in quotes, cut after 64 bytes, control and broken bytes as '?'.
std::string quoted(sluice_slice name);

// "page is not JSON at byte 3 (line 1, column 4): found '<', expected a value". `text` is the
// whole text that contains the error, `subject` its name.
std::string syntax_message(std::string_view subject, sluice_slice text, const SyntaxError& error);

// "page is not UTF-8 at byte 7 (line 1, column 8)". REQUIRES: `text` is not UTF-8.
std::string utf8_message(std::string_view subject, sluice_slice text);

std::string limit_message(std::string_view what, size_t size, size_t limit);

}  // namespace sluice::record
