// Scripts that want more than they may have: each ends, fails its record with the bound's name, and
// leaves the next record alone.
#include "lua_script.hpp"
#include "unit/transformers/harness.hpp"

using sluice::lua::Script;

namespace {

constexpr const char* kTight =
    R"(,"limits":{"instructions":200000,"memory":4194304,"time_ms":2000})";

// What becomes of a record; the next one must pass.
std::string hostile(std::string_view script, const char* limits = kTight) {
  std::string config = R"({"script":"if record.ok then return record end )";
  for (const char c : script) {
    if (c == '"' || c == '\\') config += '\\';
    config += c;
  }
  sluice::Harness<Script> h(config + "\"" + limits + "}");
  REQUIRE(h.run({R"({"id":1})", R"({"ok":true})"}).ok());
  CHECK(h.result(1) == R"({"ok":true})");
  return h.result(0);
}

bool says(const std::string& result, const char* bound) {
  INFO(result);
  return result.find("failed: ") == 0 && result.find(bound) != std::string::npos;
}

}  // namespace

TEST_CASE("lua hostile: endless loops end, with their line") {
  CHECK(hostile("while true do end") ==
        "failed: line 1: the script runs more than 200000 instructions for this record "
        "(limits.instructions) (record id=1)");
  CHECK(says(hostile("repeat until false"), "limits.instructions"));
  CHECK(says(hostile("for i = 1, 1e15 do end"), "limits.instructions"));
  CHECK(says(hostile("local function f() return f() end f()"), "limits.instructions"));
}

TEST_CASE("lua hostile: pcall, xpcall and coroutines do not swallow a bound") {
  CHECK(says(hostile("while true do pcall(function() while true do end end) end"),
             "limits.instructions"));
  CHECK(
      says(hostile("pcall(function() while true do end end) return {n=1}"), "limits.instructions"));
  CHECK(says(hostile("xpcall(function() while true do end end, function() while true do end end)"),
             "limits.instructions"));
  CHECK(says(hostile("local f = function() while true do end end "
                     "while true do coroutine.resume(coroutine.create(f)) end"),
             "limits.instructions"));
  CHECK(says(hostile("coroutine.wrap(function() while true do end end)()"), "limits.instructions"));
  CHECK(says(hostile("pcall(string.rep, 'x', 1e9) return {n=1}"), "limits.memory"));
  CHECK(says(hostile("setmetatable({}, {__index = function(t, k) return t[k .. 'x'] end}).a = "
                     "setmetatable({}, {__index = function(t, k) return t[k] end}).x"),
             "failed: "));
}

TEST_CASE("lua hostile: huge texts and tables meet the bound of memory") {
  CHECK(hostile("local s = ('x'):rep(1e9)") ==
        "failed: the script needs more than 4194304 bytes of memory for this record "
        "(limits.memory) (record id=1)");
  CHECK(says(hostile("local s = 'x' while true do s = s .. s end"), "limits.memory"));
  CHECK(says(hostile("local t = {} for i = 1, 1e9 do t[i] = {i} end"), "limits."));
  CHECK(says(hostile("local t = {} for i = 1, 20 do t[i] = ('x'):rep(1e6) .. i end"),
             "limits.memory"));
  CHECK(says(hostile("string.format('%s%s', ('x'):rep(3e6), ('y'):rep(3e6))"), "limits.memory"));
  CHECK(says(hostile("local t = {} for i = 1, 1000 do t[i] = ('x'):rep(1e4) end "
                     "return table.concat(t)"),
             "limits.memory"));
}

TEST_CASE("lua hostile: deep recursion fails its record") {
  CHECK(says(hostile("local function f() return 1 + f() end f()"), "stack overflow"));
  CHECK(says(hostile("local function f() pcall(f) f() end f()"), "failed: "));
  CHECK(says(hostile("local function f() coroutine.wrap(f)() end f()"), "failed: "));
  CHECK(says(hostile("local function f(x) return (x:gsub('.', f)) end f('a')"), "failed: "));
  CHECK(says(hostile("local t t = setmetatable({}, {__tostring = function(t) "
                     "return string.format('%s', t) end}) tostring(t)"),
             "calls are nested too deep"));
  CHECK(says(hostile("local t t = setmetatable({}, {__index = function(t, k) "
                     "return ('a'):gsub('a', t) end}) return t.x"),
             "calls are nested too deep"));
  CHECK(says(hostile("local t = {} for i = 1, 5000 do t = {t} end return t"), "nests more than"));
}

