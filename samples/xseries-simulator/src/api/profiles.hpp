#pragma once
// What the generic handlers need for an entity: the members a client may write, their
// kinds, and the entity's style of times. Immutable: any thread.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/json_members.hpp"

namespace sluice::simulator {

enum class TimeStyle { kOffset, kZulu };

struct Column {
  std::string name;
  JsonKind kind;
  std::string absent = "null";  // raw value when a create leaves it out
};

struct Profile {
  std::string table;
  std::vector<Column> columns;  // writable members, in the order in which rows show them
  TimeStyle times = TimeStyle::kOffset;
  bool writable = false;      // create, update and delete follow the generic rules
  bool put_replaces = false;  // a member left out of a PUT becomes null
  bool name_required = true;  // null and "" are refused for `name`
  bool unique_name = false;   // 409 on a second row with the name
};

// Null for a table without rules of its own.
const Profile* find_profile(std::string_view table);
// For such a table: read only, times with Z.
const Profile& profile_of(std::string_view table);
std::string format_time(const Profile& profile, std::int64_t ms);

}  // namespace sluice::simulator
