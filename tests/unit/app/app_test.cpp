#include <doctest/doctest.h>

#include "app/console.hpp"
#include "app/schema_text.hpp"
#include "app/stop_token.hpp"
#include "app/summary.hpp"

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

TEST_CASE("a stop token is requested once it is set") {
  StopToken token(std::move(*platform::Wake::create()));
  CHECK(!token.cancel()->requested(token.cancel()));
  token.set();
  CHECK(token.cancel()->requested(token.cancel()));
  CHECK(token.cancel()->remaining_ms(token.cancel()) == INT64_MAX);
}

TEST_CASE("a summary has every pipeline in order, and totals") {
  config::PipelineConfig first, second;
  first.name = "a";
  second.name = "b";
  config::ComponentConfig file;
  file.use = "file.publisher";
  file.node = config::Node::object();
  file.node.set("path", config::Node::string("out.ndjson"));
  first.publishers.push_back(file);
  pipeline::RunReport done, failed;
  done.read = 1200;
  done.targets.push_back({"publishers[0]", 1100, 0});
  done.parked = 100;
  failed.status = Status::data("broken");
  failed.read = 5;
  RunSummary summary;
  summary.pipelines = {{&first, &done}, {&second, &failed}};
  summary.usage.requests = 7;
  summary.usage.budget_left = 993;
  const auto lines = summary_lines(summary, false);
  REQUIRE(lines.size() == 9);
  CHECK(lines[0] == "pipeline a: done in 0.00 s");
  CHECK(lines[1] == "  read 1,200, filtered 0, delivered 1,100, parked 100, pages 0");
  CHECK(lines[2] == "  output: out.ndjson");
  CHECK(lines[4] == "pipeline b: failed in 0.00 s");
  CHECK(lines[7] == "total: read 1,205, filtered 0, delivered 1,100, parked 100");
  CHECK(lines[8].find("requests 7, rate budget left 993, elapsed 0.00 s") != std::string::npos);
  CHECK(config::to_json(summary_node(summary))
            .find("\"outcome\":\"failed\",\"message\":\"broken\"") != std::string::npos);
}
