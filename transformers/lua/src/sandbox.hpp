// What a script finds: the parts of Lua that reach nothing outside of it, and nothing that an
// earlier record left. [lane]
#pragma once

#include <lua.hpp>

namespace sluice::lua {

// The chunk name of what is written in Lua itself; before the number of a line in its errors.
inline constexpr const char* kPreludeName = "=prelude";

// Once a state: opens what scripts may use. Raises an error in Lua when out of memory.
void open_sandbox(lua_State* state);

// Pushes the table of globals for one record, empty but for what it looks up. A script may change
// it and the libraries that it finds in it: they are copies.
void push_globals(lua_State* state);

}  // namespace sluice::lua