TEST_CASE("lua hostile: patterns that backtrack are counted") {
  CHECK(
      says(hostile("string.find(('a'):rep(3000), ('.-'):rep(10) .. 'b')"), "limits.instructions"));
  CHECK(says(hostile("string.gsub(('a'):rep(1e5), '.-b', '')"), "limits.instructions"));
  CHECK(
      says(hostile("string.match(('('):rep(1e5), '%b()') string.gsub(('('):rep(1e5), '%b()', '')"),
           "limits.instructions"));
  CHECK(says(hostile("string.find(('a'):rep(40), ('a?'):rep(40) .. ('a'):rep(41))"),
             "limits.instructions"));
  CHECK(hostile("string.find(('a'):rep(1e6), ('a'):rep(5e5) .. 'b', 1, true) return {n=1}") ==
        R"({"n":1})");
}

TEST_CASE("lua hostile: work that few instructions order is bounded in time") {
  constexpr const char* kTime =
      R"(,"limits":{"instructions":1000000000,"memory":67108864,"time_ms":30})";
  CHECK(says(hostile("local s = ('x'):rep(1e6) while true do local t = s .. 'y' end", kTime),
             "limits.time_ms"));
  CHECK(says(hostile("local t = {} for i = 1, 1e5 do t[i] = (i * 7919) % 100003 end "
                     "while true do table.sort(t, function(a, b) return a > b end) "
                     "table.sort(t) end",
                     kTime),
             "limits.time_ms"));
}

TEST_CASE("lua hostile: nothing outside of the script can be reached") {
  for (const char* name :
       {"io", "os", "ffi", "jit", "debug", "package", "require", "load", "loadstring", "loadfile",
        "dofile", "setfenv", "getfenv", "newproxy", "collectgarbage", "module", "print", "_G"})
    CHECK(says(hostile(std::string("return ") + name), "there is no variable"));
  CHECK(hostile("return {x = tostring(string.dump), y = tostring(math.random)}") ==
        R"({"x":"nil","y":"nil"})");
  CHECK(hostile("return getmetatable('')") == "false");
  CHECK(says(hostile("getmetatable('').__index = nil"), "failed: line 1: "));
  CHECK(says(hostile("setmetatable(null, {})"), "failed: line 1: "));
  CHECK(says(hostile("getmetatable(exact('1')).__add = nil"), "failed: line 1: "));
}

TEST_CASE("lua hostile: compiled code is no script") {
  CHECK(sluice::Harness<Script>::refusal(R"({"script":"\u001bLJ\u0002"})").find("/script: ") == 0);
}

TEST_CASE("lua hostile: memory that earlier records left is not counted against later ones") {
  sluice::Harness<Script> h(
      R"({"script":"local t = {} for i = 1, 20 do t[i] = ('x'):rep(1e5) .. i .. record.n end",)"
      R"("limits":{"memory":4194304}})");
  REQUIRE(
      h.run({R"({"n":1})", R"({"n":2})", R"({"n":3})", R"({"n":4})", R"({"n":5})", R"({"n":6})"})
          .ok());
  CHECK(h.live().size() == 6);
}

TEST_CASE("lua hostile: one table many times meets the bound of the batch") {
  sluice::record::Limits limits;
  limits.batch_memory = 1024 * 1024;
  sluice::Harness<Script> h(
      R"({"script":"local t = {'x'} for i = 1, 30 do t = {t, t} end return t"})", limits);
  CHECK(h.run({"{}"}).code() == SLUICE_E_NO_MEMORY);
}

TEST_CASE("lua hostile: a script stops when the run is cancelled") {
  sluice::Harness<Script> h(R"({"script":"while true do end",)"
                            R"("limits":{"instructions":1000000000000,"time_ms":60000}})");
  REQUIRE(h.run({}).ok());
  sluice_cancel cancelled{};
  cancelled.struct_size = sizeof cancelled;
  // Asked once before the batch; from the second time on it is cancelled.
  cancelled.requested = [](const sluice_cancel* self) {
    const_cast<sluice_cancel*>(self)->wake++;
    return static_cast<int32_t>(self->wake > 1);
  };
  cancelled.remaining_ms = [](const sluice_cancel*) { return INT64_MAX; };
  size_t index = 0;
  REQUIRE(h.abi()->records_api->add_source(h.abi(), sluice::slice("{}"), &index) == SLUICE_OK);
  CHECK(h.component().transform_batch(sluice::Batch(h.abi()), sluice::Cancel(&cancelled)).code() ==
        SLUICE_E_CANCELLED);
}
