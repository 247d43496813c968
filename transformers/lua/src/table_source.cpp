#include "table_source.hpp"

namespace sluice::lua {
namespace {

constexpr const char* kSources = "sluice.sources";

}  // namespace

void forget_sources(lua_State* state) {
  lua_newtable(state);
  lua_setfield(state, LUA_REGISTRYINDEX, kSources);
}

void push_lazy(lua_State* state, sluice_value* object) {
  lua_newtable(state);
  set_source(state, object);
  luaL_getmetatable(state, kLazyMetatable);
  lua_setmetatable(state, -2);
}

void set_source(lua_State* state, sluice_value* source) {
  lua_getfield(state, LUA_REGISTRYINDEX, kSources);
  lua_pushvalue(state, -2);
  lua_pushlightuserdata(state, source);
  lua_rawset(state, -3);
  lua_pop(state, 1);
}

sluice_value* source_of(lua_State* state, int index) {
  lua_getfield(state, LUA_REGISTRYINDEX, kSources);
  lua_pushvalue(state, index);
  lua_rawget(state, -2);
  auto* const source = static_cast<sluice_value*>(lua_touserdata(state, -1));
  lua_pop(state, 2);
  return source;
}

bool is_untouched(lua_State* state, int index) {
  if (lua_type(state, index) != LUA_TTABLE || !lua_getmetatable(state, index)) return false;
  luaL_getmetatable(state, kLazyMetatable);
  const bool is_lazy = lua_rawequal(state, -1, -2) != 0;
  lua_pop(state, 2);
  return is_lazy;
}

}  // namespace sluice::lua
