#pragma once
// Text that looks like a payment card number is stored redacted, and nothing says so. Any thread.

#include <initializer_list>
#include <string>

#include "common/json_members.hpp"

namespace sluice::simulator {

std::string redact_cards(std::string text);
// Redacts the named members where they are texts; untouched ones keep the escapes they came with.
void redact_members(JsonMembers& row, std::initializer_list<const char*> names);

}  // namespace sluice::simulator
