// Values of a record as values of Lua. [lane]
#pragma once

#include <lua.hpp>

#include "sluice/plugin.hpp"

namespace sluice::lua {

// Pushes the value: text, numbers (exact ones where a double would change them), booleans, the
// constant `null`, arrays as tables, objects as tables that fill themselves. Raises an error in Lua
// when out of memory, and where the record cannot be expanded.
void push_value(lua_State* state, sluice_value* value);

// Pushes the constant `null`.
void push_null(lua_State* state);
bool is_null(lua_State* state, int index);

}  // namespace sluice::lua
