#include "pattern_functions.hpp"

#include <cstring>
#include <string_view>

#include "machine.hpp"
#include "pattern.hpp"

// Errors of Lua may leave these functions without destructors: they have only plain values.
namespace sluice::lua {
namespace {

constexpr const char* kPatterns = "sluice.patterns";  // compiled ones by their text, kept weakly
constexpr size_t kLongestPattern = 2000;  // matching nests as deep as a pattern has parts

std::string_view checked_text(lua_State* state, int index) {
  size_t size = 0;
  const char* const text = luaL_checklstring(state, index, &size);
  return {text, size};
}

void check_size(lua_State* state, std::string_view text) {
  if (text.size() > kLongestPattern)
    luaL_error(state, "a pattern has at most %d bytes, this one %d",
               static_cast<int>(kLongestPattern), static_cast<int>(text.size()));
}

// Compiles the pattern at `index` (absolute), or finds it compiled; pushes what holds it.
const Pattern& pushed_pattern(lua_State* state, int index) {
  const std::string_view text = checked_text(state, index);
  lua_getfield(state, LUA_REGISTRYINDEX, kPatterns);
  lua_pushvalue(state, index);
  lua_rawget(state, -2);
  if (void* known = lua_touserdata(state, -1)) {
    lua_remove(state, -2);
    return *static_cast<Pattern*>(known);
  }
  lua_pop(state, 1);
  check_size(state, text);
  auto* const made = static_cast<Pattern*>(
      lua_newuserdata(state, sizeof(Pattern) + most_parts(text.size()) * sizeof(PatternPart)));
  auto* const parts = reinterpret_cast<PatternPart*>(made + 1);
  if (const char* problem = compile_pattern(text, parts, made))
    luaL_error(state, "%s: '%s'", problem, text.data());
  lua_pushvalue(state, index);
  lua_pushvalue(state, -2);
  lua_rawset(state, -4);
  lua_remove(state, -2);
  return *made;
}

// Takes what the matcher did from the script's instructions.
void settle(lua_State* state, const Matcher& matcher) {
  Machine& machine = Machine::of(state);
  machine.spend(state, machine.left() - matcher.left());
}

bool found(lua_State* state, Matcher& matcher, size_t from) {
  const bool is_found = matcher.find_from(from);
  settle(state, matcher);
  return is_found;
}

void push_capture(lua_State* state, const Matcher& matcher, std::string_view text, size_t i) {
  if (i >= matcher.captures()) {
    if (i != 0) luaL_error(state, "invalid capture index");
    lua_pushlstring(state, text.data() + matcher.begin(), matcher.end() - matcher.begin());
    return;
  }
  const Matcher::Capture& capture = matcher.capture(i);
  if (capture.is_position)
    lua_pushinteger(state, static_cast<lua_Integer>(capture.begin + 1));
  else
    lua_pushlstring(state, text.data() + capture.begin, capture.size);
}

// All captures, or the whole match where there are none and `or_whole`.
int push_captures(lua_State* state, const Matcher& matcher, std::string_view text, bool or_whole) {
  const size_t count = matcher.captures() || !or_whole ? matcher.captures() : 1;
  luaL_checkstack(state, static_cast<int>(count), "too many captures");
  for (size_t i = 0; i < count; i++) push_capture(state, matcher, text, i);
  return static_cast<int>(count);
}

// The place where a search begins: counted from 1, from the end where it is negative.
size_t start_of(lua_State* state, int index, size_t size) {
  const lua_Integer given = luaL_optinteger(state, index, 1);
  const auto count = static_cast<lua_Integer>(size);
  const lua_Integer from = given < 0 ? given + count : given - 1;
  return static_cast<size_t>(from < 0 ? 0 : from > count ? count : from);
}

int find_plain(lua_State* state, std::string_view text, std::string_view wanted, size_t from) {
  // memmem is linear, other than string_view::find.
  const void* const at =
      wanted.empty() ? text.data() + from
                     : memmem(text.data() + from, text.size() - from, wanted.data(), wanted.size());
  Machine::of(state).spend(state, static_cast<int64_t>((text.size() - from) / 64));
  if (!at) return lua_pushnil(state), 1;
  const auto begin = static_cast<size_t>(static_cast<const char*>(at) - text.data());
  lua_pushinteger(state, static_cast<lua_Integer>(begin + 1));
  lua_pushinteger(state, static_cast<lua_Integer>(begin + wanted.size()));
  return 2;
}

int find(lua_State* state) {
  const std::string_view text = checked_text(state, 1), wanted = checked_text(state, 2);
  const size_t from = start_of(state, 3, text.size());
  if (lua_toboolean(state, 4) || wanted.find_first_of("^$*+?.([%-") == std::string_view::npos)
    return find_plain(state, text, wanted, from);
  Matcher matcher(pushed_pattern(state, 2), text, Machine::of(state).left());
  if (!found(state, matcher, from)) return lua_pushnil(state), 1;
  lua_pushinteger(state, static_cast<lua_Integer>(matcher.begin() + 1));
  lua_pushinteger(state, static_cast<lua_Integer>(matcher.end()));
  return 2 + push_captures(state, matcher, text, false);
}

int match(lua_State* state) {
  const std::string_view text = checked_text(state, 1);
  const size_t from = start_of(state, 3, text.size());
  Matcher matcher(pushed_pattern(state, 2), text, Machine::of(state).left());
  if (!found(state, matcher, from)) return lua_pushnil(state), 1;
  return push_captures(state, matcher, text, true);
}

// Upvalues: the text, the pattern, where to go on.
int next_match(lua_State* state) {
  const std::string_view text = checked_text(state, lua_upvalueindex(1));
  const auto from = static_cast<size_t>(lua_tointeger(state, lua_upvalueindex(3)));
  if (from > text.size()) return 0;
  lua_pushvalue(state, lua_upvalueindex(2));
  Matcher matcher(pushed_pattern(state, lua_gettop(state)), text, Machine::of(state).left());
  if (!found(state, matcher, from)) return 0;
  const size_t next = matcher.end() + (matcher.end() == matcher.begin());
  lua_pushinteger(state, static_cast<lua_Integer>(next));
  lua_replace(state, lua_upvalueindex(3));
  return push_captures(state, matcher, text, true);
}

int gmatch(lua_State* state) {
  checked_text(state, 1);
  if (const auto pattern = checked_text(state, 2); !pattern.empty() && pattern[0] == '^')
    return luaL_error(state, "gmatch takes no pattern that begins with ^");
  lua_settop(state, 2);
  lua_pushinteger(state, 0);
  lua_pushcclosure(state, next_match, 3);
  return 1;
}

// The text that replaces, with %0 to %9 in it, at index 3.
void add_template(lua_State* state, const Matcher& matcher, std::string_view text,
                  luaL_Buffer* out) {
  size_t size = 0;
  const char* const with = lua_tolstring(state, 3, &size);
  for (size_t i = 0; i < size; i++) {
    if (with[i] != '%' || ++i == size) {
      luaL_addchar(out, with[i == size ? i - 1 : i]);
    } else if (with[i] < '0' || with[i] > '9') {
      luaL_addchar(out, with[i]);
    } else if (with[i] == '0') {
      luaL_addlstring(out, text.data() + matcher.begin(), matcher.end() - matcher.begin());
    } else {
      push_capture(state, matcher, text, static_cast<size_t>(with[i] - '1'));
      luaL_addvalue(out);
    }
  }
}

void add_replacement(lua_State* state, const Matcher& matcher, std::string_view text,
                     luaL_Buffer* out) {
  const int kind = lua_type(state, 3);
  if (kind == LUA_TSTRING || kind == LUA_TNUMBER) return add_template(state, matcher, text, out);
  Machine::of(state).check_stack(state);
  if (kind == LUA_TFUNCTION) {
    lua_pushvalue(state, 3);
    lua_call(state, push_captures(state, matcher, text, true), 1);
  } else {
    push_capture(state, matcher, text, 0);
    lua_gettable(state, 3);
  }
  if (!lua_toboolean(state, -1)) {
    lua_pop(state, 1);
    lua_pushlstring(state, text.data() + matcher.begin(), matcher.end() - matcher.begin());
  } else if (!lua_isstring(state, -1)) {
    luaL_error(state, "invalid replacement value (a %s)", luaL_typename(state, -1));
  }
  luaL_addvalue(out);
}

int gsub(lua_State* state) {
  const std::string_view text = checked_text(state, 1);
  const int kind = lua_type(state, 3);
  luaL_argcheck(
      state,
      kind == LUA_TSTRING || kind == LUA_TNUMBER || kind == LUA_TFUNCTION || kind == LUA_TTABLE, 3,
      "string/function/table expected");
  const auto most = luaL_optinteger(state, 4, static_cast<lua_Integer>(text.size() + 1));
  lua_settop(state, 4);
  const Pattern& pattern = pushed_pattern(state, 2);
  luaL_Buffer out;
  luaL_buffinit(state, &out);
  lua_Integer count = 0;
  size_t at = 0;
  while (count < most && at <= text.size()) {
    Matcher matcher(pattern, text, Machine::of(state).left());
    const bool is_match = matcher.match_at(at);
    settle(state, matcher);
    if (is_match) {
      count++;
      add_replacement(state, matcher, text, &out);
    }
    if (is_match && matcher.end() > at) {
      at = matcher.end();
    } else {
      if (at < text.size()) luaL_addchar(&out, text[at]);
      at++;
    }
    if (pattern.anchored) break;
  }
  if (at < text.size()) luaL_addlstring(&out, text.data() + at, text.size() - at);
  luaL_pushresult(&out);
  lua_pushinteger(state, count);
  return 2;
}

constexpr luaL_Reg kFunctions[] = {
    {"find", find}, {"match", match}, {"gmatch", gmatch}, {"gsub", gsub}, {nullptr, nullptr}};

}  // namespace

void open_pattern_functions(lua_State* state) {
  luaL_register(state, nullptr, kFunctions);
  lua_newtable(state);
  lua_newtable(state);
  lua_pushliteral(state, "v");
  lua_setfield(state, -2, "__mode");
  lua_setmetatable(state, -2);
  lua_setfield(state, LUA_REGISTRYINDEX, kPatterns);
}

}  // namespace sluice::lua
