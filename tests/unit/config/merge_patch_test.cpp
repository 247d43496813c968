#include "config/merge_patch.hpp"

#include <doctest/doctest.h>

#include "config/parse.hpp"

using namespace sluice::config;

namespace {

Node tree(std::string_view json) {
  Problems problems("test");
  auto out = parse_json(json, problems);
  REQUIRE(out);
  return *out;
}

std::string merged(std::string_view into, std::string_view patch) {
  Node out = tree(into);
  merge_patch(out, tree(patch));
  return to_json(out);
}

}  // namespace

// RFC 7396, appendix A, as far as its cases differ.
TEST_CASE("a patch adds, replaces and takes away members, at every depth") {
  CHECK(merged(R"({"a":"b"})", R"({"a":"c"})") == R"({"a":"c"})");
  CHECK(merged(R"({"a":"b"})", R"({"b":"c"})") == R"({"a":"b","b":"c"})");
  CHECK(merged(R"({"a":"b","b":"c"})", R"({"a":null})") == R"({"b":"c"})");
  CHECK(merged(R"({"a":{"b":"c"}})", R"({"a":{"b":"d","c":null}})") == R"({"a":{"b":"d"}})");
  CHECK(merged(R"({"a":["b"]})", R"({"a":"c"})") == R"({"a":"c"})");
  CHECK(merged(R"({"a":"c"})", R"({"a":["b"]})") == R"({"a":["b"]})");
  CHECK(merged(R"({"a":[{"b":"c"}]})", R"({"a":[1]})") == R"({"a":[1]})");
  CHECK(merged(R"({"e":null})", R"({"a":1})") == R"({"e":null,"a":1})");
  CHECK(merged(R"({})", R"({"a":{"bb":{"ccc":null}}})") == R"({"a":{"bb":{}}})");
}
