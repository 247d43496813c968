#include "to_lua.hpp"

#include <algorithm>

#include "exact_number.hpp"
#include "machine.hpp"
#include "sluice/expression/double_number.hpp"
#include "table_source.hpp"

namespace sluice::lua {
namespace {

// Lua writes a number as "%.14g": of one with more digits it drops some, or all behind an "e+".
constexpr size_t kWrittenDigits = 14;

bool is_written_whole(std::string_view digits) {
  if (digits.find_first_of("eE") != digits.npos) return true;  // it has an exponent anyway
  const size_t first = std::min(digits.find_first_of("123456789"), digits.size());
  const size_t point = digits.find('.', first);
  std::string_view counted = digits.substr(first);
  if (point != digits.npos) counted = counted.substr(0, counted.find_last_not_of('0') + 1);
  const auto count = std::count_if(counted.begin(), counted.end(), [](char c) { return c != '.'; });
  return static_cast<size_t>(count) <= kWrittenDigits;
}

void push_number(lua_State* state, std::string_view digits) {
  double number = 0;
  if (is_written_whole(digits) && expression::to_double(digits, &number))
    lua_pushnumber(state, number);
  else
    push_exact(state, digits);
}

void push_string(lua_State* state, const sluice_value& value) {
  Machine& machine = Machine::of(state);
  sluice_slice text{};
  if (machine.batch()->json->decode(machine.batch(), &value, &text))
    machine.stop(state, Bound::kHost);
  lua_pushlstring(state, text.data ? text.data : "", text.size);
}

void push_array(lua_State* state, sluice_value* array) {
  Machine& machine = Machine::of(state);
  sluice_value* const items = sluice_items(machine.batch(), array);
  if (!items && machine.batch()->fault) machine.stop(state, Bound::kHost);
  luaL_checkstack(state, 4, "nested too deep");
  constexpr uint32_t kMostAtOnce = 1 << 16;
  lua_createtable(state, static_cast<int>(std::min(array->size, kMostAtOnce)), 0);
  set_source(state, array);
  for (uint32_t i = 0; i < array->size; i++) {
    push_value(state, items + i);
    lua_rawseti(state, -2, static_cast<int>(i) + 1);
  }
}

}  // namespace

void push_null(lua_State* state) { lua_pushlightuserdata(state, nullptr); }

bool is_null(lua_State* state, int index) {
  return lua_type(state, index) == LUA_TLIGHTUSERDATA && !lua_touserdata(state, index);
}

void push_value(lua_State* state, sluice_value* value) {
  switch (sluice_raw_kind(value)) {
    case SLUICE_KIND_NULL:
      return push_null(state);
    case SLUICE_KIND_FALSE:
    case SLUICE_KIND_TRUE:
      return lua_pushboolean(state, value->kind == SLUICE_KIND_TRUE);
    case SLUICE_KIND_NUMBER:
      return push_number(state, {value->as.text, value->size});
    case SLUICE_KIND_STRING:
      return push_string(state, *value);
    case SLUICE_KIND_ARRAY:
      return push_array(state, value);
    default:
      return push_lazy(state, value);
  }
}

}  // namespace sluice::lua
