// What is known without data to be hardly meant.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "unit/expression/fixture.hpp"

using sluice::expression::Fixture;

namespace {

using Warnings = std::vector<std::string>;

Warnings of(const char* text) {
  Fixture f;
  f.variables.emplace("A", "x");
  return f.warnings(text);
}

}  // namespace

TEST_CASE("a constant of one kind compared with one of another is warned about") {
  CHECK(of("length(name) == '3'") ==
        Warnings{"column 14: `length(name) == '3'` compares number with text, which never holds"});
  CHECK(of("lower(a) != `1`") ==
        Warnings{"column 10: `lower(a) != `1`` compares text with number, which always holds"});
  CHECK(of("price * `2` > '10'").size() == 1);
  CHECK(of("$env.A == `1`").size() == 1);
  CHECK(of("(a == b) == 'true'").size() == 1);
  CHECK(of("items[?length(x) == 'a']").size() == 1);
  CHECK(of("[a] == {k: a}").size() == 1);
}

TEST_CASE("an order of what has none is warned about") {
  CHECK(of("a > `null`") == Warnings{"column 3: `a > `null`` never holds: only numbers and text "
                                     "have an order, not null"});
  CHECK(of("a <= `true`").size() == 1);
  CHECK(of("`[1]` < a").size() == 1);
  CHECK(of("a >= b").empty());
}

TEST_CASE("a word in double quotes that needs none is a field, and warned about") {
  CHECK(of("status == \"OPEN\"") ==
        Warnings{"column 11: \"OPEN\" is the name of a field; text goes in single quotes: "
                 "'OPEN'"});
  CHECK(of("contains(tags, \"new\")").size() == 1);
  CHECK(of("\"open\"").size() == 1);
  CHECK(of("{\"open\": a}").empty());
  CHECK(of("a.\"open\"").empty());
  CHECK(of("a == \"unit price\"").empty());
  CHECK(of("a == \"true\"").empty());
  CHECK(of("a == \"1st\"").empty());
}

TEST_CASE("a word in capitals beside a field that is not is warned about") {
  CHECK(of("status == OPEN") ==
        Warnings{"column 11: OPEN is the name of a field; text goes in single quotes: 'OPEN'"});
  CHECK(of("IN_STOCK != order.state").size() == 1);
  CHECK(of("MATNR == 'x'").empty());
  CHECK(of("MATNR == WERKS").empty());
  CHECK(of("status == open").empty());
  CHECK(of("a == A").empty());
}

TEST_CASE("a value as other languages spell it is a field, and warned about") {
  CHECK(of("active == True") ==
        Warnings{"column 11: True is the name of a field; the value is written `true` (in "
                 "backticks)"});
  CHECK(
      of("a == None && b != NULL") ==
      Warnings{"column 6: None is the name of a field; the value is written `null` (in backticks)",
               "column 19: NULL is the name of a field; the value is written `null` (in "
               "backticks)"});
  CHECK(of("not_null(a, FALSE)").size() == 1);
  CHECK(of("a == \"True\"").size() == 1);
  CHECK(of("a.True").empty());
  CHECK(of("a[*].None").empty());
  CHECK(of("a[].\"open\"[0]").empty());
  CHECK(of("a[?b].nil[*].c").empty());
  CHECK(of("*.none | [0]").empty());
  CHECK(of("a[?b == None].c").size() == 1);
  CHECK(of("a[*].[None]").size() == 1);
  CHECK(of("nothing == a").empty());
}

TEST_CASE("members and items of what has none are warned about") {
  CHECK(
      of("a[*].{p: b}.p") ==
      Warnings{"column 13: `a[*].{p: b}.p` is always null: `a[*].{p: b}` is of type array and has "
               "no members"});
  CHECK(of("length(a).b").size() == 1);
  CHECK(of("'text'[0]").size() == 1);
  CHECK(of("$env.A.b").size() == 1);
  CHECK(of("{k: a}[0]").size() == 1);
  CHECK(of("a[*].{p: b}[0]").empty());
  CHECK(of("{k: a}.k").empty());
  CHECK(of("a.b[0].c").empty());
}

TEST_CASE("several oddities are told in the order of the text") {
  const Warnings all = of("a == \"x\" && length(b) == 'c' && d == OPEN");
  REQUIRE(all.size() == 3);
  CHECK(all[0].find("column 6:") == 0);
  CHECK(all[1].find("column 23:") == 0);
  CHECK(all[2].find("column 38:") == 0);
}

TEST_CASE("what is usual is not warned about") {
  for (const char* text :
       {"active && !deleted_at", "price > `10`", "a == b", "status == 'OPEN'", "a == `null`",
        "not_null(a, `0`) + b", "items[?qty > `2`].sku | [0]", "sum(lines[].qty) / length(lines)",
        "sort_by(a, &b)[0].c", "a[0:2][0]", "keys(@)[0]", "a == $env.A", "type(a) == 'string'",
        "to_number(a) > `3`", "join(', ', names)", "name[0:3]"}) {
    CAPTURE(text);
    CHECK(of(text).empty());
  }
}
