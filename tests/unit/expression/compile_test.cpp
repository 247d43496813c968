#include <doctest/doctest.h>

#include <string>

#include "unit/expression/fixture.hpp"

using sluice::expression::Fixture;

namespace {

std::string repeated(const std::string& text, int times) {
  std::string out;
  for (int i = 0; i < times; i++) out += text;
  return out;
}

}  // namespace

TEST_CASE("an error names the column and what was expected") {
  Fixture f;
  CHECK(f.compile_error("a.") ==
        "column 3: expected a name, '*', '[' or '{' after the dot, found the end");
  CHECK(f.compile_error("a b") == "column 3: expected an operator or the end, found the name 'b'");
  CHECK(f.compile_error("foo[?bar == 'x'") ==
        "column 16: expected ']' after the filter's condition, found the end");
  CHECK(f.compile_error("(a || b") == "column 8: expected ')', found the end");
  CHECK(f.compile_error("a = b") == "column 3: expected an operator, found '='; write '=='");
  CHECK(f.compile_error("") == "column 1: expected an expression, found the end");
}

TEST_CASE("columns count characters, not bytes") {
  Fixture f;
  CHECK(f.compile_error("'\xE2\x9C\x93\xE2\x9C\x93' b") ==
        "column 6: expected an operator or the end, found the name 'b'");
}

TEST_CASE("a bare number is answered with the literal to write") {
  Fixture f;
  CHECK(f.compile_error("price * 2") ==
        "column 9: expected an expression, found the number 2; a number is written as the literal "
        "`2`");
}

TEST_CASE("comparing with a bare true, false or null is refused") {
  Fixture f;
  CHECK(f.compile_error("active == true") ==
        "column 11: true is the name of a field here; write `true` (in backticks) for the value, "
        "or \"true\" for the field");
  CHECK(f.compile_error("null != deleted_at").find("column 1: null is the name") == 0);
  CHECK(f.compile_error("items[?active == false]").find("column 18: false is the name") == 0);
}

TEST_CASE("bare true, false and null are refused wherever a value may be meant") {
  Fixture f;
  for (const char* word : {"true", "false", "null"}) {
    const std::string w(word);
    for (const std::string& text : {w,
                                    w + " == a",
                                    "a == " + w,
                                    "a != " + w,
                                    "a > " + w,
                                    "!" + w,
                                    "a && " + w,
                                    w + " || a",
                                    "a | " + w,
                                    "(" + w + ")",
                                    "[a, " + w + "]",
                                    "{k: " + w + "}",
                                    "a[?b == " + w + "]",
                                    "a[?" + w + "]",
                                    "not_null(a, " + w + ")",
                                    "contains(a, " + w + ")",
                                    "map(&" + w + ", a)",
                                    "a[*].[b, " + w + "]",
                                    w + ".b",
                                    w + "[0]",
                                    "a + " + w}) {
      CAPTURE(text);
      const std::string refusal = f.compile_error(text);
      CHECK(refusal.find(w + " is the name of a field here; write `" + w + "` (in backticks)") !=
            std::string::npos);
      CHECK(refusal.find("column " + std::to_string(text.rfind(w) + 1) + ":") == 0);
    }
  }
}

TEST_CASE("true as a field is allowed where nobody can mean the value") {
  Fixture f;
  CHECK(f.evaluate("\"true\"", R"({"true":1})") == "1");
  CHECK(f.evaluate("a == \"true\"", R"({"a":1,"true":1})") == "true");
  CHECK(f.evaluate("a == b.true", R"({"a":1,"b":{"true":1}})") == "true");
  CHECK(f.evaluate("{true: a, null: b}", R"({"a":1,"b":2})") == R"({"true":1,"null":2})");
  CHECK(f.evaluate("truely", R"({"truely":1})") == "1");
}

TEST_CASE("an unknown function is answered with the nearest one") {
  Fixture f;
  CHECK(f.compile_error("lenght(a)") ==
        "column 1: there is no function lenght(); did you mean length()?");
  CHECK(f.compile_error("a.starts_wth(@, 'x')") ==
        "column 3: there is no function starts_wth(); did you mean starts_with()?");
  CHECK(f.compile_error("zzzzzzzzz(a)") == "column 1: there is no function zzzzzzzzz()");
}

TEST_CASE("a wrong number of arguments is known without data") {
  Fixture f;
  CHECK(f.compile_error("length()") == "column 1: length() takes 1 argument, 0 given");
  CHECK(f.compile_error("join('x')") == "column 1: join() takes 2 arguments, 1 given");
  CHECK(f.compile_error("not_null()") == "column 1: not_null() takes at least 1 argument, 0 given");
  CHECK(f.compile_error("not_null(" + repeated("a,", 32) + "a)") ==
        "column 1: not_null() takes at most 32 arguments, 33 given");
}

TEST_CASE("& stands where a function wants it and nowhere else") {
  Fixture f;
  CHECK(f.compile_error("sort_by(a, b)") ==
        "column 1: sort_by() takes an expression with & as argument 2");
  CHECK(f.compile_error("length(&a)") ==
        "column 1: length() takes no expression with & as argument 1");
  CHECK(f.compile_error("&a") == "column 1: expected an expression, found '&'");
}

