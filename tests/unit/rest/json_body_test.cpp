// Members of a body that are set on the way, also within objects and lists.
#include <doctest/doctest.h>

#include "sluice/rest/json_body.hpp"
#include "unit/record/fixture.hpp"

using sluice::rest::JsonBody;

namespace {

JsonBody json_body(std::string_view json) {
  sluice::record::Fixture page;
  sluice_value value = page.parsed(json);
  auto body = JsonBody::read(sluice::Value(page.abi(), &value));
  REQUIRE(body.ok());
  return *std::move(body);
}

std::string with(std::string_view json, std::string_view path, const std::string& value) {
  JsonBody body = json_body(json);
  const sluice::Status status = body.set(path, value);
  return status ? body.text() : status.message();
}

}  // namespace

TEST_CASE("a body keeps its members, numbers with their digits") {
  CHECK(json_body(R"({"a":19.90,"b":[1,{"c":null}],"d":{},"e":[]})").text() ==
        R"({"a":19.90,"b":[1,{"c":null}],"d":{},"e":[]})");
  CHECK(json_body("[1,2]").text() == "[1,2]");
  CHECK(json_body("null").empty());
}

TEST_CASE("a member is set by its name, or by a path through objects and lists") {
  CHECK(with(R"({"a":1})", "a", "2") == R"({"a":2})");
  CHECK(with(R"({"a":1})", "b", "2") == R"({"a":1,"b":2})");
  CHECK(with(R"({"v":{"first":5,"after":null}})", "v.after", "\"x\"") ==
        R"({"v":{"first":5,"after":"x"}})");
  CHECK(with(R"({"v":null})", "v.after", "1") == R"({"v":{"after":1}})");
  CHECK(with(R"({"f":[{"x":1}]})", "f.0.gte", "2") == R"({"f":[{"x":1,"gte":2}]})");
  CHECK(with(R"({"a.b":1})", "a.b", "2") == R"({"a.b":2})");
  CHECK(JsonBody().text().empty());
  JsonBody none;
  CHECK(none.set("a.b", "1").ok());
  CHECK(none.text() == R"({"a":{"b":1}})");
}

TEST_CASE("a path that a body has no place for is refused") {
  CHECK(with(R"({"a":"text"})", "a.b", "1") ==
        "\"a.b\" is no place in the payload: there is no object to put \"b\" in");
  CHECK(with(R"({"f":[1]})", "f.3.x", "1").find("is no place") != std::string::npos);
}

TEST_CASE("a member is read by its path, and taken out by its name") {
  JsonBody body = json_body(R"({"a":{"b":[5]},"c":1})");
  CHECK(body.member("a.b.0") == "5");
  CHECK(body.member("a.x").empty());
  body.remove("a");
  CHECK(body.text() == R"({"c":1})");
}
