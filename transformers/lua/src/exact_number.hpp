// Numbers that a Lua number (a double) would change: ids of 64 bits, prices of many digits. They
// are in Lua as values that keep their digits. [lane]
#pragma once

#include <lua.hpp>

#include <string_view>

namespace sluice::lua {

// Pushes a value that keeps the digits. Raises an error in Lua when out of memory.
void push_exact(lua_State* state, std::string_view digits);

// The digits of the exact number at `index`; an empty view where there is none. Valid as long as
// that value.
std::string_view exact_digits(lua_State* state, int index);

// Once a state: registers how exact numbers behave, and leaves the script's functions `exact` and
// `tonumber` in the table at the top of the stack.
void open_exact_numbers(lua_State* state);

}  // namespace sluice::lua
