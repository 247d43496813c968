#pragma once
// Members of a request body, read and checked one by one. All of them throw ApiError, 400 unless
// specified otherwise. Any thread.

#include <string>
#include <vector>

#include "common/json_members.hpp"

namespace sluice::simulator {

// A text that exists and is not empty.
std::string required_text(const JsonMembers& body, const char* name, int status = 400);
// Empty when it is missing or null.
std::string text_or_empty(const JsonMembers& body, const char* name);
// The member as an object or a list of objects; a missing or null one is empty.
JsonMembers object_member(const JsonMembers& body, const char* name);
std::vector<JsonMembers> object_list(const JsonMembers& body, const char* name);
std::vector<std::string> text_list(const JsonMembers& body, const char* name);
// The raw elements of an array body.
std::vector<JsonMembers> objects_of(const std::vector<std::string>& items);
std::vector<std::string> texts_of(const std::vector<std::string>& items);
// The text of a member that a row always has.
std::string stored_text(const JsonMembers& row, const char* name);
// The JSON text of a member, or of the default for a missing one.
std::string raw_or(const JsonMembers& row, const char* name, const char* by_default = "null");

}  // namespace sluice::simulator
