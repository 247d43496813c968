// Lua's string.find, match, gmatch and gsub on patterns whose steps are counted. [lane]
#pragma once

#include <lua.hpp>

namespace sluice::lua {

// Once a state: puts them into the table at the top of the stack, in place of Lua's own.
void open_pattern_functions(lua_State* state);

}  // namespace sluice::lua
