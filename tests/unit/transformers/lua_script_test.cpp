// lua.script: what a script does to a record, and what it is told when it fails.
#include "lua_script.hpp"
#include "support/edge_records.hpp"
#include "support/temp_folder.hpp"
#include "unit/transformers/harness.hpp"

using sluice::lua::Script;

namespace {

// The script as a setting; its text has no quotes or backslashes but these.
std::string lua_config(std::string_view script, std::string_view more = "") {
  std::string out = R"({"script":")";
  for (const char c : script) {
    if (c == '\n') {
      out += "\\n";
      continue;
    }
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"" + std::string(more) + "}";
}

std::string after_lua(std::string_view script, std::string_view record) {
  return sluice::Harness<Script>(lua_config(script)).change(record);
}

std::vector<std::string> all_after_lua(std::string_view script, std::string_view record) {
  sluice::Harness<Script> h(lua_config(script));
  REQUIRE(h.run({record}).ok());
  return h.live();
}

using Records = std::vector<std::string>;

}  // namespace

TEST_CASE("lua: a record that the script does not look at leaves byte for byte") {
  const char* const record = R"({ "b" : 1.50, "a":{"x": [1 , 2]},"c":"é\u00e9" })";
  CHECK(after_lua("local x = 1", R"({"b":1.50,"a":{"x": [1 , 2]},"c":"é\u00e9"})") ==
        R"({"b":1.50,"a":{"x": [1 , 2]},"c":"é\u00e9"})");
  CHECK(after_lua("", record) == after_lua("return record", record));
}

TEST_CASE("lua: members that were there keep place and spelling, new ones follow by name") {
  CHECK(after_lua("record.z = 1 record.y = 2 record.b = 'new'",
                  R"({"c":1.50,"b":"old","a":"\u00e9"})") ==
        R"({"c":1.50,"b":"new","a":"\u00e9","y":2,"z":1})");
  CHECK(after_lua("record.b = nil", R"({"a":1,"b":{"x":1},"c":3})") == R"({"a":1,"c":3})");
  CHECK(after_lua("record.a.n.x = 5", R"({"a":{"m":[1.0],"n":{"x":1,"y":[ ]}}})") ==
        R"({"a":{"m":[1.0],"n":{"x":5,"y":[]}}})");
}

TEST_CASE("lua: what is returned takes the record's place") {
  CHECK(after_lua("return {id = record.id}", R"({"id":7,"x":1})") == R"({"id":7})");
  CHECK(after_lua("record = {n = 1}", "{}") == R"({"n":1})");
  CHECK(after_lua("return record.name", R"({"name":"a"})") == R"("a")");
  CHECK(after_lua("return record:upper()", R"("word")") == R"("WORD")");
  CHECK(after_lua("return 'x' -- a comment at the end", "{}") == R"("x")");
}

TEST_CASE("lua: nothing returned drops the record") {
  CHECK(after_lua("return", "{}") == "filtered");
  CHECK(after_lua("return nil", "{}") == "filtered");
  CHECK(after_lua("if record.qty == 0 then return end", R"({"qty":0})") == "filtered");
  CHECK(after_lua("if record.qty == 0 then return end", R"({"qty":1})") == R"({"qty":1})");
  CHECK(after_lua("return unpack({})", "{}") == "filtered");
}

TEST_CASE("lua: several values are several records, which come from this one") {
  CHECK(all_after_lua("return {n=1}, nil, {n=2}", "{}") == Records{R"({"n":1})", R"({"n":2})"});
  CHECK(all_after_lua("for _, l in ipairs(record.lines) do l.of = record.id end "
                      "return unpack(record.lines)",
                      R"({"id":7,"lines":[{"a":1},{"a":2}]})") ==
        Records{R"({"a":1,"of":7})", R"({"a":2,"of":7})"});
}

