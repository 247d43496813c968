// What evaluating meets that fails no record and is hardly meant: counted, with an example.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "unit/expression/fixture.hpp"

using sluice::expression::Evaluator;
using sluice::expression::Fixture;

namespace {

// "2 comparison of …, record id=1" of an expression on these records.
std::vector<std::string> met(const char* expression, const std::vector<std::string>& records) {
  Fixture f;
  auto compiled = f.compile(expression);
  REQUIRE(compiled.ok());
  for (const std::string& record : records) {
    size_t index = 0;
    REQUIRE(f.batch()->records_api->add_source(f.batch(), sluice::slice(record), &index) ==
            SLUICE_OK);
  }
  Evaluator evaluator(compiled->program(), f.batch());
  for (size_t i = 0; i < records.size(); i++)
    CHECK(evaluator.evaluate(&sluice_record_at(f.batch(), i)->root));
  std::vector<std::string> out;
  for (const Evaluator::Note& note : evaluator.notes())
    out.push_back(std::to_string(note.count) + " " + evaluator.words_of(note) + ", " +
                  note.example);
  return out;
}

using Notes = std::vector<std::string>;

}  // namespace

TEST_CASE("text compared with a number is counted, with the first record as example") {
  CHECK(met("price > `10`",
            {R"({"id":6,"price":12})", R"({"id":7,"price":"12.50"})", R"({"id":8,"price":"1"})"}) ==
        Notes{"2 comparison of text with a number (`price > `10``), record id=7"});
  CHECK(met("price == `10`", {R"({"sku":"A","price":"10"})"}) ==
        Notes{"1 comparison of text with a number (`price == `10``), record sku=A"});
  CHECK(met("price != cost", {R"({"price":1,"cost":"1"})"}) ==
        Notes{"1 comparison of text with a number (`price != cost`), record 1 of its batch"});
  CHECK(met("lines[?qty > `1`]", {R"({"id":1,"lines":[{"qty":"1"},{"qty":"2"},{"qty":3}]})"}) ==
        Notes{"2 comparison of text with a number (`qty > `1``), record id=1"});
}

TEST_CASE("text compared with a name that is no field is counted") {
  CHECK(met("status == open", {R"({"id":1,"status":"open"})", R"({"id":2,"status":null})"}) ==
        Notes{"1 comparison of text with a field that is missing (`status == open`); text goes in "
              "single quotes, record id=1"});
  CHECK(met("open == status", {R"({"id":1,"status":"open"})"}).size() == 1);
  CHECK(met("status == a.b", {R"({"status":"open"})"}).empty());
  CHECK(met("missing == 'open'", {"{}"}).empty());
}

TEST_CASE("two missing values that are compared are counted") {
  CHECK(met("a == b", {R"({"id":1})", R"({"a":null,"b":null})", R"({"a":1})"}) ==
        Notes{"1 comparison of two missing values (`a == b`), record id=1"});
  CHECK(met("a.x > b.y", {"{}"}).size() == 1);
  CHECK(met("a == `null`", {"{}"}).empty());
}

TEST_CASE("a path that meets an array is counted") {
  CHECK(met("lines.price", {R"({"id":1,"lines":[{"price":1}]})", R"({"lines":{"price":1}})"}) ==
        Notes{"1 path that meets an array (`lines.price`); [] after the array's name selects its "
              "items, record id=1"});
  CHECK(met("lines[].price", {R"({"lines":[{"price":1}]})"}).empty());
  CHECK(met("a.b", {R"({"a":"text"})", R"({"a":null})", "{}"}).empty());
}

TEST_CASE("what is as it should be is not counted") {
  CHECK(met("a == b && c < d && e != `null`",
            {R"({"a":"x","b":"x","c":1,"d":2,"e":"y"})", R"({"a":1,"b":1,"c":1,"d":2})",
             R"({"a":true,"b":true,"c":"a","d":"b","e":null})"})
            .empty());
}

TEST_CASE("two places of one expression are counted apart") {
  CHECK(met("a > `1` || b > `2`", {R"({"id":1,"a":"x","b":"y"})"}).size() == 2);
}

TEST_CASE("a record is called by how it was read, whatever it is now") {
  Fixture f;
  size_t index = 0;
  const std::string text = R"({"id":"A-1","price":"12"})";
  REQUIRE(f.batch()->records_api->add_source(f.batch(), sluice::slice(text), &index) == SLUICE_OK);
  sluice_record_at(f.batch(), 0)->root = *f.value(R"({"price":"12"})");
  auto compiled = f.compile("price > `1`");
  REQUIRE(compiled.ok());
  Evaluator evaluator(compiled->program(), f.batch());
  REQUIRE(evaluator.evaluate(&sluice_record_at(f.batch(), 0)->root));
  REQUIRE(evaluator.notes().size() == 1);
  CHECK(evaluator.notes()[0].example == "record id=A-1");
}
