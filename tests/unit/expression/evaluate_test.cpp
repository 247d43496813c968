#include <doctest/doctest.h>

#include "unit/expression/fixture.hpp"

using sluice::expression::Evaluator;
using sluice::expression::Fixture;

TEST_CASE("arithmetic on records is exact") {
  Fixture f;
  CHECK(f.evaluate("a - b", R"({"a":3.10,"b":1.00})") == "2.1");
  CHECK(f.evaluate("a + b", R"({"a":0.1,"b":0.2})") == "0.3");
  CHECK(f.evaluate("a + `1`", R"({"a":9007199254740993})") == "9007199254740994");
  CHECK(f.evaluate("a / b", R"({"a":1,"b":8})") == "0.125");
  CHECK(f.evaluate("a \xC3\xB7 b", R"({"a":1,"b":8})") == "0.125");
  CHECK(f.evaluate("a // b", R"({"a":-7,"b":2})") == "-4");
  CHECK(f.evaluate("a % b", R"({"a":-7,"b":2})") == "1");
  CHECK(f.evaluate("-a", R"({"a":1.50})") == "-1.5");
  CHECK(f.evaluate("a \xE2\x88\x92 b", R"({"a":1,"b":8})") == "-7");
}

TEST_CASE("a number nobody computes with keeps its text") {
  Fixture f;
  CHECK(f.evaluate("a", R"({"a":19.90})") == "19.90");
  CHECK(f.evaluate("+a", R"({"a":1e400})") == "1e400");
  CHECK(f.evaluate("[a, b]", R"({"a":1.0,"b":-0})") == "[1.0,-0]");
  CHECK(f.evaluate("to_number(a)", R"({"a":"007"})") == "null");
  CHECK(f.evaluate("to_number(a)", R"({"a":"7.00"})") == "7.00");
}

TEST_CASE("operators bind as in arithmetic") {
  Fixture f;
  const char* data = R"({"a":2,"b":3,"c":4})";
  CHECK(f.evaluate("a + b * c", data) == "14");
  CHECK(f.evaluate("(a + b) * c", data) == "20");
  CHECK(f.evaluate("a - b - c", data) == "-5");
  CHECK(f.evaluate("-a * b", data) == "-6");
  CHECK(f.evaluate("a + b == `5` && c > b", data) == "true");
  CHECK(f.evaluate("a * b % c", data) == "2");
}

TEST_CASE("not binds looser than a path and tighter than a comparison") {
  Fixture f;
  CHECK(f.evaluate("!a.b", R"({"a":{"b":false}})") == "true");
  CHECK(f.evaluate("!a[0]", R"({"a":[false]})") == "true");
  CHECK(f.evaluate("!a == `true`", R"({"a":false})") == "true");
  CHECK(f.evaluate("-a.b", R"({"a":{"b":1}})") == "-1");
}

TEST_CASE("equality compares numbers by value and strings by characters") {
  Fixture f;
  CHECK(f.evaluate("a == b", R"({"a":1.0,"b":1})") == "true");
  CHECK(f.evaluate("a == b", R"({"a":1e2,"b":100})") == "true");
  CHECK(f.evaluate("a == b", R"({"a":9007199254740993,"b":9007199254740992})") == "false");
  CHECK(f.evaluate("a == b", R"({"a":"\u0069d","b":"id"})") == "true");
  CHECK(f.evaluate("a == 'id'", R"({"a":"\u0069d"})") == "true");
  CHECK(f.evaluate("a == b", R"({"a":"1","b":1})") == "false");
  CHECK(f.evaluate("a != b", R"({"a":true,"b":false})") == "true");
}