TEST_CASE("lua: one object in two records is two objects") {
  sluice::Harness<Script> h(lua_config("return {x=record.a}, {x=record.a}"));
  REQUIRE(h.run({R"({"a":{"b":{"c":1}}})"}).ok());
  CHECK(h.live() == Records{R"({"x":{"b":{"c":1}}})", R"({"x":{"b":{"c":1}}})"});
  sluice::Value(h.abi(), &sluice_record_at(h.abi(), 1)->root)["x"]["b"]["c"].set(2).ok();
  CHECK(h.live()[1] == R"({"x":{"b":{"c":1}}})");
}

TEST_CASE("lua: error() fails the record with line, message and record") {
  CHECK(after_lua("local x\nerror('no price')", R"({"id":7})") ==
        "failed: line 2: no price (record id=7)");
  CHECK(after_lua("error('no price', 0)", R"({"id":7})") ==
        "failed: line 1: no price (record id=7)");
  CHECK(after_lua("error({})", R"({"id":7})") ==
        "failed: line 1: the script raised an error that is no text (record id=7)");
  CHECK(after_lua("\nlocal x = record.a.b", R"({"id":7})") ==
        "failed: line 2: attempt to index field 'a' (a nil value) (record id=7)");
}

TEST_CASE("lua: a record that fails leaves the others, and comes without its parts") {
  sluice::Harness<Script> h(
      lua_config("if record.bad then return {n=1}, {n=print_it} end return record"));
  REQUIRE(h.run({R"({"id":1,"bad":true})", R"({"id":2})"}).ok());
  CHECK(h.result(0) == "failed: line 1: there is no variable 'print_it' (record id=1)");
  CHECK(h.live() == Records{R"({"id":2})"});
  sluice::Harness<Script> parts(lua_config("return {n=1}, {n=function() end}"));
  REQUIRE(parts.run({R"({"id":1})"}).ok());
  CHECK(parts.result(0) ==
        "failed: 'n' of the result is a function, which JSON has no form for (record id=1)");
  CHECK(parts.live().empty());
}

TEST_CASE("lua: a syntax error is found when the step is made, with its line") {
  using H = sluice::Harness<Script>;
  CHECK(H::refusal(lua_config("local a = 1\nlocal b = = 2")) ==
        "/script: line 2: unexpected symbol near '='");
  CHECK(H::refusal(lua_config("if record.x then")).find("/script: line 1: 'end' expected") == 0);
  CHECK(H::refusal("{}") == "/: lua.script takes script (inline) or file, one of them");
  CHECK(H::asked(lua_config("x ="))->problems.size() == 1);
}

TEST_CASE("lua: the script may be in a file, which messages name") {
  const sluice::test::TempFolder folder;
  const std::string good = folder.write("good.lua", "record.n = 1\n").string();
  const std::string bad = folder.write("bad.lua", "\nerror('no')").string();
  CHECK(sluice::Harness<Script>(R"({"file":")" + good + "\"}").change("{}") == R"({"n":1})");
  CHECK(sluice::Harness<Script>(R"({"file":")" + bad + "\"}").change(R"({"id":1})") ==
        "failed: " + bad + " line 2: no (record id=1)");
  CHECK(sluice::Harness<Script>::refusal(R"({"file":"/nowhere.lua"})")
            .find("/file: cannot read '/nowhere.lua': ") == 0);
}

TEST_CASE("lua: null is a value of its own, and a member that is missing is nil") {
  CHECK(after_lua("return {record.a == null, record.b == nil, type(record.a), tostring(null)}",
                  R"({"a":null})") == R"([true,true,"userdata","null"])");
  CHECK(after_lua("record.b = null", R"({"a":null})") == R"({"a":null,"b":null})");
  CHECK(after_lua("return record.a.b", R"({"id":1,"a":null})") ==
        "failed: line 1: attempt to use 'b' of null (record id=1)");
}

