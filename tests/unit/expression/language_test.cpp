// `let`, `$`, `@index`, `? :`, and what is known of a call's arguments when it is compiled.
#include <doctest/doctest.h>

#include <string>

#include "unit/expression/fixture.hpp"

using sluice::expression::Evaluator;
using sluice::expression::Fixture;

TEST_CASE("a variable is seen in the body of its let and in all that is within") {
  Fixture f;
  const char* data = R"({"rate":2,"lines":[{"n":1},{"n":3}]})";
  CHECK(f.evaluate("let $r = rate in lines[*].[n * $r]", data) == "[[2],[6]]");
  CHECK(f.evaluate("let $r = rate in lines[?n > $r].n | [0]", data) == "3");
  CHECK(f.evaluate("let $r = rate in map(&(n + $r), lines)", data) == "[3,5]");
  CHECK(f.evaluate("let $a = `1`, $b = `2` in {s: $a + $b}", "{}") == R"({"s":3})");
}

TEST_CASE("an inner let hides the outer variable and gives it back") {
  Fixture f;
  CHECK(f.evaluate("let $a = 'out' in [let $a = 'in' in $a, $a]", "{}") == R"(["in","out"])");
  CHECK(f.evaluate("let $a = 'x', $b = (let $a = 'y' in $a) in [$a, $b]", "{}") == R"(["x","y"])");
}

TEST_CASE("let and in are names of fields where no variable follows") {
  Fixture f;
  CHECK(f.evaluate("let.in", R"({"let":{"in":1}})") == "1");
  CHECK(f.evaluate("let $x = in in $x", R"({"in":7})") == "7");
  CHECK(f.evaluate("[let, in]", R"({"let":1,"in":2})") == "[1,2]");
}

TEST_CASE("a variable that no let made is refused, naming those that are known") {
  Fixture f;
  CHECK(f.compile_error("a + $b") ==
        "column 5: there is no variable $b here; let $b = ... in ... gives it a value");
  CHECK(f.compile_error("let $a = b, $c = $a in $a") ==
        "column 18: there is no variable $a here; let $a = ... in ... gives it a value");
  CHECK(f.compile_error("let $total = b in $totl") ==
        "column 19: there is no variable $totl here; known are $total");
  CHECK(f.compile_error("let $env = b in a").find("column 5: $env is for environment") == 0);
  CHECK(f.compile_error("let $a = b, $a = c in a").find("column 13: $a stands twice") == 0);
}

TEST_CASE("a let that is not whole says what is expected") {
  Fixture f;
  CHECK(f.compile_error("let $a b in c") == "column 8: expected '=', found the name 'b'");
  CHECK(f.compile_error("let $a = b") == "column 11: expected ',' or 'in', found the end");
  CHECK(f.compile_error("let $a = b, c") ==
        "column 13: expected a variable, as $name, found the name 'c'");
}

TEST_CASE("$ is the whole record, wherever it stands") {
  Fixture f;
  const char* data = R"({"rate":2,"lines":[{"n":1},{"n":3}]})";
  CHECK(f.evaluate("$.rate", data) == "2");
  CHECK(f.evaluate("lines[*].[n, $.rate]", data) == "[[1,2],[3,2]]");
  CHECK(f.evaluate("lines[?n > $.rate].n", data) == "[3]");
  CHECK(f.evaluate("lines | [0] | $.lines[1].n", data) == "3");
  CHECK(f.evaluate("$", "[1]") == "[1]");
}

TEST_CASE("a part of the record is evaluated with its place and the record as $") {
  Fixture f;
  auto compiled = f.compile("[n, $.rate, @index]");
  REQUIRE(compiled.ok());
  Evaluator evaluator(compiled->program(), f.batch());
  sluice_value* root = f.value(R"({"rate":2})");
  const sluice_value* result = evaluator.evaluate(root, f.value(R"({"n":1})"), 4);
  REQUIRE(result);
  CHECK(f.json(result) == "[1,2,4]");
  CHECK(f.json(evaluator.evaluate(root)) == "[null,2,null]");
}

TEST_CASE("any other word after @ is refused with what to write") {
  Fixture f;
  CHECK(f.compile_error("@name").find("column 1: @name is not known") == 0);
  CHECK(f.compile_error("@name").find("@.name") != std::string::npos);
}

