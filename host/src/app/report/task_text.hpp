// Texts of parked records for display: what arrived need not be text. Pure functions.
#pragma once

#include <string>
#include <string_view>

#include "config/node.hpp"
#include "sluice/result.hpp"

namespace sluice::app {

// The text with bytes that are not UTF-8 as "\xFF".
std::string shown_bytes(std::string_view text);

// Member `name` of an object: the same; if it had such bytes, "NAME_base64" holds them all.
void set_bytes(config::Node& node, const std::string& name, std::string_view text);

// The bytes of such a member; empty if it is not base64.
std::string base64_bytes(const std::string& text);

// The value that a person gives as one line of JSON; E_DATA says where it is wrong.
Result<std::string> one_line_json(std::string_view text);

}  // namespace sluice::app