TEST_CASE("lua: empty tables are what they were, new ones objects, array() makes a list") {
  CHECK(after_lua("local x = record.a[1], record.o.x record.new = {} record.list = array()",
                  R"({"a":[],"o":{}})") == R"({"a":[],"o":{},"list":[],"new":{}})");
  CHECK(after_lua("record.a[1] = nil", R"({"a":[1]})") == R"({"a":[]})");
  CHECK(after_lua("record.o.x = nil", R"({"o":{"x":1}})") == R"({"o":{}})");
  CHECK(after_lua("return array({})", "{}") == "[]");
  CHECK(after_lua("return {}", "{}") == "{}");
}

TEST_CASE("lua: tables without a form in JSON fail with their place") {
  CHECK(after_lua("return {a={1,2,x=3}}", R"({"id":1})")
            .find("failed: 'a' of the result is a table with both text and numbers as keys") == 0);
  CHECK(after_lua("return {a={{}, {[1]=1,[3]=3}}}", R"({"id":1})")
            .find("failed: 'a[2]' of the result is an array with gaps") == 0);
  CHECK(after_lua("return {a={b={[true]=1}}}", "{}")
            .find("failed: 'a.b' of the result is a table with keys that are neither") == 0);
  CHECK(after_lua("local t = {} t.t = t return t", "{}").find("contains itself") !=
        std::string::npos);
  CHECK(after_lua("return {x=0/0}", "{}").find("'x' of the result is not a number") !=
        std::string::npos);
  CHECK(after_lua("return {x=-1/0}", "{}").find("'x' of the result is infinite") !=
        std::string::npos);
  CHECK(after_lua("return {x='a\\255'}", "{}").find("'x' of the result has bytes that are no") !=
        std::string::npos);
}

TEST_CASE("lua: functions of tables see members that were not used before") {
  const char* const record = R"({"o":{"a":1,"b":2},"l":[3,1,2]})";
  CHECK(after_lua("local n = 0 for k, v in pairs(record.o) do n = n + v end return n", record) ==
        "3");
  CHECK(after_lua("return {next(record.o) ~= nil, rawget(record.o, 'b')}", record) == "[true,2]");
  CHECK(after_lua("rawset(record.o, 'a', 5) return record.o", record) == R"({"a":5,"b":2})");
  CHECK(after_lua("setmetatable(record.o, {__index = {c = 9}}) return record.o.c + record.o.b",
                  record) == "11");
  CHECK(after_lua("return getmetatable(record.o) == nil", record) == "true");
  CHECK(after_lua("table.insert(record.o, 1) return record.o", record)
            .find("both text and numbers") != std::string::npos);
  CHECK(after_lua("table.sort(record.l) return record.l", record) == "[1,2,3]");
  CHECK(after_lua("table.sort(record.l, function(a, b) return a > b end) return record.l",
                  record) == "[3,2,1]");
  CHECK(after_lua("table.sort(record.o.a)", record).find("failed: line 1: ") == 0);
}

TEST_CASE(
    "lua: numbers that a double holds are Lua numbers, and unchanged ones keep their digits") {
  CHECK(after_lua("record.b = record.a * 2", R"({"a":19.90})") == R"({"a":19.90,"b":39.8})");
  CHECK(after_lua("return {record.a + 1, record.a / 3, 1e20, 1e300, -0, 2^53}", R"({"a":1e2})") ==
        "[101,33.333333333333336,1e+20,1e+300,0,9007199254740992]");
  CHECK(after_lua("local x = record.a", R"({"a":1.50e+1,"b":-0,"c":0.0})") ==
        R"({"a":1.50e+1,"b":-0,"c":0.0})");
}

TEST_CASE("lua: numbers of more digits are exact, and never change silently") {
  const char* const record = R"({"id":9007199254740993,"x":1e400,"p":0.12345678901234567})";
  CHECK(after_lua("record.copy = record.id", record) ==
        R"({"id":9007199254740993,"x":1e400,"p":0.12345678901234567,"copy":9007199254740993})");
  CHECK(after_lua("return {tostring(record.id), 'n' .. record.id, record.id .. 1}", record) ==
        R"(["9007199254740993","n9007199254740993","90071992547409931"])");
  CHECK(after_lua("return record.id + 1", record) ==
        "failed: line 1: 9007199254740993 has more digits than a Lua number holds; tonumber(x) is "
        "the nearest one, tostring(x) has the digits (record id=9007199254740993)");
  CHECK(after_lua("return record.id < exact('1')", record).find("has more digits") !=
        std::string::npos);
  CHECK(after_lua("return {tonumber(record.id), tonumber('12'), tonumber('ff', 16)}", record) ==
        "[9007199254740992,12,255]");
  CHECK(after_lua("return {exact('19.90'), record.id == exact('9007199254740993')}", record) ==
        "[19.90,true]");
  CHECK(after_lua("return exact('1,5')", record).find("exact() takes the digits") !=
        std::string::npos);
}

