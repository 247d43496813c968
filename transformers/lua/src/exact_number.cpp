#include "exact_number.hpp"

#include <cstring>

#include "sluice/expression/decimal.hpp"
#include "sluice/expression/double_number.hpp"

namespace sluice::lua {
namespace {

constexpr const char* kMetatable = "sluice.exact";
constexpr size_t kMostDigits = 4096;  // of one that a script makes

int to_text(lua_State* state) {
  const std::string_view digits = exact_digits(state, 1);
  lua_pushlstring(state, digits.data(), digits.size());
  return 1;
}

int are_equal(lua_State* state) {
  lua_pushboolean(state, exact_digits(state, 1) == exact_digits(state, 2));
  return 1;
}

// Replaces an exact number by its digits, so that Lua can concatenate.
int concatenate(lua_State* state) {
  for (int i = 1; i <= 2; i++) {
    const std::string_view digits = exact_digits(state, i);
    if (digits.empty()) continue;
    lua_pushlstring(state, digits.data(), digits.size());
    lua_replace(state, i);
  }
  for (int i = 1; i <= 2; i++)
    if (!lua_isstring(state, i))
      return luaL_error(state, "attempt to concatenate a %s value", luaL_typename(state, i));
  lua_concat(state, 2);
  return 1;
}

int refuse(lua_State* state) {
  const int index = exact_digits(state, 1).empty() ? 2 : 1;
  char shown[41] = {};
  const std::string_view digits = exact_digits(state, index).substr(0, sizeof shown - 1);
  std::memcpy(shown, digits.data(), digits.size());
  return luaL_error(state,
                    "%s has more digits than a Lua number holds; tonumber(x) is the nearest one, "
                    "tostring(x) has the digits",
                    shown);
}

int make_exact(lua_State* state) {
  if (!exact_digits(state, 1).empty()) return lua_settop(state, 1), 1;
  size_t size = 0;
  const char* const text = luaL_checklstring(state, 1, &size);
  if (size > kMostDigits || !expression::is_json_number({text, size}))
    return luaL_error(state, "exact() takes the digits of a number as text, as in exact('19.90')");
  push_exact(state, {text, size});
  return 1;
}

// Lua's own (an upvalue), which also takes exact numbers.
int to_number(lua_State* state) {
  if (const std::string_view digits = exact_digits(state, 1); !digits.empty()) {
    double nearest = 0;
    expression::to_double(digits, &nearest);
    lua_pushnumber(state, nearest);
    return 1;
  }
  lua_pushvalue(state, lua_upvalueindex(1));
  lua_insert(state, 1);
  lua_call(state, lua_gettop(state) - 1, 1);
  return 1;
}

constexpr luaL_Reg kBehaviour[] = {
    {"__tostring", to_text}, {"__concat", concatenate}, {"__eq", are_equal}, {"__add", refuse},
    {"__sub", refuse},       {"__mul", refuse},         {"__div", refuse},   {"__mod", refuse},
    {"__pow", refuse},       {"__unm", refuse},         {"__lt", refuse},    {"__le", refuse},
    {nullptr, nullptr}};

}  // namespace

void push_exact(lua_State* state, std::string_view digits) {
  std::memcpy(lua_newuserdata(state, digits.size()), digits.data(), digits.size());
  luaL_getmetatable(state, kMetatable);
  lua_setmetatable(state, -2);
}

std::string_view exact_digits(lua_State* state, int index) {
  if (lua_type(state, index) != LUA_TUSERDATA || !lua_getmetatable(state, index)) return {};
  luaL_getmetatable(state, kMetatable);
  const bool is_exact = lua_rawequal(state, -1, -2) != 0;
  lua_pop(state, 2);
  if (!is_exact) return {};
  return {static_cast<const char*>(lua_touserdata(state, index)), lua_objlen(state, index)};
}

void open_exact_numbers(lua_State* state) {
  luaL_newmetatable(state, kMetatable);
  luaL_register(state, nullptr, kBehaviour);
  lua_pushliteral(state, "exact number");
  lua_setfield(state, -2, "__metatable");
  lua_pop(state, 1);
  lua_pushcfunction(state, make_exact);
  lua_setfield(state, -2, "exact");
  lua_getfield(state, LUA_GLOBALSINDEX, "tonumber");
  lua_pushcclosure(state, to_number, 1);
  lua_setfield(state, -2, "tonumber");
}

}  // namespace sluice::lua
