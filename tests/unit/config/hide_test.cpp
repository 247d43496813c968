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

TEST_CASE("a pointer that a component made of a value does not show it, the file's places stay") {
  ComponentConfig config = section("base_uri: x\nquery: {shop: y}\n");
  config.node.find("query")->find("shop")->outside = {"shop-secret-77", "shop"};
  Problems problems("c.yaml");
  add_create_problem(config, "/query/shop-secret-77: is unknown", problems);
  add_create_problem(config, "/query/shop: is empty", problems);
  CHECK(joined(problems) ==
        "c.yaml:2:8: is unknown (/clients/shop/query/${…})\n"
        "c.yaml:2:15: is empty (/clients/shop/query/shop)\n");
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

TEST_CASE("no problem of a config shows a value from outside, whole or cut") {
  Problems problems("shop.yaml");
  problems.add_outside("5f3c9b-value-77");
  problems.add_outside("abc");
  problems.add({}, "/a", "\"5f3c9b-value-77\" is no length of time, abc is");
  problems.add({}, "/b", "\"5f3c9b-va…\" is unknown; 5f3c... and more…");
  const auto all = problems.sorted();
  CHECK(all[0].message == "\"${…}\" is no length of time, abc is");
  CHECK(all[1].message == "\"${…}…\" is unknown; ${…}... and more…");
}

TEST_CASE("a value of a variable is in no message about a setting that it is wrong for") {
  ReadOptions options;
  options.file = "shop.yaml";
  options.variable = [](const std::string&) { return std::optional<std::string>("5f3c9b-value"); };
  Problems problems("shop.yaml");
  const auto draft = read_config_text(
      "pipelines:\n  a:\n    to: \"${L}\"\n    schedule: {every: \"${L}\"}\n"
      "    subscriber: {use: \"x.${L}\"}\n",
      options, problems);
  REQUIRE(draft);
  load_components(*draft, catalogue(), {}, problems);
  CHECK(problems.size() >= 3);
  for (const auto& one : problems.sorted())
    CHECK_MESSAGE(one.message.find("5f3c9b") == std::string::npos, one.message);
}

TEST_CASE("a value from outside may be a secret by its source, its names and its look") {
  const auto counts = [](const std::string& pointer, const std::string& reference,
                         const std::string& value) {
    return inserted_values({{pointer, reference, value}}).front().secret;
  };
  CHECK(counts("/a/request/query/u", "SHOP_KEY", "hush-hush"));
  CHECK(counts("/a/request/query/apiKey", "SHOP", "hush-hush"));
  CHECK(counts("/a/tokens/0", "FIRST", "hush-hush"));
  CHECK(counts("/a/x", "secret:SHOP", "hush"));
  CHECK(counts("/a/x", "file:shop.txt", "hush-hush"));
  CHECK(counts("/a/x", "SHOP", "lsxs_pt_Ab3dEf6hIj9lMn2p"));
  CHECK(counts("/a/token_url", "URL", "https://h/?key=hush"));
  CHECK_FALSE(counts("/a/since", "SINCE", "2026-01-01"));
  CHECK_FALSE(counts("/a/token_url", "URL", "https://login.example/token"));
  CHECK_FALSE(counts("/a/auth", "AUTH_MODE", "basic"));
  CHECK_FALSE(counts("/a/script", "file:shop.lua", "local a = 1\nreturn a"));
}
