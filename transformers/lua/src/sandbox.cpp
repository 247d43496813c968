#include "sandbox.hpp"

#include "exact_number.hpp"
#include "lazy_table.hpp"
#include "machine.hpp"
#include "pattern_functions.hpp"
#include "to_lua.hpp"

namespace sluice::lua {
namespace {

constexpr const char* kOffered = "sluice.offered";  // names and libraries a script may use
constexpr const char* kGlobals = "sluice.globals";  // metatable of a record's globals

// Everything else of these libraries is left out: what compiles text, what reaches files, other
// functions' variables or the collector, and what is not the same each time.
constexpr const char* kBase[] = {"assert", "error", "ipairs",   "pcall",  "rawequal",
                                 "select", "type",  "tostring", "unpack", "xpcall"};
constexpr const char* kString[] = {"byte", "char", "len",     "lower",
                                   "rep",  "sub",  "reverse", "upper"};
constexpr const char* kTable[] = {"concat", "insert", "maxn", "remove", "sort"};
constexpr const char* kMath[] = {"abs",   "acos", "asin",  "atan",  "atan2", "ceil",  "cos",
                                 "cosh",  "deg",  "exp",   "floor", "fmod",  "frexp", "huge",
                                 "ldexp", "log",  "log10", "max",   "min",   "modf",  "pi",
                                 "pow",   "rad",  "sin",   "sinh",  "sqrt",  "tan",   "tanh"};
constexpr const char* kCoroutine[] = {"create", "resume", "running", "status", "wrap", "yield"};

// In Lua, so that its instructions are counted: Lua's own sort cannot be stopped, and hooks do not
// run in the handler of its xpcall. This sort merges, so equal items keep their order. Each error
// that is caught costs: near the end of the stack LuaJIT raises that instead of calling the hook,
// and a script that catches it would run on uncounted.
constexpr const char kPrelude[] = R"lua(
local min, native_pcall, native_resume, charge = ...

local function counted(is_done, ...)
  if not is_done then charge() end
  return is_done, ...
end

local function pcall(...) return counted(native_pcall(...)) end
local function resume(...) return counted(native_resume(...)) end

local function sort(t, before)
  before = before or function(a, b) return a < b end
  local from, to, count, width = t, {}, #t, 1
  while width < count do
    for low = 1, count, 2 * width do
      local a, b = low, low + width
      local middle, high = min(b - 1, count), min(b + width - 1, count)
      for i = low, high do
        if b > high or (a <= middle and not before(from[b], from[a])) then
          to[i], a = from[a], a + 1
        else
          to[i], b = from[b], b + 1
        end
      end
    end
    from, to = to, from == t and {} or from
    width = 2 * width
  end
  if from ~= t then for i = 1, count do t[i] = from[i] end end
end

local function xpcall(f, handler, ...)
  local function finish(is_done, ...)
    if is_done then return true, ... end
    return false, handler(...)
  end
  return finish(pcall(f, ...))
end

return {sort = sort, pcall = pcall, xpcall = xpcall, resume = resume}
)lua";

// Copies these members of the library `from` (of Lua's globals; NULL: the globals) to the table at
// the top.
template <size_t N>
void offer(lua_State* state, const char* from, const char* const (&names)[N]) {
  if (from)
    lua_getfield(state, LUA_GLOBALSINDEX, from);
  else
    lua_pushvalue(state, LUA_GLOBALSINDEX);
  for (const char* name : names) {
    lua_getfield(state, -1, name);
    lua_setfield(state, -3, name);
  }
  lua_pop(state, 1);
}

void open(lua_State* state, lua_CFunction library, const char* name) {
  lua_pushcfunction(state, library);
  lua_pushstring(state, name);
  lua_call(state, 1, 0);
}

int charge(lua_State* state) {
  constexpr int64_t kCaughtError = 1000;
  Machine::of(state).spend(state, kCaughtError);
  return 0;
}

void push_member(lua_State* state, const char* library, const char* name) {
  lua_getfield(state, LUA_GLOBALSINDEX, library);
  lua_getfield(state, -1, name);
  lua_remove(state, -2);
}

void replace_member(lua_State* state, const char* library, const char* name) {
  lua_getfield(state, LUA_GLOBALSINDEX, library);
  lua_getfield(state, -2, name);
  lua_setfield(state, -2, name);
  lua_pop(state, 1);
}

// Puts the prelude's functions in the place of Lua's own.
void put_prelude(lua_State* state) {
  if (luaL_loadbuffer(state, kPrelude, sizeof kPrelude - 1, kPreludeName)) lua_error(state);
  push_member(state, "math", "min");
  lua_getfield(state, LUA_GLOBALSINDEX, "pcall");
  push_member(state, "coroutine", "resume");
  lua_pushcfunction(state, charge);
  lua_call(state, 4, 1);
  for (const char* name : {"pcall", "xpcall"}) {
    lua_getfield(state, -1, name);
    lua_setfield(state, LUA_GLOBALSINDEX, name);
  }
  replace_member(state, "table", "sort");
  replace_member(state, "coroutine", "resume");
  lua_pop(state, 1);
}

// Lua's own (an upvalue), which may call functions of the script.
int format(lua_State* state) {
  Machine::of(state).check_stack(state);
  lua_pushvalue(state, lua_upvalueindex(1));
  lua_insert(state, 1);
  lua_call(state, lua_gettop(state) - 1, 1);
  return 1;
}

void add_format(lua_State* state) {
  push_member(state, "string", "format");
  lua_pushcclosure(state, format, 1);
  lua_setfield(state, -2, "format");
}

// Methods of text, as in name:upper(). Scripts cannot reach the table itself.
void set_text_methods(lua_State* state) {
  lua_pushliteral(state, "");
  lua_newtable(state);
  lua_getfield(state, -3, "string");
  lua_setfield(state, -2, "__index");
  lua_pushboolean(state, 0);
  lua_setfield(state, -2, "__metatable");
  lua_setmetatable(state, -2);
  lua_pop(state, 1);
}

int null_to_text(lua_State* state) {
  lua_pushliteral(state, "null");
  return 1;
}

int refuse_null(lua_State* state) {
  const char* const name = lua_isstring(state, 2) ? lua_tostring(state, 2) : "?";
  return luaL_error(state, "attempt to use '%s' of null", name);
}

void set_null_behaviour(lua_State* state) {
  push_null(state);
  lua_newtable(state);
  lua_pushcfunction(state, null_to_text);
  lua_setfield(state, -2, "__tostring");
  lua_pushcfunction(state, refuse_null);
  lua_setfield(state, -2, "__index");
  lua_pushcfunction(state, refuse_null);
  lua_setfield(state, -2, "__newindex");
  lua_pushboolean(state, 0);
  lua_setfield(state, -2, "__metatable");
  lua_setmetatable(state, -2);
  lua_setfield(state, -2, "null");
}

// A library is copied for the record, so that what the script does to it ends with the record.
void push_copy(lua_State* state, int library) {
  lua_newtable(state);
  for (lua_pushnil(state); lua_next(state, library);) {
    lua_pushvalue(state, -2);
    lua_insert(state, -2);
    lua_rawset(state, -4);
  }
}

// __index of a record's globals: what is offered comes into them when it is first used.
int find_global(lua_State* state) {
  lua_settop(state, 2);
  lua_getfield(state, LUA_REGISTRYINDEX, kOffered);
  lua_pushvalue(state, 2);
  lua_rawget(state, 3);
  if (lua_isnil(state, 4))
    return luaL_error(state, "there is no variable '%s'",
                      lua_isstring(state, 2) ? lua_tostring(state, 2) : "?");
  if (lua_istable(state, 4)) push_copy(state, 4);
  lua_pushvalue(state, 2);
  lua_pushvalue(state, -2);
  lua_rawset(state, 1);
  return 1;
}

}  // namespace

