// Which list an expression goes through first.
#include <doctest/doctest.h>

#include <optional>
#include <string>

#include "unit/expression/fixture.hpp"

using sluice::expression::Expression;
using sluice::expression::Fixture;

namespace {

std::string first_list(const std::string& text) {
  Fixture f;
  auto made = Expression::compile(text, f.workbench());
  REQUIRE_MESSAGE(made.ok(), made.status().message());
  return made->first_list().value_or("none");
}

}  // namespace

TEST_CASE("the first list of an expression is what its first projection goes through") {
  CHECK(first_list("data[?active]") == "data");
  CHECK(first_list("data[].lines[]") == "data");
  CHECK(first_list("a.b[*].lines[?x].{n: y}") == "(a) | b");
  CHECK(first_list("(a.b)[1:].c") == "(a.b)");
  CHECK(first_list("a[0].rows[?x]") == "a[0].rows");
  CHECK(first_list("[?x]") == "@");
  CHECK(first_list("[].data") == "@");
  CHECK(first_list("by_id.*.lines[]") == "values(by_id)");
  CHECK(first_list("data | [?x]") == "(data) | @");
  CHECK(first_list("a | rows[?x] | [0]") == "(a) | rows");
  CHECK(first_list("let $x = a in data[?b == $x]") == "let $x = a in data");
}

TEST_CASE("the first list of a call is in its only argument") {
  CHECK(first_list("sort_by(data, &id)") == "data");
  CHECK(first_list("map(&{n: id}, data[?x])") == "data");
  CHECK(first_list("from_json(text)[?x]") == "from_json(text)");
}

TEST_CASE("an expression without projections is its own first list") {
  CHECK(first_list("a.\"b c\"") == "a.\"b c\"");
  CHECK(first_list("data || rows") == "data || rows");
}

TEST_CASE("an expression of several lists has no first one") {
  CHECK(first_list("[a, b][]") == "none");
  CHECK(first_list("a[?x] || b[?y]") == "none");
  CHECK(first_list("zip(a, b)") == "none");
  CHECK(first_list("x ? a : b") == "none");
}
