// Which value of the record a table of the script stands for. [lane]
#pragma once

#include <lua.hpp>

#include "sluice/plugin.hpp"

namespace sluice::lua {

// The metatable of tables whose members are not in Lua yet.
inline constexpr const char* kLazyMetatable = "sluice.lazy";

// Before each record: tables have no sources yet.
void forget_sources(lua_State* state);

// Pushes a table that stands for an object and has no members yet. Raises an error in Lua when out
// of memory.
void push_lazy(lua_State* state, sluice_value* object);

// The table at the top of the stack comes from this value, which gives it its kind where it is
// empty, and its members' order.
void set_source(lua_State* state, sluice_value* source);

// The value that a table comes from, or NULL. `index` is absolute.
sluice_value* source_of(lua_State* state, int index);

// True if the script used no member of the table yet. `index` is absolute.
bool is_untouched(lua_State* state, int index);

}  // namespace sluice::lua
