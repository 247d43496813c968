#include <doctest/doctest.h>

#include "helpers.hpp"
#include "support/text.hpp"

using namespace sluice::config;
using namespace sluice::config::test;

namespace {

constexpr const char* kGood = R"(clients:
  shop:
    use: shop.client
    base_uri: https://x
    token: ${TOKEN}
pipelines:
  products:
    subscriber:
      use: shop.subscriber
      client: shop
      entity: products
      request: {query: {page_size: 200}}
      request_transformers:
        - use: core.map
    transformers:
      - use: core.filter
        where: active && !deleted_at
      - {use: core.map, set: {a: b}}
    publishers:
      - use: file.publisher
        path: products.ndjson
)";

std::string with_publisher(const std::string& publisher) {
  return "pipelines:\n  p:\n    subscriber: {use: file.subscriber, path: in}\n" + publisher;
}

}  // namespace

TEST_CASE("a good config becomes the model") {
  const auto out = load(kGood, {{"TOKEN", "long-secret"}});
  REQUIRE_MESSAGE(out.problems.empty(), out.text());
  REQUIRE(out.config.clients.size() == 1);
  const ClientConfig& client = out.config.clients[0];
  CHECK(client.name == "shop");
  CHECK(client.component.instance == "clients.shop");
  CHECK(client.component.json ==
        R"({"base_uri":"https://x","token":"long-secret","timeout_ms":1000})");
  REQUIRE(out.config.pipelines.size() == 1);
  const PipelineConfig& pipeline = out.config.pipelines[0];
  CHECK(pipeline.name == "products");
  CHECK(pipeline.subscriber.use == "shop.subscriber");
  CHECK(pipeline.subscriber.client == "shop");
  CHECK(pipeline.subscriber.json ==
        R"({"entity":"products","request":{"query":{"page_size":200}},"pagination":true})");
  CHECK(pipeline.request_json == R"({"query":{"page_size":200}})");
  REQUIRE(pipeline.request_transformers.size() == 1);
  CHECK(pipeline.request_transformers[0].instance ==
        "pipelines.products.subscriber.request_transformers[0]");
  REQUIRE(pipeline.transformers.size() == 2);
  CHECK(pipeline.transformers[1].instance == "pipelines.products.transformers[1]");
  CHECK(pipeline.transformers[0].json == R"({"where":"active && !deleted_at"})");
  REQUIRE(pipeline.publishers.size() == 1);
  CHECK(pipeline.publishers[0].json == R"({"path":"products.ndjson","mode":"append"})");
  CHECK(out.secrets == std::vector<std::string>{"long-secret"});
}

TEST_CASE("the same config as JSON gives the same model") {
  Problems problems("c.json");
  ReadOptions options;
  options.file = "/etc/s/c.json";
  const std::optional<Draft> draft = read_config_text(
      R"({"pipelines":{"p":{"subscriber":{"use":"file.subscriber","path":"in"},
      "publisher":{"use":"file.publisher","path":"x"}}}})",
      options, problems);
  REQUIRE(draft);
  Loaded out{problems, load_components(*draft, catalogue(), {}, problems), {}};
  out.problems = problems;
  REQUIRE_MESSAGE(out.problems.empty(), out.text());
  CHECK(out.config.pipelines.at(0).publishers.at(0).json == R"({"path":"x","mode":"append"})");
}

TEST_CASE("the proxy of the dashboard sends from this machine, or from where it is said") {
  const auto dashboard = [](const std::string& more) {
    return load("host: {dashboard: {" + more + "}}\npipelines: {}\n");
  };
  const std::string proxy = "proxy: 'https://s.example.com'";
  CHECK(dashboard("").config.host.dashboard.proxy_addresses.empty());
  CHECK(dashboard(proxy).config.host.dashboard.proxy_addresses ==
        std::vector<std::string>{"127.0.0.0/8", "::1"});
  CHECK(dashboard(proxy + ", proxy_addresses: [10.0.0.5, 'fd00::/8']")
            .config.host.dashboard.proxy_addresses ==
        std::vector<std::string>{"10.0.0.5", "fd00::/8"});
  CHECK(dashboard(proxy + ", proxy_addresses: [10.0.0.0/33]")
            .text()
            .find("is no address and no range; write 10.0.0.5 or 10.1.0.0/16") !=
        std::string::npos);
  CHECK(dashboard("proxy_addresses: [10.0.0.5]").text().find("give its proxy: https://") !=
        std::string::npos);
}

TEST_CASE("an unknown component is refused with the one that was meant") {
  CHECK(load(with_publisher("    publishers: [{use: file.publsher, path: x}]\n")).text() ==
        "c.yaml:4:24: no plugin has a component \"file.publsher\"; did you mean "
        "\"file.publisher\"? (/pipelines/p/publishers/0/use)\n");
}