void open_sandbox(lua_State* state) {
  open(state, luaopen_base, "");
  open(state, luaopen_string, "string");
  open(state, luaopen_table, "table");
  open(state, luaopen_math, "math");
  put_prelude(state);
  lua_newtable(state);
  offer(state, nullptr, kBase);
  open_exact_numbers(state);
  open_lazy_tables(state);
  set_null_behaviour(state);
  lua_newtable(state);
  offer(state, "string", kString);
  add_format(state);
  open_pattern_functions(state);
  lua_setfield(state, -2, "string");
  lua_newtable(state);
  offer(state, "table", kTable);
  lua_setfield(state, -2, "table");
  lua_newtable(state);
  offer(state, "math", kMath);
  lua_setfield(state, -2, "math");
  lua_newtable(state);
  offer(state, "coroutine", kCoroutine);
  lua_setfield(state, -2, "coroutine");
  set_text_methods(state);
  lua_setfield(state, LUA_REGISTRYINDEX, kOffered);
  luaL_newmetatable(state, kGlobals);
  lua_pushcfunction(state, find_global);
  lua_setfield(state, -2, "__index");
  lua_pushboolean(state, 0);
  lua_setfield(state, -2, "__metatable");
  lua_pop(state, 1);
}

void push_globals(lua_State* state) {
  lua_newtable(state);
  luaL_getmetatable(state, kGlobals);
  lua_setmetatable(state, -2);
}

}  // namespace sluice::lua
