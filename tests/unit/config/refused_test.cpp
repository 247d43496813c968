// What only some pipelines need may be missing: these are refused.
#include <doctest/doctest.h>

#include "unit/config/helpers.hpp"

using namespace sluice::config;
using namespace sluice::config::test;

namespace {

const std::string kShops =
    "host: {state: '${STATE:-state}'}\n"
    "clients:\n"
    "  berlin: {use: shop.client, base_uri: 'https://b', token: '${BERLIN_TOKEN}'}\n"
    "  oslo: {use: shop.client, base_uri: 'https://o', token: '${OSLO_TOKEN}'}\n"
    "  unused: {use: shop.client, base_uri: 'https://u', token: '${UNUSED_TOKEN}'}\n"
    "outgoing:\n"
    "  books: {publisher: {use: file.publisher, path: '${BOOKS}'}}\n"
    "pipelines:\n"
    "  a: {subscriber: {use: shop.subscriber, client: berlin, entity: products}, publisher: {use: "
    "file.publisher, path: a}}\n"
    "  b: {subscriber: {use: shop.subscriber, client: oslo, entity: products}, publisher: {use: "
    "file.publisher, path: b}}\n"
    "  c: {subscriber: {use: file.subscriber, path: in}, to: books}\n";

struct Read {
  Problems problems{"c.yaml"};
  std::optional<Draft> draft;
};

Read read_by_itself(const std::string& text, const Variables& variables) {
  Read out;
  ReadOptions options;
  options.file = "/etc/s/c.yaml";
  options.each_by_itself = true;
  options.variable = [&](const std::string& name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional(found->second);
  };
  out.draft = read_config_text(text, options, out.problems);
  return out;
}

}  // namespace

TEST_CASE("a pipeline that needs what is not set is refused, the others are not") {
  const Read read = read_by_itself(kShops, {{"OSLO_TOKEN", "long-secret"}, {"BOOKS", "x"}});
  REQUIRE_MESSAGE(read.problems.empty(), joined(read.problems));
  REQUIRE(read.draft->refused.size() == 1);
  CHECK(read.draft->refused.at("a").find("BERLIN_TOKEN") != std::string::npos);
  CHECK(read.draft->refused.at("a").find("(c.yaml:3)") != std::string::npos);
}

TEST_CASE("what an outgoing lacks refuses the pipelines that name it") {
  const Read read =
      read_by_itself(kShops, {{"OSLO_TOKEN", "long-secret"}, {"BERLIN_TOKEN", "long-secret"}});
  REQUIRE_MESSAGE(read.problems.empty(), joined(read.problems));
  CHECK(read.draft->refused.size() == 1);
  CHECK(read.draft->refused.count("c") == 1);
}

TEST_CASE("what the host lacks, or what alerts are sent with, is a problem") {
  const std::string alert = "host: {on_failure: {to: books}}\n" + kShops.substr(kShops.find('\n'));
  const Variables tokens = {{"OSLO_TOKEN", "long-secret"}, {"BERLIN_TOKEN", "long-secret"}};
  std::string only_alert = alert.substr(0, alert.find("  c: "));
  CHECK(joined(read_by_itself(only_alert, tokens).problems).find("BOOKS") != std::string::npos);
  const std::string host = "host: {state: '${STATE}'}\n" + kShops.substr(kShops.find('\n'));
  CHECK(joined(read_by_itself(host, tokens).problems).find("STATE") != std::string::npos);
}

TEST_CASE("a refused pipeline is in the config, with why") {
  Read read = read_by_itself(kShops, {{"OSLO_TOKEN", "long-secret"}, {"BOOKS", "x"}});
  const Config config = load_components(
      *read.draft, catalogue(), [](std::string_view) {}, read.problems);
  REQUIRE_MESSAGE(read.problems.empty(), joined(read.problems));
  CHECK_FALSE(config.pipelines.at(0).refused.empty());
  CHECK(config.pipelines.at(1).refused.empty());
}