TEST_CASE("a component of the wrong kind is refused with its sibling") {
  CHECK(load(with_publisher("    publishers: [{use: file.subscriber, path: x}]\n")).text() ==
        "c.yaml:4:24: \"file.subscriber\" is a subscriber, a publisher is expected here; did you "
        "mean \"file.publisher\"? (/pipelines/p/publishers/0/use)\n");
  CHECK(load(with_publisher("    transformers: [{use: file.publisher, path: x}]\n"
                            "    publisher: {use: file.publisher, path: x}\n"))
            .text()
            .find("\"file.publisher\" is a publisher, a transformer is expected here") !=
        std::string::npos);
}

TEST_CASE("an unknown client is refused with the one that was meant") {
  const std::string text =
      "clients:\n  shop: {use: shop.client, base_uri: x}\npipelines:\n  p:\n"
      "    subscriber: {use: shop.subscriber, client: shpo, entity: products}\n"
      "    publisher: {use: file.publisher, path: x}\n";
  CHECK(load(text).text() ==
        "c.yaml:5:48: there is no client \"shpo\"; did you mean \"shop\"? "
        "(/pipelines/p/subscriber/client)\n");
}

TEST_CASE("a client that is needed and missing is named") {
  const std::string text =
      "pipelines:\n  p:\n    subscriber: {use: shop.subscriber, entity: products}\n"
      "    publisher: {use: file.publisher, path: x}\n";
  CHECK(load(text).text() ==
        "c.yaml:3:17: \"client\" is missing: the name of one of the clients, of which there is "
        "none (/pipelines/p/subscriber)\n");
}

TEST_CASE("a client with a client is refused") {
  CHECK(load("clients:\n  a: {use: shop.client, base_uri: x, client: a}\n" +
             with_publisher("    publisher: {use: file.publisher, path: x}\n"))
            .text()
            .find("c.yaml:2:46: a client has no client of its own") == 0);
}

TEST_CASE("a misspelt client is told once, with the key that was meant") {
  const auto out = load(
      "clients:\n  shop: {use: shop.client, base_uri: x}\npipelines:\n  p:\n"
      "    subscriber: {use: shop.subscriber, clinet: shop, entity: products}\n"
      "    publisher: {use: file.publisher, path: x}\n");
  CHECK(out.text() ==
        "c.yaml:5:40: unknown key \"clinet\"; did you mean \"client\"? "
        "(/pipelines/p/subscriber/clinet)\n");
}

TEST_CASE("settings of components are checked with their place") {
  const auto out = load(
      "clients:\n  shop: {use: shop.client, bas_uri: x, timeout_ms: 0}\npipelines:\n  p:\n"
      "    subscriber: {use: shop.subscriber, client: shop, entity: prodcuts}\n"
      "    publisher: {use: file.publisher, path: \"\"}\n");
  CHECK(out.lines() ==
        std::vector<std::string>{
            "c.yaml:2:28: unknown key \"bas_uri\"; did you mean \"base_uri\"? "
            "(/clients/shop/bas_uri)",
            "c.yaml:2:52: 0 is too small; at least 1 is wanted (/clients/shop/timeout_ms)",
            "c.yaml:5:62: \"prodcuts\" is none of products, customers; did you mean "
            "\"products\"? (/pipelines/p/subscriber/entity)",
            "c.yaml:6:44: text must not be empty (/pipelines/p/publisher/path)"});
}

TEST_CASE("publisher is accepted for publishers with one") {
  const auto out = load(with_publisher("    publisher: {use: file.publisher, path: x}\n"));
  REQUIRE_MESSAGE(out.problems.empty(), out.text());
  REQUIRE(out.config.pipelines.at(0).publishers.size() == 1);
  CHECK(out.config.pipelines[0].publishers[0].instance == "pipelines.p.publishers[0]");
  CHECK(out.config.pipelines[0].publishers[0].pointer == "/pipelines/p/publisher");
}

TEST_CASE("publisher and publishers exclude each other, one is needed") {
  CHECK(load(with_publisher("    publisher: {use: file.publisher, path: x}\n"
                            "    publishers: [{use: file.publisher, path: y}]\n"))
            .text()
            .find("c.yaml:4:16: publisher and publishers are both given") == 0);
  CHECK(load(with_publisher("")).text() ==
        "c.yaml:3:5: \"publishers\" is missing: where the records go; or to: names of outgoing: "
        "entries (/pipelines/p)\n");
  CHECK(load(with_publisher("    publishers: []\n")).text().find("at least 1 items") !=
        std::string::npos);
}

TEST_CASE("names that could leave their place are refused") {
  for (const char* name : {"a/b", "..", "a b", "\"\"", "a.b", "\xC3\xA9"}) {
    CAPTURE(name);
    const std::string text = std::string("pipelines:\n  ") + name +
                             ":\n    subscriber: {use: file.subscriber, path: in}\n"
                             "    publisher: {use: file.publisher, path: x}\n";
    CHECK(load(text).text().find("c.yaml:2:3: the name of a pipeline") == 0);
  }
}

