#include "config/needed.hpp"

#include <doctest/doctest.h>

#include "config/parse.hpp"
#include "helpers.hpp"

using namespace sluice::config;
using namespace sluice::config::test;

namespace {

const char* const kTwoShops = R"(clients:
  a: {use: shop.client, base_uri: x, token: "${A_TOKEN}"}
  b: {use: shop.client, base_uri: x, token: "${B_TOKEN}"}
  unused: {use: shop.client, base_uri: x, token: "${C_TOKEN}"}
pipelines:
  from_a:
    subscriber: {use: shop.subscriber, client: a, entity: products}
    publisher: {use: file.publisher, path: a}
  from_b:
    subscriber: {use: shop.subscriber, client: b, entity: products}
    publisher: {use: file.publisher, path: "${B_PATH}"}
)";

std::string problems_of(std::optional<Use> use) {
  ReadOptions options;
  options.file = "c.yaml";
  options.use = std::move(use);
  options.variable = [](const std::string& name) {
    return name == "A_TOKEN" ? std::optional<std::string>("token-of-a") : std::nullopt;
  };
  Problems problems("c.yaml");
  const std::optional<Draft> draft = read_config_text(kTwoShops, options, problems);
  REQUIRE(draft);
  load_components(*draft, catalogue(), {}, problems);
  return joined(problems);
}

}  // namespace

TEST_CASE("a missing token of one shop does not stop another") {
  CHECK(problems_of(Use{false, {"from_a"}}) == "");
  CHECK(problems_of(Use{false, {"from_b"}}).find("B_TOKEN is not set") != std::string::npos);
  CHECK(problems_of(Use{false, {"from_b"}}).find("B_PATH is not set") != std::string::npos);
}

TEST_CASE("a client that no pipeline names needs nothing where pipelines run") {
  const std::string text = problems_of(Use{});
  CHECK(text.find("B_TOKEN is not set") != std::string::npos);
  CHECK(text.find("C_TOKEN") == std::string::npos);
}

TEST_CASE("a client may be needed by its name alone") {
  CHECK(problems_of(Use{false, {}, {"a"}}) == "");
  CHECK(problems_of(Use{false, {}, {"unused"}}).find("C_TOKEN") != std::string::npos);
}

TEST_CASE("without a choice everything is needed") {
  CHECK(problems_of(std::nullopt).find("C_TOKEN is not set") != std::string::npos);
}

TEST_CASE("what the used pipelines name is needed, other named objects are not") {
  const std::string text = R"(clients:
  a: {use: shop.client, base_uri: x, token: "${A_TOKEN}"}
  b: {use: shop.client, base_uri: x, token: "${B_TOKEN}"}
incoming:
  of_a: {subscriber: {use: shop.subscriber, client: a, entity: products}}
  of_b: {subscriber: {use: shop.subscriber, client: b, entity: products}}
outgoing:
  used: {publisher: {use: file.publisher, path: "${USED}"}}
  unused: {publisher: {use: file.publisher, path: "${UNUSED}"}}
pipelines:
  p: {from: of_a, to: used}
  q: {from: of_b, to: unused}
)";
  Problems problems("c.yaml");
  const std::set<std::string> unneeded =
      unneeded_sections(*parse_yaml(text, problems), {false, {"p"}, {}});
  CHECK(unneeded ==
        std::set<std::string>{"/clients/b", "/incoming/of_b", "/outgoing/unused", "/pipelines/q"});
}

TEST_CASE("the outgoing that a hook leads to is used, and so is its client") {
  Problems problems("c.yaml");
  const std::optional<Node> root = parse(
      "clients: {a: {use: x.c}, b: {use: x.c}, c: {use: x.c}}\n"
      "outgoing:\n  ids: {publisher: {use: x.p, client: a}}\n"
      "  logs: {publisher: {use: x.p, client: c}}\n"
      "  shop: {publisher: {use: x.p, client: b}, then: ids}\n"
      "pipelines:\n  p: {to: shop, subscriber: {use: x.s}}\n"
      "  q: {subscriber: {use: x.s}, publisher: {use: x.p, then: logs}}\n",
      problems);
  REQUIRE(root);
  CHECK(unneeded_sections(*root, {false, {"p"}, {}}) ==
        std::set<std::string>{"/clients/c", "/outgoing/logs", "/pipelines/q"});
  CHECK(unneeded_sections(*root, {false, {"q"}, {}}) ==
        std::set<std::string>{"/clients/a", "/clients/b", "/outgoing/ids", "/outgoing/shop",
                              "/pipelines/p"});
}

TEST_CASE("the outgoing of an alert is needed where all pipelines run, and only there") {
  const std::string text =
      "host: {on_failure: {to: chat}}\n"
      "outgoing:\n  chat: {publisher: {use: file.publisher, path: \"${CHAT}\"}}\n"
      "pipelines:\n  p:\n    subscriber: {use: file.subscriber, path: in}\n"
      "    publisher: {use: file.publisher, path: x}\n";
  const Node root = *yaml(text).root;
  CHECK(unneeded_sections(root, Use{}).empty());
  CHECK(unneeded_sections(root, Use{false, {"p"}}) == std::set<std::string>{"/outgoing/chat"});
}

TEST_CASE("a table is needed by the pipelines that look it up, by a step or in an expression") {
  const auto parsed = yaml(R"yaml(tables:
  colours: {file: "${A}", key: a}
  sizes: {file: "${B}", key: a}
  ids: {store: true}
  taxes: {rows: {a: b}}
pipelines:
  p: {transformers: [{use: core.lookup, table: colours}, {use: core.map, set: {a: "lookup('sizes', size)"}}]}
  q: {to: shop}
outgoing:
  shop: {transformers: [{use: core.map, set: {a: "lookup(`\"taxes\"`, 'sizes')", b: "'ids'"}}]}
)yaml");
  REQUIRE_MESSAGE(parsed.root, parsed.text());
  const auto of_p = unneeded_sections(*parsed.root, {false, {"p"}, {}});
  CHECK_FALSE(of_p.count("/tables/colours"));
  CHECK_FALSE(of_p.count("/tables/sizes"));
  CHECK(of_p.count("/tables/ids"));
  CHECK(of_p.count("/tables/taxes"));
  const auto of_q = unneeded_sections(*parsed.root, {false, {"q"}, {}});
  CHECK(of_q.count("/tables/colours"));
  CHECK_FALSE(of_q.count("/tables/taxes"));
  CHECK_FALSE(unneeded_sections(*parsed.root, {false, {}, {}, {"ids"}}).count("/tables/ids"));
}