TEST_CASE("containers compare by content") {
  Fixture f;
  CHECK(f.evaluate("a == b", R"({"a":{"x":1,"y":[1,2]},"b":{"y":[1.0,2],"x":1}})") == "true");
  CHECK(f.evaluate("a == b", R"({"a":{"x":1},"b":{"x":1,"y":2}})") == "false");
  CHECK(f.evaluate("a == b", R"({"a":{"x":1},"b":{"y":1}})") == "false");
  CHECK(f.evaluate("a == `[1, 2]`", R"({"a":[ 1,2 ]})") == "true");
  CHECK(f.evaluate("a == `{}`", R"({"a":{ }})") == "true");
}

TEST_CASE("strings compare in order by code point, so ISO dates work") {
  Fixture f;
  CHECK(f.evaluate("at > '2026-01-01'", R"({"at":"2026-07-01T00:00:00Z"})") == "true");
  CHECK(f.evaluate("at < '2026-01-01'", R"({"at":"2026-07-01T00:00:00Z"})") == "false");
  CHECK(f.evaluate("a < b", R"({"a":"1","b":2})") == "null");
}

TEST_CASE("empty containers are false without being looked into") {
  Fixture f;
  CHECK(f.evaluate("a && 'x'", R"({"a":[ ]})") == "[ ]");
  CHECK(f.evaluate("!a", "{\"a\":{\n}}") == "true");
  CHECK(f.evaluate("!a", R"({"a":[0]})") == "false");
  CHECK(f.evaluate("!a", R"({"a":""})") == "true");
}

TEST_CASE("what an expression does not touch stays raw") {
  Fixture f;
  auto compiled = f.compile("a.b");
  REQUIRE(compiled.ok());
  sluice_value* root = f.value(R"({"a":{"b":{"c":[1,2]}},"z":{"y":1}})");
  Evaluator evaluator(compiled->program(), f.batch());
  sluice_value* result = evaluator.evaluate(root);
  REQUIRE(result);
  CHECK(result->kind == SLUICE_KIND_RAW);
  CHECK(sluice_members(f.batch(), root)[1].value.kind == SLUICE_KIND_RAW);
}

TEST_CASE("a result that only selects is part of the record") {
  Fixture f;
  auto compiled = f.compile("a[0].b");
  REQUIRE(compiled.ok());
  sluice_value* root = f.value(R"({"a":[{"b":5}]})");
  Evaluator evaluator(compiled->program(), f.batch());
  sluice_value* first = evaluator.evaluate(root);
  REQUIRE(first);
  CHECK(evaluator.evaluate(root) == first);
}

TEST_CASE("one program serves records whose members stand elsewhere") {
  Fixture f;
  auto compiled = f.compile("{x: a, y: b.c}");
  REQUIRE(compiled.ok());
  Evaluator evaluator(compiled->program(), f.batch());
  for (const char* text : {R"({"a":1,"b":{"c":2}})", R"({"b":{"d":0,"c":2},"z":0,"a":1})",
                           R"({"q":0,"a":1,"b":{"c":2}})"}) {
    sluice_value* result = evaluator.evaluate(f.value(text));
    REQUIRE(result);
    CHECK(f.json(result) == R"({"x":1,"y":2})");
  }
}

TEST_CASE("a literal container is good for batch after batch") {
  Fixture f;
  auto compiled = f.compile("contains(`[\"a\",\"b\"]`, x)");
  REQUIRE(compiled.ok());
  for (int i = 0; i < 3; i++) {
    sluice::record::Batch batch{sluice::record::Limits{}};
    sluice_value root{};
    REQUIRE(batch.abi()->json->parse(batch.abi(), sluice::slice(R"({"x":"b"})"), &root) == 0);
    Evaluator evaluator(compiled->program(), batch.abi());
    sluice_value* result = evaluator.evaluate(&root);
    REQUIRE(result);
    CHECK(result->kind == SLUICE_KIND_TRUE);
  }
}

