#include <doctest/doctest.h>

#include <string>

#include "unit/expression/fixture.hpp"

using sluice::expression::Evaluator;
using sluice::expression::Fixture;

TEST_CASE("arithmetic on anything but numbers fails that record, saying where") {
  Fixture f;
  CHECK(f.evaluate("a - b", R"({"a":1})") ==
        "! column 3, `a - b`: '-' takes numbers; its right side, `b`, is missing");
  CHECK(f.evaluate("a * b", R"({"a":"1","b":2})") ==
        "! column 3, `a * b`: '*' takes numbers; its left side, `a`, is the text \"1\"");
  CHECK(f.evaluate("-a", R"({"a":[]})") ==
        "! column 1, `-a`: '-' takes numbers; its operand, `a`, is an array");
}

TEST_CASE("division by zero fails that record") {
  Fixture f;
  CHECK(f.evaluate("a / b", R"({"a":1,"b":0.0})") == "! column 3, `a / b`: '/': division by zero");
  CHECK(f.evaluate("a // b", R"({"a":1,"b":0})") == "! column 3, `a // b`: '//': division by zero");
  CHECK(f.evaluate("a % b", R"({"a":1,"b":0})") == "! column 3, `a % b`: '%': division by zero");
}

TEST_CASE("a number too large to compute with fails that record") {
  Fixture f;
  CHECK(f.evaluate("a + `1`", R"({"a":1e999999999})") ==
        "! column 3, `a + `1``: '+': the exact result needs more than 2000 digits");
  CHECK(f.evaluate("a + `1`", R"({"a":1e99999999999})") ==
        "! column 3, `a + `1``: the number 1e99999999999: the exponent is beyond 999999999");
}

TEST_CASE("a wrong argument fails that record, naming the types") {
  Fixture f;
  CHECK(f.evaluate("length(a)", R"({"a":1})") ==
        "! column 1, `length(a)`: argument 1 of length(), `a`, is the number 1; it takes string, "
        "array or object");
  CHECK(f.evaluate("sum(a)", R"({"a":[1,"2"]})") ==
        "! column 1, `sum(a)`: sum() takes an array of numbers; item 1 is the text \"2\"");
  CHECK(f.evaluate("sort_by(a, &b)", R"({"a":[{"b":1},{"b":"x"}]})") ==
        "! column 1, `sort_by(a, &b)`: sort_by() takes keys that are all numbers or all strings; "
        "key 1 is the text \"x\"");
}

TEST_CASE("a duplicate key met while looking into a value fails that record") {
  Fixture f;
  std::string result = f.evaluate("a.b", R"({"a":{"b":1,"b":2}})");
  CHECK(result.substr(0, 1) == "!");
  CHECK(result.find("b") != std::string::npos);
}

TEST_CASE("a string that has no UTF-8 form fails only who reads it") {
  Fixture f;
  CHECK(f.evaluate("a", R"({"a":"\ud800"})") == R"("\ud800")");
  CHECK(f.evaluate("a == a", R"({"a":"\ud800"})") == "true");
  CHECK(f.evaluate("length(a)", R"({"a":"\ud800"})").substr(0, 1) == "!");
}

TEST_CASE("a spent memory budget is its own status") {
  sluice::record::Limits limits;
  limits.batch_memory = 200 * 1024;
  Fixture f(limits);
  auto compiled = f.compile("a[].{x: @, y: @, z: @}");
  REQUIRE(compiled.ok());
  std::string text = "{\"a\":[1";
  for (int i = 0; i < 1000; i++) text += ",1";
  sluice_value* root = f.value(text + "]}");
  Evaluator evaluator(compiled->program(), f.batch());
  int done = 0;
  while (done < 100 && evaluator.evaluate(root)) done++;
  CHECK(done < 5);
  CHECK(evaluator.evaluate(root) == nullptr);
  CHECK(evaluator.failure().code() == SLUICE_E_NO_MEMORY);
}