TEST_CASE("lua: joined to text, a number of a record has all its digits") {
  for (const char* digits :
       {"356938035643809", "100000000000000", "12345678901234", "-12345678901234",
        "0.12345678901234", "1234567.8901234", "12345678901234.5"}) {
    const std::string record = "{\"n\":" + std::string(digits) + "}";
    CHECK(after_lua("return {'' .. record.n, tostring(record.n)}", record) ==
          "[\"" + std::string(digits) + "\",\"" + digits + "\"]");
  }
  CHECK(after_lua("return record.n + 1", R"({"n":1.500000000000000000})") == "2.5");
}

TEST_CASE("lua: unicode, escapes and bytes of zero pass both ways") {
  CHECK(after_lua("record.b = record.a .. '!' record.n = #record.a",
                  R"({"a":"é\u00e9\ud83d\ude00\u0000"})") ==
        R"({"a":"é\u00e9\ud83d\ude00\u0000","b":"éé😀\u0000!","n":9})");
  CHECK(after_lua("record['größe'] = 1", R"({"ü":2})") == R"({"ü":2,"größe":1})");
  CHECK(after_lua("local x = record.a", R"({"id":1,"a":"\ud800"})").find("failed: ") == 0);
}

TEST_CASE("lua: a huge record is changed, and a deep one passes") {
  std::string lines, want;
  for (int i = 0; i < 20'000; i++) {
    lines += (i ? "," : "") + std::string(R"({"n":1,"t":"x"})");
    want += (i ? "," : "") + std::string(R"({"n":2,"t":"x"})");
  }
  CHECK(after_lua("for _, l in ipairs(record.l) do l.n = l.n + 1 end",
                  R"({"l":[)" + lines + "]}") == R"({"l":[)" + want + "]}");
  const std::string deep = std::string(400, '[') + std::string(400, ']');
  CHECK(after_lua("record.n = 1", R"({"a":)" + deep + "}") == R"({"a":)" + deep + R"(,"n":1})");
}

TEST_CASE("lua: a name twice in an object fails the record when it is looked at") {
  CHECK(after_lua("local x = record.a.b", R"({"id":1,"a":{"b":1,"b":2}})").find("failed: ") == 0);
  CHECK(after_lua("pcall(function() return record.a.b end)", R"({"id":1,"a":{"b":1,"b":2}})")
            .find("failed: ") == 0);
}

TEST_CASE("lua: what a script sets is gone with the record") {
  sluice::Harness<Script> h(
      lua_config("local had = pcall(function() return seen end) seen = true "
                 "record.had = had record.up = string.upper('a') record.m = ('a'):upper() "
                 "string.upper = nil math.floor = nil table.insert(string, 1)"));
  REQUIRE(h.run({"{}", "{}"}).ok());
  CHECK(h.live() ==
        Records{R"({"had":false,"m":"A","up":"A"})", R"({"had":false,"m":"A","up":"A"})"});
}

TEST_CASE("no record at the edges fails the batch of a Lua script") {
  for (const char* script :
       {"record.seen = record.k", "record.k = record.k .. '!'", "return record.k",
        "for name, value in pairs(record) do record[name] = tostring(value) end"}) {
    CAPTURE(script);
    sluice::Harness<Script> all(lua_config(script));
    for (const std::string& record : sluice::test::edge_records())
      sluice::test::check_edge(all.change(record), record);
  }
}
