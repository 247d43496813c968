#include "common/json_members.hpp"

#include <doctest/doctest.h>

using namespace sluice::simulator;

TEST_CASE("values stay raw and in order") {
  const auto members = JsonMembers::parse(
      " { \"a\" : 19.90 , \"b\":[1, {\"c\":2}] ,\"d\":\"\\u00e9\",\"e\":null } ");
  REQUIRE(members);
  CHECK(*members->find("a") == "19.90");
  CHECK(*members->find("b") == "[1, {\"c\":2}]");
  CHECK(*members->find("d") == "\"\\u00e9\"");
  CHECK(members->text() == R"({"a":19.90,"b":[1, {"c":2}],"d":"\u00e9","e":null})");
}

TEST_CASE("names are decoded and a repeated one keeps its last value") {
  const auto members = JsonMembers::parse(R"({"\u0061":1,"b":2,"a":3})");
  REQUIRE(members);
  CHECK(members->text() == R"({"a":3,"b":2})");
}

TEST_CASE("what is not one whole object is refused") {
  for (const char* text : {"", " ", "{", "{}x", "[]", "1", "null", "{\"a\":01}", "{\"a\":}",
                           "{\"a\":1,}", "{'a':1}", "{\"a\":\"\xC3\x28\"}"}) {
    CAPTURE(text);
    CHECK_FALSE(JsonMembers::parse(text));
  }
  CHECK_FALSE(JsonMembers::parse("{\"a\":" + std::string(600, '[') + std::string(600, ']') + "}"));
  CHECK(JsonMembers::parse("{\"a\":" + std::string(100, '[') + std::string(100, ']') + "}"));
}

TEST_CASE("an array is cut into its elements") {
  const auto elements = parse_array(R"([ 1.50, "x,y" ,{"a":[2]},[ ], null])");
  REQUIRE(elements);
  CHECK(*elements == std::vector<std::string>{"1.50", "\"x,y\"", "{\"a\":[2]}", "[ ]", "null"});
  CHECK(parse_array("[]")->empty());
  CHECK_FALSE(parse_array("{}"));
}

TEST_CASE("the kind of a document") {
  CHECK(parse_kind("{}") == JsonKind::kObject);
  CHECK(parse_kind(" [1]") == JsonKind::kArray);
  CHECK(parse_kind("\"x\"") == JsonKind::kString);
  CHECK(parse_kind("-1.5e3") == JsonKind::kNumber);
  CHECK(parse_kind(" true ") == JsonKind::kBoolean);
  CHECK(parse_kind("null") == JsonKind::kNull);
  CHECK_FALSE(parse_kind("nul"));
}

TEST_CASE("setting and erasing members") {
  JsonMembers members = JsonMembers::parse(R"({"a":1,"b":2})").value();
  members.set("a", "10");
  members.set("c", "\"x\"");
  members.erase("b");
  CHECK(members.text() == R"({"a":10,"c":"x"})");
}

TEST_CASE("64-bit numbers are read exactly, others not at all") {
  const std::string big = "9007199254740993";
  CHECK(as_int(&big) == 9007199254740993);
  for (const std::string raw : {"1.0", "\"1\"", "99999999999999999999", "null"}) {
    CAPTURE(raw);
    CHECK_FALSE(as_int(&raw));
  }
  CHECK_FALSE(as_int(nullptr));
}

TEST_CASE("text is quoted raw or in ASCII") {
  CHECK(quote("é\"\n") == "\"é\\\"\\n\"");
  CHECK(quote_ascii("é👕") == "\"\\u00E9\\uD83D\\uDC55\"");
}