TEST_CASE("replacing a file with what changed since the last run is refused") {
  const auto text = [](const std::string& more) {
    return "clients:\n  shop: {use: shop.client, base_uri: x}\npipelines:\n  p:\n"
           "    subscriber: {use: shop.subscriber, client: shop, entity: products" +
           more + "}\n    publisher: {use: file.publisher, path: x, mode: replace}\n";
  };
  CHECK(load(text("")).text() ==
        "c.yaml:6:53: mode: replace would keep only what changed since the last run; set "
        "pagination: false at the subscriber, or another mode "
        "(/pipelines/p/publisher/mode)\n");
  CHECK(load(text(", pagination: false")).problems.empty());
}

TEST_CASE("telling deletions is refused where a walk leaves out what is still there") {
  const auto text = [](const std::string& done) {
    return "pipelines:\n  p:\n    subscriber: {use: file.subscriber, path: in, done: " + done +
           "}\n    transformers: [{use: core.deletions, deletions: true}]\n"
           "    publisher: {use: file.publisher, path: x, mode: replace}\n";
  };
  CHECK(load(text("keep")).problems.empty());
  CHECK(
      load(text("move")).text() ==
      "c.yaml:4:53: deletions: true would take for deleted what a walk leaves out with done: move; "
      "set another done at the subscriber, or another deletions "
      "(/pipelines/p/transformers/0/deletions)\n");
}

TEST_CASE("telling deletions is refused behind a step that keeps from it what is still there") {
  const auto text = [](const std::string& first) {
    return "pipelines:\n  p:\n    subscriber: {use: file.subscriber, path: in}\n"
           "    transformers: [{use: core.deletions" +
           first +
           "}, {use: core.deletions, deletions: true}]\n"
           "    publisher: {use: file.publisher, path: x}\n";
  };
  CHECK(load(text(", over: walk")).problems.empty());
  CHECK(sluice::test::has(load(text(", over: always")).text(),
                          "deletions: true would take for deleted what core.deletions with over: "
                          "always does not let pass in each walk; move that step behind this one"));
  CHECK(sluice::test::has(load(text(", by: id")).text(), "what core.deletions with by does not"));
}

TEST_CASE("telling deletions is refused where a step does not see all records") {
  const auto refused = [](const std::string& step) {
    return load(
               "pipelines:\n  p:\n    subscriber: {use: file.subscriber, path: in}\n"
               "    transformers: [" +
               step + "]\n    publisher: {use: file.publisher, path: x}\n")
        .text();
  };
  CHECK(refused("{use: core.deletions, deletions: true, on_error: drop}").empty());
  CHECK(sluice::test::has(
      refused("{switch: [{when: a, transformers: [{use: core.deletions, deletions: true}]}]}"),
      "would take for deleted what goes into another case of the switch"));
  CHECK(sluice::test::has(refused("{use: core.deletions, deletions: true, when: a}"),
                          "passes it unseen because of when"));
}

TEST_CASE("host's own keys are not the component's") {
  CHECK(load(with_publisher("    publishers:\n      - {use: file.publisher, path: x, "
                            "request_transformers: []}\n"))
            .text()
            .find("unknown key \"request_transformers\"") != std::string::npos);
}

TEST_CASE("retry settings are read and checked") {
  const auto out = load(with_publisher(
      "    publisher: {use: file.publisher, path: x}\n    retry: {attempts: 2, max_ms: 600}\n"));
  REQUIRE_MESSAGE(out.problems.empty(), out.text());
  CHECK(out.config.pipelines.at(0).retry.attempts == 2);
  CHECK(out.config.pipelines.at(0).retry.max_ms == 600);
  CHECK(load(with_publisher("    publisher: {use: file.publisher, path: x}\n"
                            "    retry: {initial_ms: 9, max_ms: 8}\n"))
            .text()
            .find("initial_ms 9 is more than max_ms 8") != std::string::npos);
}

TEST_CASE("keep is read, with defaults and without") {
  const std::string publisher = "    publisher: {use: file.publisher, path: x}\n";
  CHECK_FALSE(load(with_publisher(publisher)).config.pipelines.at(0).keep);
  const auto all = load(with_publisher(publisher + "    keep: all\n"));
  REQUIRE_MESSAGE(all.problems.empty(), all.text());
  CHECK(all.config.pipelines.at(0).keep->bytes == uint64_t{1} << 30);
  CHECK(all.config.pipelines.at(0).keep->age_ms == int64_t{30} * 86'400'000);
  const auto some = load(with_publisher(publisher + "    keep: {bytes: 2000000, age: 2h}\n"));
  CHECK(some.config.pipelines.at(0).keep->bytes == 2'000'000);
  CHECK(some.config.pipelines.at(0).keep->age_ms == 7'200'000);
  CHECK(
      load(with_publisher(publisher + "    keep: {age: 2s}\n")).text().find("age is 1m or more") !=
      std::string::npos);
}