TEST_CASE("a failure names the sub-expression, the value met and the item") {
  Fixture f;
  CHECK(f.evaluate("total + lines[*].(price - cost) | sum(@)", "{}").find("! ") == 0);
  CHECK(f.evaluate("lines[*].[price - cost]",
                   R"({"lines":[{"price":2,"cost":1},{"price":"12,50","cost":1}]})") ==
        "! column 17, `price - cost`: '-' takes numbers; its left side, `price`, is the text "
        "\"12,50\", at item [1]");
  CHECK(f.evaluate("orders[].lines[*].[-qty]",
                   R"({"orders":[{"lines":[{"qty":1}]},{"lines":[{"qty":1},{"qty":null}]}]})") ==
        "! column 20, `-qty`: '-' takes numbers; its operand, `qty`, is null, at item [1][1]");
  CHECK(f.evaluate("lines[?qty - `1` > `0`]", R"({"lines":[{"qty":2},{"qty":true}]})") ==
        "! column 12, `qty - `1``: '-' takes numbers; its left side, `qty`, is true, at item [1]");
  CHECK(f.evaluate("map(&(a / b), lines)", R"({"lines":[{"a":1,"b":1},{"a":1,"b":0}]})") ==
        "! column 9, `(a / b)`: '/': division by zero, at item [1]");
  CHECK(
      f.evaluate("sort_by(lines, &(a - b))", R"({"lines":[{"a":1,"b":{}}]})") ==
      "! column 20, `(a - b)`: '-' takes numbers; its right side, `b`, is an object, at item [0]");
  CHECK(f.evaluate("(a + b) * c", R"({"a":1,"b":1,"c":"x"})").find("`(a + b) * c`") !=
        std::string::npos);
}

TEST_CASE("a second failure says nothing of the first") {
  Fixture f;
  auto compiled = f.compile("lines[*].[price - cost]");
  REQUIRE(compiled.ok());
  Evaluator evaluator(compiled->program(), f.batch());
  const char* bad = R"({"lines":[{"price":1,"cost":1},{"price":"x","cost":1}]})";
  CHECK(evaluator.evaluate(f.value(bad)) == nullptr);
  const std::string first = evaluator.failure().message();
  CHECK(evaluator.evaluate(f.value(bad)) == nullptr);
  CHECK(evaluator.failure().message() == first);
  CHECK(evaluator.evaluate(f.value(R"({"lines":[{"price":null,"cost":1}]})")) == nullptr);
  CHECK(
      evaluator.failure().message() ==
      "column 17, `price - cost`: '-' takes numbers; its left side, `price`, is null, at item [0]");
}

TEST_CASE("a failure within a function is placed where it is, not at the function") {
  Fixture f;
  CHECK(f.evaluate("length(to_string(a - b))", R"({"a":1})") ==
        "! column 20, `a - b`: '-' takes numbers; its right side, `b`, is missing");
  CHECK(f.evaluate("sum(a) + b", R"({"a":[1,{}],"b":1})") ==
        "! column 1, `sum(a)`: sum() takes an array of numbers; item 1 is an object");
  CHECK(
      f.evaluate("a > `1e99999999999`", R"({"a":1})").find("! column 3, `a > `1e99999999999``: ") ==
      0);
}

TEST_CASE("a long value is shown cut, and not in the middle of a character") {
  Fixture f;
  std::string text;
  for (int i = 0; i < 30; i++) text += "\xC3\xA9";
  const std::string failure = f.evaluate("-a", "{\"a\":\"x" + text + "\"}");
  CHECK(failure.find("\xC3\xA9\xE2\x80\xA6\"") != std::string::npos);
  CHECK(failure.size() < 160);
}

TEST_CASE("an evaluator works on after a failure") {
  Fixture f;
  auto compiled = f.compile("a + b");
  REQUIRE(compiled.ok());
  Evaluator evaluator(compiled->program(), f.batch());
  CHECK(evaluator.evaluate(f.value("{}")) == nullptr);
  sluice_value* result = evaluator.evaluate(f.value(R"({"a":1,"b":2})"));
  REQUIRE(result);
  CHECK(f.json(result) == "3");
}

TEST_CASE("deep records compare and copy without exhausting the stack") {
  Fixture f;
  std::string deep = std::string(500, '[') + std::string(500, ']');
  std::string spaced = std::string(500, '[') + " " + std::string(500, ']');
  CHECK(f.evaluate("a == b", "{\"a\":" + deep + ",\"b\":" + spaced + "}") == "true");
}