TEST_CASE("a conditional gives one of two values, and looks at that one only") {
  Fixture f;
  CHECK(f.evaluate("a ? 'y' : 'n'", R"({"a":[]})") == R"("n")");
  CHECK(f.evaluate("a > `1` && b ? 'y' : 'n'", R"({"a":2,"b":true})") == R"("y")");
  CHECK(f.evaluate("a ? b : c - d", R"({"a":1,"b":2,"c":"x"})") == "2");
  CHECK(f.evaluate("a ? 'x' : b ? 'y' : 'z'", R"({"b":1})") == R"("y")");
  CHECK(f.evaluate("a ? b : c | [0]", R"({"a":1,"b":[5]})") == "5");
  CHECK(f.evaluate("{k: a ? b : c, l: a}", R"({"c":3})") == R"({"k":3,"l":null})");
  CHECK(f.evaluate("items[?a ? b : c].n", R"({"items":[{"a":1,"b":1,"n":1},{"n":2}]})") == "[1]");
  CHECK(f.compile_error("a ? b").find("column 6: expected ':'") == 0);
}

TEST_CASE("nested conditionals and lets are bounded before the stack is") {
  Fixture f;
  for (const char* opening : {"a?", "a?b:", "let $a=b in ", "let $a="}) {
    CAPTURE(opening);
    std::string text;
    while (text.size() < 60000) text += opening;
    CHECK(f.compile_error(text + "a").find("column ") == 0);
  }
}

TEST_CASE("a bare false that is a whole value is a field, with a warning") {
  Fixture f;
  CHECK(f.evaluate("to_array(false)", R"({"false":false})") == "[false]");
  CHECK(f.evaluate("false ? 'a' : 'b'", R"({"false":1})") == R"("a")");
  for (const char* text : {"to_array(false)", "false ? a : b", "let $a = false in $a"}) {
    CAPTURE(text);
    const auto warnings = f.warnings(text);
    REQUIRE(warnings.size() == 1);
    CHECK(warnings[0].find("false is the name of a field; the value is written `false`") !=
          std::string::npos);
  }
}

TEST_CASE("a branch that is a bare true is refused") {
  Fixture f;
  CHECK(f.compile_error("a ? true : b").find("column 5: true is the name of a field here") == 0);
  CHECK(f.compile_error("a ? b : false").find("column 9: false is the name") == 0);
  CHECK(f.compile_error("not_null(a, false)").find("column 13: false is the name") == 0);
}

TEST_CASE("an argument of a kind that the function never takes is refused with its place") {
  Fixture f;
  CHECK(f.compile_error("a || upper(`1`)") ==
        "column 12: argument 1 of upper(), ``1``, is of type number; it takes string");
  CHECK(f.compile_error("upper(length(a))") ==
        "column 7: argument 1 of upper(), `length(a)`, is of type number; it takes string");
  CHECK(f.compile_error("sum({a: b})") ==
        "column 5: argument 1 of sum(), `{a: b}`, is of type object; it takes array");
  CHECK(f.compile_error("abs(a == b)").find("is of type boolean") != std::string::npos);
  CHECK(f.compile_error("keys(a[*].b)").find("is of type array; it takes object") !=
        std::string::npos);
  CHECK(f.compile_error("upper(`null`)").find("is of type null") != std::string::npos);
}

TEST_CASE("an argument that may be right compiles") {
  Fixture f;
  for (const char* text : {"upper(a)", "sum(a || `[]`)", "upper(max(a))", "length(reverse(a))",
                           "not_null(avg(a), `0`)", "to_string(`1`)", "abs(a ? b : c)"})
    CHECK(f.compile_error(text) == "(compiles)");
}

TEST_CASE("an expression of several lines has lines and columns") {
  Fixture f;
  CHECK(f.compile_error("a +\n  lenght(b)") ==
        "line 2, column 3: there is no function lenght(); did you mean length()?");
  CHECK(f.evaluate("{x: a,\n y: b * c\n}", R"({"b":"x","c":1})") ==
        "! line 2, column 7, `b * c`: '*' takes numbers; its left side, `b`, is the text \"x\"");
  CHECK(f.compile_error("(a\n").find("line ") == std::string::npos);
}