TEST_CASE("what create says is placed at the setting it names") {
  auto out = load(kGood, {{"TOKEN", "long-secret"}});
  const ComponentConfig& subscriber = out.config.pipelines.at(0).subscriber;
  add_create_problem(subscriber, "/request/query/page_size: too many", out.problems);
  add_create_problem(subscriber, "/request/path/id: is missing", out.problems);
  add_create_problem(subscriber, "/elsewhere: is missing", out.problems);
  add_create_problem(subscriber, "all wrong: really", out.problems);
  CHECK(out.lines() ==
        std::vector<std::string>{
            "c.yaml:9:7: all wrong: really (/pipelines/products/subscriber)",
            "c.yaml:9:7: is missing (/pipelines/products/subscriber/elsewhere)",
            "c.yaml:12:16: is missing (/pipelines/products/subscriber/request/path/id)",
            "c.yaml:12:36: too many (/pipelines/products/subscriber/request/query/page_size)"});
}

TEST_CASE("errors of several stages are told together") {
  const auto out = load(
      "host: {lmits: {}}\npipelines:\n  p:\n    subscriber: {use: nothing.here}\n"
      "    publisher: {use: file.publisher, path: ${UNSET_NAME}/x}\n");
  CHECK(!out.problems.empty());
  const auto twice = load(
      "host: {lmits: {}}\npipelines:\n  p:\n    subscriber: {use: nothing.here}\n"
      "    publisher:\n      use: file.publisher\n      path: ${UNSET_NAME}/x\n");
  REQUIRE(twice.lines().size() == 3);
  CHECK(twice.lines()[0].find("c.yaml:1:8: unknown key \"lmits\"") == 0);
  CHECK(twice.lines()[1].find("c.yaml:4:23: no plugin has a component \"nothing.here\"") == 0);
  CHECK(twice.lines()[2].find("c.yaml:7:13: the environment variable UNSET_NAME") == 0);
}

TEST_CASE("a ${…} inside an expression is refused with its place, its name and what to write") {
  const auto with = [](const std::string& steps) {
    return load(
        "pipelines:\n  p:\n    subscriber: {use: file.subscriber, path: in}\n"
        "    transformers:\n" +
            steps + "    publisher: {use: file.publisher, path: out}\n",
        {{"OUTLET", "O'Brien's"}, {"T", "7"}});
  };
  const auto refused = with("      - {use: core.filter, where: \"outlet == '${OUTLET}'\"}\n");
  CHECK(refused.lines() ==
        std::vector<std::string>{
            "c.yaml:5:35: an expression takes no ${OUTLET}: what it holds would be read as part of "
            "the expression; write $env.OUTLET (without quotes), and host: {env: [OUTLET]} "
            "(/pipelines/p/transformers/0/where)"});
  CHECK(refused.text().find("Brien") == std::string::npos);
  for (const char* step :
       {"{use: core.filter, where: \"${OUTLET}\"}",
        "{use: core.filter, where: \"a == ${NONE:-x}\"}", "{use: core.map, set: {a: \"b + ${T}\"}}",
        "{use: core.map, set: {a: \"${T}\"}}",
        "{use: core.map, set: {ok: b, a.b: \"f('${file:/etc/hostname}')\"}}"}) {
    CAPTURE(step);
    CHECK(with("      - " + std::string(step) + "\n").text().find("an expression takes no ${") !=
          std::string::npos);
  }
}

TEST_CASE("an unset variable inside an expression gets the advice, too") {
  const auto out = load(
      "pipelines:\n  p:\n    subscriber: {use: file.subscriber, path: in}\n    transformers: "
      "[{use: "
      "core.filter, where: \"a == '${NONE}'\"}]\n    publisher: {use: file.publisher, path: "
      "out}\n");
  CHECK(out.text().find("an expression takes no ${NONE}") != std::string::npos);
}

TEST_CASE("a ${…} stays possible beside expressions, and its characters inside one") {
  const auto out = load(
      "pipelines:\n  p:\n    subscriber: {use: file.subscriber, path: in}\n    transformers:\n"
      "      - {use: core.map, const: {a: \"${T}\"}, set: {b: \"'$${T}'\"}}\n"
      "    publisher: {use: file.publisher, path: out}\n",
      {{"T", "it's"}});
  REQUIRE_MESSAGE(out.problems.empty(), out.text());
  CHECK(out.config.pipelines[0].transformers[0].json ==
        R"({"const":{"a":"it's"},"set":{"b":"'${T}'"}})");
}
