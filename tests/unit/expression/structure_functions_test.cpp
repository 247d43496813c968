#include <doctest/doctest.h>

#include <string>

#include "unit/expression/fixture.hpp"

using sluice::expression::Fixture;

namespace {

bool says_structure(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("chunk, enumerate and unique work on empty and on odd arrays") {
  Fixture f;
  CHECK(f.evaluate("chunk(a, `2`)", R"({"a":[]})") == "[]");
  CHECK(f.evaluate("chunk(a, `5`)", R"({"a":[1]})") == "[[1]]");
  CHECK(says_structure(f.evaluate("chunk(a, `0`)", R"({"a":[1]})"), "from 1 to"));
  CHECK(f.evaluate("enumerate(a)[*].index", R"({"a":["x","y"]})") == "[0,1]");
  CHECK(f.evaluate("unique(a)", R"({"a":[{"x":1,"y":2},{"y":2.0,"x":1},"1",1,null,null]})") ==
        R"([{"x":1,"y":2},"1",1,null])");
}

TEST_CASE("range counts both ways and is bounded") {
  Fixture f;
  CHECK(f.evaluate("range(`3`)", "{}") == "[0,1,2]");
  CHECK(f.evaluate("range(`3`, `0`, `-2`)", "{}") == "[3,1]");
  CHECK(f.evaluate("range(`3`, `1`)", "{}") == "[]");
  CHECK(f.evaluate("range(`-2`)", "{}") == "[]");
  CHECK(says_structure(f.evaluate("range(`2000000000`)", "{}"), "array of 2000000000 items"));
  CHECK(says_structure(f.evaluate("range(`0`, `1`, `0`)", "{}"), "the step of range() is not 0"));
  CHECK(says_structure(f.evaluate("range(`1e30`)", "{}"), "whole number from"));
}

TEST_CASE("merge_deep merges objects, replaces the rest and changes no argument") {
  Fixture f;
  CHECK(
      f.evaluate(
          "merge_deep(a, b, c)",
          R"({"a":{"x":{"p":1,"q":[1]},"y":1},"b":{"x":{"q":[2]},"y":{"z":1}},"c":{"x":null}})") ==
      R"({"x":null,"y":{"z":1}})");
  CHECK(f.evaluate("[merge_deep(a, b), a]", R"({"a":{"x":{"p":1}},"b":{"x":{"q":2}}})") ==
        R"([{"x":{"p":1,"q":2}},{"x":{"p":1}}])");
  std::string deep = "1";
  for (int i = 0; i < 300; i++) deep = "{\"a\":" + deep + "}";
  CHECK(
      says_structure(f.evaluate("merge_deep(x, x)", "{\"x\":" + deep + "}"), "at most 100 levels"));
}

TEST_CASE("pick, omit and rename_keys take names") {
  Fixture f;
  const char* data = R"({"o":{"a":1,"b":2,"c":3},"n":["a","zz"]})";
  CHECK(f.evaluate("pick(o, n)", data) == R"({"a":1})");
  CHECK(f.evaluate("omit(o, n)", data) == R"({"b":2,"c":3})");
  CHECK(f.evaluate("rename_keys(o, `{\"a\": \"b\"}`)", data) == R"({"b":2,"c":3})");
  CHECK(says_structure(f.evaluate("pick(o, `[1]`)", data), "item 0 is the number 1"));
  CHECK(says_structure(f.evaluate("rename_keys(o, `{\"a\": 1}`)", data), "a is the number 1"));
}

TEST_CASE("default and require tell nothing from false and zero") {
  Fixture f;
  CHECK(f.evaluate(
            "[default(a, 'x'), default(b, 'x'), default(c, 'x'), default(d, 'x'), default(e, 'x')]",
            R"({"a":0,"b":false,"c":"","d":[],"e":{ }})") == R"([0,false,"x","x","x"])");
  CHECK(f.evaluate("require(a, 'no a')", R"({"a":false})") == "false");
  CHECK(f.evaluate("require(a, 'the sku is missing')", "{}") ==
        "! column 1, `require(a, 'the sku is missing')`: the sku is missing");
  CHECK(f.evaluate("compact(o)", R"({"o":{"a":null,"b":0}})") == R"({"b":0})");
}
