// Tables of objects of the record, whose members come into Lua when the script first uses one: what
// a script does not look at costs nothing and leaves byte for byte. [lane]
#pragma once

#include <lua.hpp>

namespace sluice::lua {

// Once a state: registers them, and leaves the script's functions that must know them (next, pairs,
// rawget, rawset, getmetatable, setmetatable, array) in the table at the top of the stack.
void open_lazy_tables(lua_State* state);

// Brings the members of the table into Lua, if that was not done; does nothing to other values.
// `index` is absolute.
void fill(lua_State* state, int index);

}  // namespace sluice::lua
