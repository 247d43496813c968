// The checks of one scalar: enum, length, pattern, range, and converting ${…} text to the type
// of the schema. Each returns what is wrong, starting lower-case, or nothing. No state; any thread.
#pragma once

#include <string>
#include <vector>

#include "config/node.hpp"

namespace sluice::config {

// The schema's `type` as a list; empty if it names none.
std::vector<std::string> types_of(const Node& schema);

// Whether the schema says `keyword: true`.
bool is_true(const Node& schema, std::string_view keyword);

bool is_of_type(const Node& value, std::string_view type);

// Converts a whole ${…} text to the number or boolean that the types require, if it spells one.
void convert_outside(Node& value, const std::vector<std::string>& types);

// How a message shows a value: quoted and cut, or only its kind if it is secret.
std::string shown(const Node& value, bool secret);

std::string type_error(const Node& value, const std::vector<std::string>& types, bool secret);

// enum, minLength, maxLength, pattern, minimum, maximum.
std::vector<std::string> scalar_errors(const Node& schema, const Node& value, bool secret);

}  // namespace sluice::config