TEST_CASE("strings made by functions are escaped when written") {
  Fixture f;
  CHECK(f.evaluate("join('\"', [a, b])", R"({"a":"x","b":"y\n"})") == R"("x\"y\n")");
  CHECK(f.evaluate("to_string(a)", R"({"a":{"b": [1, "c d"]}})") == R"("{\"b\":[1,\"c d\"]}")");
  CHECK(f.evaluate("upper(a)", R"({"a":"caf\u00e9"})") == "\"CAF\xC3\x89\"");
  CHECK(f.evaluate("lower('')", "{}") == "\"\"");
}

TEST_CASE("merge and from_items let the last one win") {
  Fixture f;
  CHECK(f.evaluate("merge(a, b)", R"({"a":{"x":1,"y":2},"b":{"x":3}})") == R"({"x":3,"y":2})");
  CHECK(f.evaluate("from_items(a)", R"({"a":[["x",1],["x",2]]})") == R"({"x":2})");
}

TEST_CASE("sums and averages are exact") {
  Fixture f;
  CHECK(f.evaluate("sum(a)", R"({"a":[0.1,0.2,0.3]})") == "0.6");
  CHECK(f.evaluate("avg(a)", R"({"a":[0.1,0.2]})") == "0.15");
  CHECK(f.evaluate("sort(a)", R"({"a":[10,9.5,1e1,-1]})") == "[-1,9.5,10,1e1]");
}

TEST_CASE("a multi-select ends a projection") {
  Fixture f;
  const char* data = R"({"a":[{"b":1,"c":[5,6]},{"b":2,"c":[7]}]})";
  CHECK(f.evaluate("a[*].{p: b}[0]", data) == R"({"p":1})");
  CHECK(f.evaluate("a[*].[b, c][0]", data) == "[1,[5,6]]");
  CHECK(f.evaluate("a[].{p: b}[1]", data) == R"({"p":2})");
  CHECK(f.evaluate("a[?b > `1`].{p: b}[0].p", data) == "2");
  CHECK(f.evaluate("a[*].{p: b}.p", data) == "null");
  CHECK(f.evaluate("a[*].{p: b}[*].p", data) == "[1,2]");
  CHECK(f.evaluate("a[*].{p: b} | [0]", data) == R"({"p":1})");
  CHECK(f.evaluate("a[*].c[0]", data) == "[5,7]");
  CHECK(f.evaluate("*.{n: @}[0]", data) == R"({"n":[{"b":1,"c":[5,6]},{"b":2,"c":[7]}]})");
}

TEST_CASE("$env.NAME is the variable's text, whatever it holds") {
  Fixture f;
  f.variables = {{"OUTLET", "O'Brien's"},
                 {"N", "12"},
                 {"EMPTY", ""},
                 {"odd name", "x"},
                 {"TRICK", "' || `true` || '\\`\""}};
  CHECK(f.evaluate("a == $env.OUTLET", R"({"a":"O'Brien's"})") == "true");
  CHECK(f.evaluate("$env.TRICK", "{}") == R"("' || `true` || '\\`\"")");
  CHECK(f.evaluate("a == $env.N", R"({"a":12})") == "false");
  CHECK(f.evaluate("to_number($env.N) + a", R"({"a":1})") == "13");
  CHECK(f.evaluate("{k: $env.EMPTY, l: [$env.N]}", "{}") == R"({"k":"","l":["12"]})");
  CHECK(f.evaluate("$env.\"odd name\"", "{}") == "\"x\"");
  CHECK(f.evaluate("items[?o == $env.OUTLET].n", R"({"items":[{"o":"O'Brien's","n":1}]})") ==
        "[1]");
}

TEST_CASE("a variable that is not there refuses the expression at its place") {
  Fixture f;
  CHECK(f.compile_error("a == $env.NONE") == "column 6: NONE is not set");
  CHECK(f.compile_error("$env") == "column 1: write $env.NAME for the environment variable NAME");
  CHECK(f.compile_error("$env.").find("expected the name of an environment variable") !=
        std::string::npos);
  CHECK(f.compile_error("$environment.A").find("there is no variable $environment here") !=
        std::string::npos);
}
