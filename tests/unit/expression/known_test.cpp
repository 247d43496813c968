// What is known of records says of an expression, before there are any.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "sluice/expression/known_check.hpp"
#include "sluice/expression/path.hpp"
#include "unit/expression/fixture.hpp"

using namespace sluice::expression;

namespace {

using Warnings = std::vector<std::string>;

constexpr const char* kAddress = R"({"type":"object","additionalProperties":false,"properties":{
  "id":{"type":"number"},"city":{"type":"string"},"open":{"type":"object"},
  "type":{"type":"string","enum":["BILLING","SHIPPING"]},"note":{},
  "tags":{"type":"array","items":{"type":"string"}},
  "lines":{"type":"array","items":{"type":"object","additionalProperties":false,"properties":{
    "sku":{"type":"string"},"qty":{"type":"number"}}}}}})";

Warnings said_of(const char* text, const char* record = kAddress) {
  Fixture f;
  f.variables.emplace("A", "x");
  auto compiled = f.compile(text);
  REQUIRE_MESSAGE(compiled.ok(), compiled.status().message());
  Warnings out;
  check_known(compiled->program(), known_of(record), &out);
  return out;
}

std::string result_of(const char* text) {
  Fixture f;
  auto compiled = f.compile(text);
  REQUIRE(compiled.ok());
  Warnings ignored;
  return json_of(check_known(compiled->program(), known_of(kAddress), &ignored));
}

std::vector<Step> known_path(const char* text) {
  static Fixture f;  // the steps point into it
  return Path::compile(text, f.workbench())->steps();
}

}  // namespace

TEST_CASE("a path that cannot exist is warned about, with what may be meant") {
  CHECK(
      said_of("ctiy") ==
      Warnings{"column 1: `ctiy` is always null: there is no member \"ctiy\"; did you mean city?"});
  CHECK(said_of("upper(lines[0].skuu)").size() == 1);
  CHECK(said_of("lines[].amount") ==
        Warnings{"column 9: `amount` is always null: there is no member "
                 "\"amount\""});
  CHECK(said_of("lines[?price > `1`].sku").size() == 1);
  CHECK(said_of("lines[*].{s: sku, p: price}").size() == 1);
  CHECK(said_of("city.name").size() == 1);
  CHECK(said_of("lines.sku").size() == 1);
  CHECK(said_of("city[0]").size() == 1);
  CHECK(said_of("$.nothing || city").size() == 1);
  CHECK(said_of("missing && missing").size() == 2);
  CHECK(said_of("let $c = ctiy in $c").size() == 1);
  CHECK(said_of("type == 'BILLING' ? city : town").size() == 1);
}

TEST_CASE("a comparison that cannot hold is warned about") {
  CHECK(said_of("id == '7'") == Warnings{"column 4: `id == '7'` never holds: one side is of type "
                                         "number, the other of type text"});
  CHECK(said_of("city != `7`").size() == 1);
  CHECK(said_of("id > city").size() == 1);
  CHECK(said_of("lines[?qty < '3']").size() == 1);
  CHECK(said_of("type == 'BILING'") ==
        Warnings{"column 6: `type == 'BILING'` never holds: the text is one of BILLING, SHIPPING; "
                 "did you mean BILLING?"});
  CHECK(said_of("'billing' != type").size() == 1);
}

TEST_CASE("what may be so is not warned about") {
  for (const char* text : {"city",
                           "lines[].sku",
                           "lines[0].qty",
                           "lines[-1:].sku",
                           "lines[?qty > `1`].sku | [0]",
                           "open.anything",
                           "open.anything.at[0].all",
                           "note.x",
                           "note[0]",
                           "note == '1'",
                           "note > `1`",
                           "tags[0] == 'x'",
                           "tags[]",
                           "city[1:3]",
                           "id == `null`",
                           "city == `null`",
                           "type == 'BILLING'",
                           "type == city",
                           "type == $env.A",
                           "id > `3`",
                           "!city",
                           "@",
                           "@.city",
                           "$.lines[0].sku",
                           "open || city",
                           "sort_by(lines, &qty)[0].nothing_known",
                           "map(&anything, lines)",
                           "*.whatever",
                           "let $a = lines in $a[0].anything",
                           "{a: city}.a",
                           "[city, id][0]",
                           "length(lines) > `1`",
                           "from_items(items(@)).x",
                           "lines[*].[sku, qty][]",
                           "lines[].{s: sku} | [0].s",
                           "id + `1` > `2`",
                           "@index"})
    CHECK_MESSAGE(said_of(text).empty(), text);
}

TEST_CASE("members of a list that is not complete may be others") {
  const char* const open = R"({"type":"object","properties":{"id":{"type":"number"}}})";
  CHECK(said_of("anything.at.all", open).empty());
  CHECK(said_of("id == '7'", open).size() == 1);
  CHECK(said_of("anything == '7'", "").empty());
  CHECK(said_of("anything == '7'", "no JSON").empty());
  CHECK(said_of("anything == '7'", "{}").empty());
}

TEST_CASE("what an expression makes is known, too") {
  CHECK(result_of("{a: city, b: length(lines)}") ==
        R"({"type":"object","additionalProperties":false,"properties":{"a":{"type":"string"},)"
        R"("b":{"type":"number"}}})");
  CHECK(result_of("lines[].sku") == R"({"type":"array","items":{"type":"string"}})");
  CHECK(result_of("open.x").empty());
  CHECK(result_of("city || id").empty());
}

TEST_CASE("members are taken out, kept and put, as far as they are known") {
  const Known record = known_of(
      R"({"type":"object","additionalProperties":false,"properties":{"a":{"type":"number"},)"
      R"("b":{"type":"array","items":{"type":"object","additionalProperties":false,)"
      R"("properties":{"c":{"type":"string"},"d":{}}}}}})");
  CHECK(json_of(known_without(record, known_path("b[].d"))) ==
        R"({"type":"object","additionalProperties":false,"properties":{"a":{"type":"number"},)"
        R"("b":{"type":"array","items":{"type":"object","additionalProperties":false,)"
        R"("properties":{"c":{"type":"string"}}}}}})");
  const auto kept = known_path("b[].c");
  CHECK(json_of(known_only(record, {&kept})) ==
        R"({"type":"object","additionalProperties":false,"properties":{"b":{"type":"array",)"
        R"("items":{"type":"object","additionalProperties":false,"properties":{"c":{"type":)"
        R"("string"}}}}}})");
  CHECK(json_of(known_only(nullptr, {&kept})) ==
        R"({"type":"object","additionalProperties":false,"properties":{"b":{}}})");
  const Known text = known_kind(kStringType);
  CHECK(
      json_of(known_with(record, known_path("x.y"), text))
          .find(
              R"("x":{"type":"object","additionalProperties":false,"properties":{"y":{"type":"string"}}})") !=
      std::string::npos);
  CHECK(known_with(nullptr, known_path("x"), text) == nullptr);
  const Known inside = known_with(record, known_path("a.y"), text);
  std::string why;
  CHECK(known_at(inside, known_path("a.z"), &why) == nullptr);
  CHECK(why.empty());
}
