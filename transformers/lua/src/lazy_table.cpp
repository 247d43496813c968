#include "lazy_table.hpp"

#include "machine.hpp"
#include "table_source.hpp"
#include "to_lua.hpp"

namespace sluice::lua {
namespace {

// What `array()` makes comes from this one: empty, it is an array.
sluice_value* empty_array() {
  static sluice_value value{SLUICE_KIND_ARRAY, 0, 0, 0, {}};
  return &value;
}

int read_member(lua_State* state) {
  fill(state, 1);
  lua_settop(state, 2);
  lua_rawget(state, 1);
  return 1;
}

int write_member(lua_State* state) {
  fill(state, 1);
  lua_settop(state, 3);
  lua_rawset(state, 1);
  return 0;
}

// A function of Lua (an upvalue) on a table whose members are there. What it is given stays.
int on_filled(lua_State* state) {
  luaL_checkany(state, 1);
  fill(state, 1);
  lua_pushvalue(state, lua_upvalueindex(1));
  lua_insert(state, 1);
  lua_call(state, lua_gettop(state) - 1, LUA_MULTRET);
  return lua_gettop(state);
}

int make_array(lua_State* state) {
  if (lua_isnoneornil(state, 1)) {
    lua_settop(state, 0);
    lua_newtable(state);
  }
  luaL_checktype(state, 1, LUA_TTABLE);
  lua_settop(state, 1);
  if (!source_of(state, 1)) set_source(state, empty_array());
  return 1;
}

}  // namespace

void open_lazy_tables(lua_State* state) {
  luaL_newmetatable(state, kLazyMetatable);
  lua_pushcfunction(state, read_member);
  lua_setfield(state, -2, "__index");
  lua_pushcfunction(state, write_member);
  lua_setfield(state, -2, "__newindex");
  lua_pop(state, 1);
  for (const char* name : {"next", "pairs", "rawget", "rawset", "getmetatable", "setmetatable"}) {
    lua_getfield(state, LUA_GLOBALSINDEX, name);
    lua_pushcclosure(state, on_filled, 1);
    lua_setfield(state, -2, name);
  }
  lua_pushcfunction(state, make_array);
  lua_setfield(state, -2, "array");
}

void fill(lua_State* state, int index) {
  if (!is_untouched(state, index)) return;
  lua_pushnil(state);
  lua_setmetatable(state, index);
  Machine& machine = Machine::of(state);
  sluice_value* const object = source_of(state, index);
  const sluice_member* const members = sluice_members(machine.batch(), object);
  if (!members && machine.batch()->fault) machine.stop(state, Bound::kHost);
  luaL_checkstack(state, 4, "nested too deep");
  for (uint32_t i = 0; i < object->size; i++) {
    lua_pushlstring(state, members[i].key, members[i].key_size);
    push_value(state, &object->as.members[i].value);
    lua_rawset(state, index);
  }
}

}  // namespace sluice::lua
