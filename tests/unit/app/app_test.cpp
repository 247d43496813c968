#include <doctest/doctest.h>

#include "app/report/console.hpp"
#include "app/schema/editor_schema.hpp"
#include "app/schema/schema_text.hpp"

using namespace sluice;
using namespace sluice::app;

namespace {

loader::ComponentInfo component(const std::string& schema) {
  loader::ComponentInfo info;
  info.id = "x.publisher";
  info.kind = loader::Kind::kPublisher;
  info.title = "X";
  info.schema = schema;
  return info;
}

}  // namespace

TEST_CASE("figures are written for people") {
  CHECK(grouped(0) == "0");
  CHECK(grouped(999) == "999");
  CHECK(grouped(1000) == "1,000");
  CHECK(grouped(1234567) == "1,234,567");
  CHECK(bytes_text(1536) == "1.5 KiB");
  CHECK(bytes_text(64u << 20) == "64.0 MiB");
  CHECK(bytes_text(uint64_t{3} << 30) == "3.0 GiB");
  CHECK(seconds_text(1234) == "1.23 s");
  CHECK(time_text(0) == "-");
  CHECK(time_text(1785499200000000) == "2026-07-31T12:00:00Z");
}

TEST_CASE("settings come in x-order, with what is within them behind them") {
  const auto settings = settings_of(schema_node(component(
      R"({"type":"object","required":["b"],"properties":{
        "a":{"type":"object","properties":{"c":{"type":"integer","minimum":1,"maximum":5}}},
        "b":{"type":"string","x-order":1,"x-secret":true,"description":"What"}}})")));
  REQUIRE(settings.size() == 3);
  CHECK(settings[0].path == "b");
  CHECK(settings[0].required);
  CHECK(settings[0].secret);
  CHECK(settings[0].about == "What");
  CHECK(settings[2].path == "a.c");
  CHECK(settings[2].type == "whole number, 1 to 5");
}

TEST_CASE("an example has what is required, and the rest as comments") {
  CHECK(example_of(component(
            R"({"type":"object","required":["path"],"properties":{
              "mode":{"type":"string","enum":["append","replace"],"default":"append","x-order":2},
              "path":{"type":"string","x-example":"out.ndjson","x-order":1}}})")) ==
        "use: x.publisher\npath: \"out.ndjson\"\n# mode: \"append\"\n");
}

TEST_CASE("the merged schema has each component in its place, with its references rebased") {
  loader::PluginInfo plugin;
  plugin.id = "x";
  plugin.components.push_back(component(
      R"({"type":"object","properties":{"a":{"$ref":"#/definitions/n"}},"definitions":{"n":{}}})"));
  const config::Node schema = merged_schema({&plugin});
  const config::Node* reference = schema.at_pointer("/definitions/x.publisher/properties/a/$ref");
  REQUIRE(reference);
  CHECK(reference->text == "#/definitions/x.publisher/definitions/n");
  CHECK(schema.at_pointer("/definitions/publishers/anyOf/0/$ref")->text ==
        "#/definitions/x.publisher");
}

TEST_CASE("a number of a schema stays a number when it is written for people") {
  const config::Node schema = schema_node(component(
      R"({"type":"object","properties":{"a":{"minimum":1,"enum":["auto",1,2.5,null,true]}}})"));
  const std::string text = pretty(schema);
  CHECK(text.find("\"minimum\": 1") != std::string::npos);
  CHECK(text.find("[\"auto\", 1, 2.5, null, true]") != std::string::npos);
}
