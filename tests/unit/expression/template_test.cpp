#include <doctest/doctest.h>

#include <string>

#include "unit/expression/fixture.hpp"

using sluice::expression::Evaluator;
using sluice::expression::Expression;
using sluice::expression::Fixture;

namespace {

std::string filled(Fixture& f, std::string_view text, std::string_view record) {
  auto compiled = Expression::compile_template(text, f.workbench());
  if (!compiled.ok()) return "! " + compiled.status().message();
  Evaluator evaluator(compiled->program(), f.batch());
  sluice_value* result = evaluator.evaluate(f.value(record));
  return result ? f.json(result) : "! " + f.failure_text(evaluator.failure());
}

}  // namespace

TEST_CASE("expressions in a text become their text") {
  Fixture f;
  const char* data =
      R"({"name":"Caf\u00e9","sku":"A-1","price":12.50,"on":true,"tags":["x", "y"]})";
  CHECK(filled(f, "{{name}} ({{sku}})", data) == "\"Caf\u00e9 (A-1)\"");
  CHECK(filled(f, "{{ price }} {{on}}", data) == R"("12.50 true")");
  CHECK(filled(f, "{{tags}}!", data) == R"("[\"x\",\"y\"]!")");
  CHECK(filled(f, "{{upper(sku)}}-{{price * `2`}}", data) == R"("A-1-25")");
}

TEST_CASE("null and what is missing are empty text beside other text") {
  Fixture f;
  CHECK(filled(f, "{{a}}-{{b}}", R"({"a":null})") == R"("-")");
  CHECK(filled(f, "{{a}}{{b}}", "{}") == R"("")");
}

TEST_CASE("an expression alone keeps the kind of its value") {
  Fixture f;
  CHECK(filled(f, "{{price}}", R"({"price":12.50})") == "12.50");
  CHECK(filled(f, "{{a}}", "{}") == "null");
  CHECK(filled(f, "{{ {x: {y: a}} }}", R"({"a":[1]})") == R"({"x":{"y":[1]}})");
  CHECK(filled(f, "{{{x: {y: a}}}}", R"({"a":1})") == R"({"x":{"y":1}})");
  CHECK(filled(f, " {{price}}", R"({"price":1})") == R"(" 1")");
}

TEST_CASE("text without expressions is itself") {
  Fixture f;
  CHECK(filled(f, "plain 'text' \\ } }} {", "{}") == R"("plain 'text' \\ } }} {")");
  CHECK(filled(f, "", "{}") == R"("")");
}

TEST_CASE("a backslash before the braces writes them") {
  Fixture f;
  CHECK(filled(f, R"(\{{name}})", R"({"name":"x"})") == R"("{{name}}")");
  CHECK(filled(f, R"(\\{{name}})", R"({"name":"x"})") == R"("\\x")");
  CHECK(filled(f, R"(\\\{{name}} \a)", R"({"name":"x"})") == R"("\\{{name}} \\a")");
}

TEST_CASE("braces in quotes do not end an expression") {
  Fixture f;
  CHECK(filled(f, "{{'}}'}}.", "{}") == R"("}}.")");
  CHECK(filled(f, "{{\"}}\"}}.", R"({"}}":1})") == R"("1.")");
  CHECK(filled(f, "{{`\"}}\"`}}.", "{}") == R"("}}.")");
  CHECK(filled(f, "{{'\\'}}'}}.", "{}") == R"("'}}.")");
}

TEST_CASE("an error names the column in the whole text") {
  Fixture f;
  CHECK(filled(f, "caf\u00e9 {{name", "{}") ==
        "! column 6: '{{' begins an expression, and no '}}' ends it; write \\{{ for the braces "
        "themselves");
  CHECK(filled(f, "x {{lenght(a)}}", "{}") ==
        "! column 5: there is no function lenght(); did you mean length()?");
  CHECK(filled(f, "{{a}}{{}}", "{}").find("! column 8: expected an expression, found") == 0);
  CHECK(filled(f, "{{a}} {{b c}}", "{}").find("! column 11: expected an operator or the end") == 0);
  CHECK(filled(f, "a {{'x}}", "{}").find("! column 3: '{{' begins an expression") == 0);
  CHECK(filled(f, "\xFF{{a}}", "{}").find("! column 1: the expression is not valid UTF-8") == 0);
}

TEST_CASE("a failure names the expression in the text") {
  Fixture f;
  CHECK(filled(f, "total: {{a - b}}", R"({"a":1})") ==
        "! column 12, `a - b`: '-' takes numbers; its right side, `b`, is missing");
}

TEST_CASE("an expression that hardly says what is meant is warned of in a text, too") {
  Fixture f;
  auto compiled = Expression::compile_template("{{a}} {{b == `1` == 'x'}}", f.workbench());
  REQUIRE(compiled.ok());
  REQUIRE(compiled->warnings().size() == 1);
  CHECK(compiled->warnings()[0].find("column 18: `b == `1` == 'x'` compares") == 0);
}

TEST_CASE("variables and places work in each expression of a text") {
  Fixture f;
  auto compiled = Expression::compile_template(
      "{{let $x = n in $x}}/{{let $y = n in $.m + $y}}/{{@index}}", f.workbench());
  REQUIRE(compiled.ok());
  Evaluator evaluator(compiled->program(), f.batch());
  sluice_value* result = evaluator.evaluate(f.value(R"({"m":10})"), f.value(R"({"n":2})"), 3);
  REQUIRE(result);
  CHECK(f.json(result) == R"("2/12/3")");
}

TEST_CASE("the text that is made is bounded") {
  Fixture f;
  const std::string data = "{\"a\":\"" + std::string(1'000'000, 'x') + "\"}";
  std::string text;
  for (int i = 0; i < 20; i++) text += "{{a}}";
  CHECK(filled(f, text, data).find("would make") != std::string::npos);
}
