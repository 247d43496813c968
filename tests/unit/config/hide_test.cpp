#include "config/hide.hpp"

#include <doctest/doctest.h>

#include "helpers.hpp"

using namespace sluice::config;
using namespace sluice::config::test;

namespace {

ComponentConfig section(const std::string& text) {
  Problems problems("c.yaml");
  ComponentConfig out;
  out.pointer = "/clients/shop";
  out.node = *parse_yaml(text, problems);
  return out;
}

}  // namespace

TEST_CASE("a token is known by its looks, words and paths are not taken for one") {
  CHECK(looks_secret("lsxs_pt_Ab3dEf6hIj9lMn2p"));
  CHECK(looks_secret("3f786850e387550fdab836ed7e6dc881de23001b"));
  CHECK(!looks_secret("products"));
  CHECK(!looks_secret("orders-2026-07-31-full.ndjson"));
  CHECK(!looks_secret("https://example.retail.lightspeed.app"));
  CHECK(!looks_secret("price_excluding_tax - supply_price"));
}

TEST_CASE("what a component says of its section holds neither outside text nor tokens") {
  ComponentConfig config = section("base_uri: x\nname: lsxs_pt_Ab3dEf6hIj9lMn2p\n");
  config.node.find("base_uri")->text = "secret-of-the-environment";
  config.node.find("base_uri")->outside = {"secret-of-the-environment"};
  Problems problems("c.yaml");
  add_create_problem(config, "/base_uri: \"secret-of-the-environment\" is no address", problems);
  add_create_problem(config, "/name: \"lsxs_pt_Ab3dEf6hIj9lMn2p\" is no name", problems);
  CHECK(joined(problems) ==
        "c.yaml:1:11: \"${…}\" is no address (/clients/shop/base_uri)\n"
        "c.yaml:2:7: \"…\" is no name (/clients/shop/name)\n");
}

TEST_CASE("a value that looks like a token is not shown by the schema's messages") {
  const auto text = [](const std::string& value) {
    Problems problems("c.yaml");
    Node schema =
        *parse_json(R"({"type":"object","properties":{"mode":{"enum":["off","full"]}}})", problems);
    Node root = *parse_yaml("mode: " + value + "\n", problems);
    check_schema(schema, {root, "", problems, {}});
    return joined(problems);
  };
  CHECK(text("fulll").find("\"fulll\" is none of") != std::string::npos);
  CHECK(text("lsxs_pt_Ab3dEf6hIj9lMn2p").find("lsxs") == std::string::npos);
}

TEST_CASE("what create says of a place that the schema found wrong is not added") {
  ComponentConfig config = section("token: 12345\n");
  Problems problems("c.yaml");
  problems.add(config.node.find("token")->at, "/clients/shop/token", "text is wanted");
  add_create_problem(config, "/token: is empty", problems);
  CHECK(problems.size() == 1);
}
