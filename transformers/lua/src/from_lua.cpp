#include "from_lua.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>

#include "exact_number.hpp"
#include "lazy_table.hpp"
#include "sluice/expression/copy.hpp"
#include "sluice/expression/double_number.hpp"
#include "sluice/expression/utf8.hpp"
#include "sluice/expression/values.hpp"
#include "table_source.hpp"
#include "to_lua.hpp"

namespace sluice::lua {
namespace {

constexpr unsigned kDeepest = 500;  // a little less than what the host writes

std::string_view string_at(lua_State* state, int index) {
  size_t size = 0;
  const char* const text = lua_tolstring(state, index, &size);
  return {text, size};
}

int top(lua_State* state) { return lua_gettop(state); }

}  // namespace

bool Writer::convert(int index, sluice_value* out) {
  return value(index, nullptr, Place{nullptr, {}, 0, 0}, out);
}

bool Writer::value(int index, sluice_value* source, const Place& at, sluice_value* out) {
  switch (lua_type(state_, index)) {
    case LUA_TSTRING:
      return string(index, source, at, out);
    case LUA_TNUMBER:
      return number(lua_tonumber(state_, index), source, at, out);
    case LUA_TBOOLEAN:
      return lua_toboolean(state_, index) ? scalar(SLUICE_KIND_TRUE, "true", out)
                                          : scalar(SLUICE_KIND_FALSE, "false", out);
    case LUA_TTABLE:
      return table(index, at, out);
    case LUA_TLIGHTUSERDATA:
      return scalar(SLUICE_KIND_NULL, "null", out);
    case LUA_TUSERDATA:
      if (const auto text = exact_digits(state_, index); !text.empty())
        return digits(text, source, out);
      [[fallthrough]];
    default:
      return fail(
          at, std::string("is a ") + luaL_typename(state_, index) + ", which JSON has no form for");
  }
}

bool Writer::string(int index, const sluice_value* source, const Place& at, sluice_value* out) {
  const std::string_view text = string_at(state_, index);
  if (source && source->kind == SLUICE_KIND_STRING) {
    sluice_slice was{};
    if (!batch_->json->decode(batch_, source, &was) && view(was) == text)
      return *out = *source, true;
  }
  if (text.size() > UINT32_MAX) return no_memory();
  if (expression::find_invalid_utf8(text) != std::string_view::npos)
    return fail(at, "has bytes that are no UTF-8");
  const char* const own = copy(text);
  return own ? (*out = sluice_string(own, static_cast<uint32_t>(text.size())), true) : no_memory();
}

bool Writer::number(double number, const sluice_value* source, const Place& at, sluice_value* out) {
  double was = 0;
  if (source && source->kind == SLUICE_KIND_NUMBER &&
      expression::to_double({source->as.text, source->size}, &was) && was == number)
    return *out = *source, true;
  if (std::isnan(number) || std::isinf(number))
    return fail(at, std::isnan(number) ? "is not a number (0/0)" : "is infinite");
  if (number == 0) return scalar(SLUICE_KIND_NUMBER, "0", out);
  char text[32];
  const bool whole = std::fabs(number) < 1e15 && number == std::floor(number);
  const auto end = whole ? std::to_chars(text, text + sizeof text, static_cast<int64_t>(number)).ptr
                         : std::to_chars(text, text + sizeof text, number).ptr;
  return scalar(SLUICE_KIND_NUMBER, {text, static_cast<size_t>(end - text)}, out);
}

bool Writer::digits(std::string_view text, const sluice_value* source, sluice_value* out) {
  if (source && source->kind == SLUICE_KIND_NUMBER &&
      std::string_view(source->as.text, source->size) == text)
    return *out = *source, true;
  return scalar(SLUICE_KIND_NUMBER, text, out);
}

Writer::Keys Writer::keys_of(int index) {
  Keys keys;
  for (lua_pushnil(state_); lua_next(state_, index); lua_pop(state_, 1)) {
    if (lua_type(state_, -2) == LUA_TSTRING)
      keys.names++;
    else if (lua_type(state_, -2) == LUA_TNUMBER)
      keys.numbers++;
    else
      keys.others = true;
  }
  return keys;
}

bool Writer::table(int index, const Place& at, sluice_value* out) {
  if (at.depth > kDeepest)
    return fail(at, "nests more than " + std::to_string(kDeepest) + " deep, or contains itself");
  luaL_checkstack(state_, 8, "nested too deep");
  sluice_value* const source = source_of(state_, index);
  const bool untouched = is_untouched(state_, index);
  Keys keys = keys_of(index);
  if (untouched && keys.names + keys.numbers == 0 && !keys.others) {
    const sluice_status code = expression::copy_value(batch_, *source, out);
    return !code || (code == SLUICE_E_NO_MEMORY ? no_memory() : fail(at, "nests too deep"));
  }
  if (untouched) {  // written to by a function of Lua that asks no table
    fill(state_, index);
    keys = keys_of(index);
  }
  if (keys.others) return fail(at, "is a table with keys that are neither text nor numbers");
  if (keys.names && keys.numbers)
    return fail(at,
                "is a table with both text and numbers as keys; an array has numbers only, an "
                "object text only");
  const bool is_array = keys.numbers || (!keys.names && source && expression::is_array(*source));
  if (!is_array) return object(index, keys.names, source, at, out);
  if (lua_objlen(state_, index) != keys.numbers)
    return fail(at, "is an array with gaps; its keys are to be 1, 2, 3, …");
  return array(index, source, at, out);
}

bool Writer::array(int index, sluice_value* source, const Place& at, sluice_value* out) {
  const auto count = static_cast<uint32_t>(lua_objlen(state_, index));
  const bool had = source && source->kind == SLUICE_KIND_ARRAY;
  *out = {};
  out->kind = SLUICE_KIND_ARRAY;
  if (!count) return true;
  auto* const items =
      static_cast<sluice_value*>(sluice_alloc(batch_->arena, count * sizeof(sluice_value)));
  if (!items) return no_memory();
  for (uint32_t i = 0; i < count; i++) {
    const Place place{&at, {}, i + 1, at.depth + 1};
    lua_rawgeti(state_, index, static_cast<int>(i) + 1);
    if (lua_isnil(state_, -1))
      return fail(at, "is an array with gaps; its keys are to be 1, 2, 3, …");
    sluice_value* const was = had && i < source->size ? source->as.items + i : nullptr;
    if (!value(top(state_), was, place, items + i)) return false;
    lua_pop(state_, 1);
  }
  out->as.items = items;
  out->size = count;
  return true;
}

// Members that were there keep their order; new ones come after them, by name, since tables have no
// order.
bool Writer::object(int index, uint32_t count, sluice_value* source, const Place& at,
                    sluice_value* out) {
  const bool had = source && source->kind == SLUICE_KIND_OBJECT;
  *out = {};
  out->kind = SLUICE_KIND_OBJECT;
  if (!count) return true;
  out->as.members =
      static_cast<sluice_member*>(sluice_alloc(batch_->arena, count * sizeof(sluice_member)));
  if (!out->as.members) return no_memory();
  if (had && !known_members(index, source, at, out)) return false;
  return out->size == count || new_members(index, count, had ? source : nullptr, at, out);
}

bool Writer::known_members(int index, sluice_value* source, const Place& at, sluice_value* out) {
  for (uint32_t i = 0; i < source->size; i++) {
    sluice_member& was = source->as.members[i];
    const Place place{&at, {was.key, was.key_size}, 0, at.depth + 1};
    lua_pushlstring(state_, was.key, was.key_size);
    lua_rawget(state_, index);
    if (!lua_isnil(state_, -1)) {
      sluice_member& made = out->as.members[out->size];
      made = was;
      if (!value(top(state_), &was.value, place, &made.value)) return false;
      out->size++;
    }
    lua_pop(state_, 1);
  }
  return true;
}

bool Writer::new_members(int index, uint32_t count, sluice_value* source, const Place& at,
                         sluice_value* out) {
  const uint32_t added = count - out->size;
  auto* const names =
      static_cast<std::string_view*>(sluice_alloc(batch_->arena, added * sizeof(std::string_view)));
  if (!names) return no_memory();
  lua_newtable(state_);  // the names that the source has
  const int known = top(state_);
  for (uint32_t i = 0; source && i < source->size; i++) {
    lua_pushlstring(state_, source->as.members[i].key, source->as.members[i].key_size);
    lua_pushboolean(state_, 1);
    lua_rawset(state_, known);
  }
  uint32_t found = 0;
  for (lua_pushnil(state_); lua_next(state_, index); lua_pop(state_, 1)) {
    lua_pushvalue(state_, -2);
    lua_rawget(state_, known);
    if (lua_isnil(state_, -1) && found < added) names[found++] = string_at(state_, -3);
    lua_pop(state_, 1);
  }
  lua_pop(state_, 1);
  std::sort(names, names + found);
  for (uint32_t i = 0; i < found; i++)
    if (!add_member(index, names[i], at, out)) return false;
  return true;
}

bool Writer::add_member(int index, std::string_view name, const Place& at, sluice_value* out) {
  if (expression::find_invalid_utf8(name) != std::string_view::npos)
    return fail(at, "has a member whose name has bytes that are no UTF-8");
  if (name.size() > UINT32_MAX) return no_memory();
  sluice_member& made = out->as.members[out->size];
  made = {};
  made.key = copy(name);
  if (!made.key) return no_memory();
  made.key_size = static_cast<uint32_t>(name.size());
  made.key_head = sluice_key_head(name.data(), name.size());
  lua_pushlstring(state_, name.data(), name.size());
  lua_rawget(state_, index);
  const Place place{&at, {made.key, name.size()}, 0, at.depth + 1};
  if (!value(top(state_), nullptr, place, &made.value)) return false;
  lua_pop(state_, 1);
  out->size++;
  return true;
}

bool Writer::scalar(int kind, std::string_view text, sluice_value* out) {
  *out = sluice_scalar(batch_, kind, text.data(), text.size());
  return out->as.text || no_memory();
}

const char* Writer::copy(std::string_view text) {
  auto* const own =
      static_cast<char*>(sluice_alloc(batch_->arena, std::max<size_t>(text.size(), 1)));
  if (own && !text.empty()) std::memcpy(own, text.data(), text.size());
  return own;
}

bool Writer::fail(const Place& at, std::string_view what) {
  std::string path;
  for (const Place* p = &at; p && p->parent; p = p->parent) {
    const std::string part = p->item ? "[" + std::to_string(p->item) + "]" : std::string(p->name);
    path = part + (path.empty() || path[0] == '[' ? "" : ".") + path;
    if (path.size() > 200) break;  // long enough to find it
  }
  failure_ = Status::data(
      (path.empty() ? "the result" : "'" + path + "' of the result").append(" ").append(what));
  return false;
}

bool Writer::no_memory() {
  failure_ = {SLUICE_E_NO_MEMORY, "the batch's memory budget is exhausted"};
  return false;
}

}  // namespace sluice::lua
