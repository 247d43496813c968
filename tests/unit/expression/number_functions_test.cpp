#include <doctest/doctest.h>

#include <string>

#include "unit/expression/fixture.hpp"

using sluice::expression::Fixture;

namespace {

bool says_number(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("round rounds halves as its mode says") {
  Fixture f;
  CHECK(f.evaluate("[round(`2.5`), round(`3.5`), round(`-2.5`)]", "{}") == "[2,4,-2]");
  CHECK(f.evaluate("[round(`2.5`,`0`,'half_up'), round(`-2.5`,`0`,'half_up')]", "{}") == "[3,-3]");
  CHECK(f.evaluate("[round(`2.1`,`0`,'up'), round(`-2.1`,`0`,'up')]", "{}") == "[3,-3]");
  CHECK(f.evaluate("[round(`2.9`,`0`,'down'), round(`-2.9`,`0`,'down')]", "{}") == "[2,-2]");
  CHECK(f.evaluate("round(`1.005`, `2`, 'half_up')", "{}") == "1.01");
  CHECK(f.evaluate("round(`1249`, `-2`)", "{}") == "1200");
  CHECK(f.evaluate("round(a, `2`)", R"({"a":0})") == "0");
}

TEST_CASE("a rounding mode that does not exist is refused with the one that is near") {
  Fixture f;
  CHECK(f.compile_error("round(a, `2`, 'half_upp')") ==
        "column 1: the rounding mode is one of half_even, half_up, up, down, not \"half_upp\"; did "
        "you mean half_up?");
  CHECK(
      says_number(f.evaluate("round(`1`, `2`, m)", R"({"m":"x"})"), "the rounding mode is one of"));
}

TEST_CASE("places are whole and bounded") {
  Fixture f;
  CHECK(says_number(f.evaluate("round(`1.5`, `1.5`)", "{}"),
                    "the places of round() is a whole number from -30 to 30, not 1.5"));
  CHECK(says_number(f.evaluate("round(`1.5`, `1e9`)", "{}"), "whole number from -30 to 30"));
  CHECK(says_number(f.evaluate("decimal(`1.5`, `-1`)", "{}"), "whole number from 0 to 30"));
}

TEST_CASE("decimal keeps its places when it is written") {
  Fixture f;
  CHECK(f.evaluate("[decimal(`2`, `2`), decimal(`-0.005`, `2`), decimal(`0.015`, `2`)]", "{}") ==
        "[2.00,0.00,0.02]");
  CHECK(f.evaluate("decimal(`-1.5`, `0`, 'half_up')", "{}") == "-2");
  CHECK(says_number(f.evaluate("decimal(`1e500`, `2`)", "{}"), "too large"));
}

TEST_CASE("format_number follows the pattern and the locale") {
  Fixture f;
  const auto formatted = [&](const std::string& x, const std::string& pattern,
                             const std::string& locale) {
    return f.evaluate("format_number(`" + x + "`, '" + pattern + "', '" + locale + "')", "{}");
  };
  CHECK(formatted("1234567.891", "#,##0.00", "en") == R"("1,234,567.89")");
  CHECK(formatted("1234567.891", "#,##0.00", "de") == R"("1.234.567,89")");
  CHECK(formatted("1234567.891", "#,##0.00", "fr") == "\"1\u202F234\u202F567,89\"");
  CHECK(formatted("1234567.891", "#,##0.00", "de-CH") == "\"1\u2019234\u2019567.89\"");
  CHECK(formatted("1234.5", "0", "nl_NL") == R"("1234")");
  CHECK(formatted("-1234.5", "#,##0.##", "nl") == R"("-1.234,5")");
  CHECK(formatted("-0.001", "0.00", "en") == R"("0.00")");
  CHECK(formatted("0.256", "0.0%", "en") == R"("25.6%")");
  CHECK(formatted("7", "000", "en") == R"("007")");
  CHECK(formatted("0.5", "#.0", "en") == R"(".5")");
  CHECK(formatted("999", "#,##0", "en") == R"("999")");
  CHECK(formatted("1000", "#,##0", "en") == R"("1,000")");
  CHECK(f.evaluate("format_number(`1234.5`)", "{}") == R"("1,234.5")");
}

TEST_CASE("a wrong pattern or locale is refused when it is compiled") {
  Fixture f;
  CHECK(says_number(f.compile_error("format_number(a, 'x')"), "the pattern \"x\" has no digit"));
  CHECK(says_number(f.compile_error("format_number(a, '0.0.0')"),
                    "a point or comma behind its point"));
  CHECK(says_number(f.compile_error("format_number(a, '0 0')"), "digits in two places"));
  CHECK(says_number(f.compile_error("format_number(a, '.')"), "no digit"));
  CHECK(says_number(f.compile_error("format_number(a, '0', 'xx')"),
                    "the locale \"xx\" is not known"));
  CHECK(says_number(f.evaluate("format_number(`1`, p)", R"({"p":"x"})"), "has no digit"));
  CHECK(says_number(f.evaluate("format_number(`1e60`, '0')", "{}"), "too large"));
}

TEST_CASE("to_number reads what people write, and null else") {
  Fixture f;
  const auto read = [&](const std::string& text, const std::string& sign) {
    return f.evaluate("to_number('" + text + "', '" + sign + "')", "{}");
  };
  CHECK(read("1.234,50", "comma") == "1234.50");
  CHECK(read("12,5", "comma") == "12.5");
  CHECK(read(" -1 234 567,8 ", "comma") == "-1234567.8");
  CHECK(read("1,234.5", "point") == "1234.5");
  CHECK(read("+7", "point") == "7");
  CHECK(read("007", "point") == "7");
  CHECK(read("0,5", "comma") == "0.5");
  CHECK(read("1.5", "comma") == "null");
  CHECK(read("1.2345", "comma") == "null");
  CHECK(read("1234.567,8", "comma") == "null");
  CHECK(read("1,", "comma") == "null");
  CHECK(read("", "comma") == "null");
  CHECK(read("-", "comma") == "null");
  CHECK(read("EUR 5", "comma") == "null");
  CHECK(read("0.125", "comma") == "null");
  CHECK(read("-0,125", "point") == "null");
  CHECK(read("012.345,6", "comma") == "null");
  CHECK(read("10.125", "comma") == "10125");
  CHECK(read("007,5", "comma") == "7.5");
  CHECK(f.evaluate("[to_number(a), to_number(b), to_number(`null`, 'comma')]",
                   R"({"a":"1e3","b":true})") == "[1e3,null,null]");
  CHECK(says_number(f.compile_error("to_number(a, 'coma')"), "did you mean comma?"));
}

TEST_CASE("abs takes the sign of a zero, too") {
  Fixture f;
  CHECK(f.evaluate("[abs(`-0.00`), abs(`-0`), abs(`0.0`), abs(`-2.5`)]", "{}") ==
        "[0.00,0,0.0,2.5]");
}