TEST_CASE("nesting is bounded") {
  Fixture f;
  CHECK(f.compile_error(repeated("(", 10000)).find("nests deeper than 150 levels") !=
        std::string::npos);
  CHECK(f.compile_error(repeated("!", 10000) + "a").find("nests deeper than 150 levels") !=
        std::string::npos);
  CHECK(f.compile_error(repeated("[", 10000)).find("nests deeper than 150 levels") !=
        std::string::npos);
  CHECK(f.compile_error(repeated("a[?", 5000)).find("nests deeper than 150 levels") !=
        std::string::npos);
}

TEST_CASE("the bound of nesting is exact") {
  Fixture f;
  CHECK(f.evaluate(repeated("(", 149) + "a" + repeated(")", 149), R"({"a":1})") == "1");
  CHECK(f.compile_error(repeated("(", 150) + "a" + repeated(")", 150)) ==
        "column 151: the expression nests deeper than 150 levels; split it into several steps");
}

TEST_CASE("chains of projections are bounded before the stack is") {
  Fixture f;
  for (const char* link : {"[*]", "[]", "[?a]", "[*].a", ".*", "[0:1]", "[?a][]", ".*.a", "[].[a]",
                           "[*].{k: a}", "[*][0]", "[?a].b[?c]"}) {
    CAPTURE(link);
    const std::string text =
        "a" + repeated(link, 65000 / static_cast<int>(std::string(link).size()));
    const std::string refusal = f.compile_error(text);
    CHECK((refusal.find("nests deeper than 150 levels") != std::string::npos ||
           refusal.find("deeper than 500 operations") != std::string::npos));
    CHECK(f.compile_error("a" + repeated(link, 50)) == "(compiles)");
  }
}

TEST_CASE("nesting of any kind is bounded before the stack is") {
  Fixture f;
  for (const char* opening :
       {"(",     "[",    "[[",  "{a:",   "!",      "-",           "+",   "a[?",  "[?",   "length(",
        "map(&", "a||(", "a.[", "a.{k:", "a[*].[", "not_null(a,", "a|(", "a==(", "[*].", "*."}) {
    CAPTURE(opening);
    const int times = 65000 / static_cast<int>(std::string(opening).size());
    CHECK(f.compile_error(repeated(opening, times) + "a").find("column ") == 0);
  }
  for (const char* link : {"|a", "&&a", "==a", "+a", ".a[0]", "[0]", "[0].a"}) {
    CAPTURE(link);
    const int times = 65000 / static_cast<int>(std::string(link).size());
    CHECK(f.compile_error("a" + repeated(link, times)).find("deeper than 500 operations") !=
          std::string::npos);
  }
}

TEST_CASE("the deepest expressions that compile are evaluated") {
  Fixture f;
  const std::string deep = std::string(150, '[') + "1" + std::string(150, ']');
  CHECK(f.evaluate("a" + repeated("[*]", 140), "{\"a\":" + deep + "}").size() > 100);
  CHECK(f.evaluate(repeated("!", 140) + "a", "{}") == "false");
  CHECK(f.evaluate(repeated("[", 140) + "a" + repeated("]", 140), "{}").size() == 2 * 140 + 4);
  CHECK(f.evaluate("a" + repeated(" || a", 490), "{}") == "null");
  CHECK(f.evaluate(repeated("not_null(", 140) + "a" + repeated(")", 140), R"({"a":7})") == "7");
}

TEST_CASE("long chains are bounded by depth, long paths are not chains") {
  Fixture f;
  CHECK(f.compile_error("a" + repeated(" || a", 400)) == "(compiles)");
  CHECK(f.compile_error("a" + repeated(" || a", 600)).find("deeper than 500 operations") !=
        std::string::npos);
  CHECK(f.compile_error("a" + repeated(".a", 5000)) == "(compiles)");
}

TEST_CASE("an expression over 64 KiB is refused") {
  Fixture f;
  CHECK(f.compile_error(std::string(70000, 'a')) ==
        "the expression has 70000 bytes; the limit is 65536");
}

TEST_CASE("invalid UTF-8 in an expression is refused") {
  Fixture f;
  CHECK(f.compile_error("'a\xFF'") == "column 3: the expression is not valid UTF-8 here");
  CHECK(f.compile_error("'\xC0\x80'") == "column 2: the expression is not valid UTF-8 here");
  CHECK(f.compile_error("'\xED\xA0\x80'") == "column 2: the expression is not valid UTF-8 here");
}

TEST_CASE("a bad literal is answered with the form of a string") {
  Fixture f;
  CHECK(f.compile_error("a == `foo`") ==
        "column 6: the literal `foo` is not JSON; a string is written 'foo'");
  CHECK(f.compile_error("`[1,]`") == "column 1: the literal `[1,]` is not JSON");
}

TEST_CASE("a slice with step 0 is refused") {
  Fixture f;
  CHECK(f.compile_error("a[::0]") == "column 5: the step of a slice is 0; give another number");
}

TEST_CASE("a key given twice is refused") {
  Fixture f;
  CHECK(f.compile_error("{a: b, \"a\": c}").find("the key \"a\" stands twice") !=
        std::string::npos);
}

TEST_CASE("an index over 64 bits is refused") {
  Fixture f;
  CHECK(f.compile_error("a[99999999999999999999]") == "column 3: the index does not fit 64 bits");
}
