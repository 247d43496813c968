// Pipelines made of incoming and outgoing objects.
#include <doctest/doctest.h>

#include "helpers.hpp"

using namespace sluice::config;
using namespace sluice::config::test;

namespace {

const std::string kNamed = R"(incoming:
  products:
    subscriber: {use: file.subscriber, path: in}
    transformers:
      - {use: core.filter, where: active}
outgoing:
  books: {publisher: {use: file.publisher, path: books}}
  shop: {publisher: {use: file.publisher, path: shop, mode: replace}}
pipelines:
)";

std::string problems_of(const std::string& pipeline) {
  return load(kNamed + "  p: " + pipeline + "\n").text();
}

}  // namespace

TEST_CASE("from and to take the named objects") {
  const auto out = load(kNamed + "  p: {from: products, to: [books, shop]}\n");
  REQUIRE_MESSAGE(out.problems.empty(), out.text());
  const PipelineConfig& pipeline = out.config.pipelines.at(0);
  CHECK(pipeline.subscriber.use == "file.subscriber");
  CHECK(pipeline.subscriber.instance == "pipelines.p.subscriber");
  CHECK(pipeline.subscriber.pointer == "/incoming/products/subscriber");
  REQUIRE(pipeline.publishers.size() == 2);
  CHECK(pipeline.publishers[0].outgoing == "books");
  CHECK(pipeline.publishers[1].instance == "pipelines.p.to.shop");
  CHECK(pipeline.publishers[1].pointer == "/outgoing/shop/publisher");
}

TEST_CASE("one name of to needs no list") {
  const auto out = load(kNamed + "  p: {from: products, to: books}\n");
  REQUIRE_MESSAGE(out.problems.empty(), out.text());
  CHECK(out.config.pipelines.at(0).publishers.size() == 1);
}

TEST_CASE("the transformers of an incoming run before the pipeline's") {
  const auto out = load(kNamed +
                        "  p:\n    from: products\n    to: books\n"
                        "    transformers: [{use: core.map, drop: [a]}]\n");
  REQUIRE_MESSAGE(out.problems.empty(), out.text());
  const auto& transformers = out.config.pipelines.at(0).transformers;
  REQUIRE(transformers.size() == 2);
  CHECK(transformers[0].use == "core.filter");
  CHECK(transformers[0].pointer == "/incoming/products/transformers/0");
  CHECK(transformers[1].use == "core.map");
  CHECK(transformers[1].instance == "pipelines.p.transformers[1]");
}

TEST_CASE("named and inline targets mix, and an inline one keeps its state's name") {
  const auto out = load(
      kNamed + "  p: {from: products, to: books, publisher: {use: file.publisher, path: x}}\n");
  REQUIRE_MESSAGE(out.problems.empty(), out.text());
  const auto& publishers = out.config.pipelines.at(0).publishers;
  REQUIRE(publishers.size() == 2);
  CHECK(publishers[1].instance == "pipelines.p.publishers[0]");
  CHECK(publishers[1].outgoing.empty());
}

TEST_CASE("one incoming in two pipelines has a state for each") {
  const auto out =
      load(kNamed + "  p: {from: products, to: books}\n  q: {from: products, to: shop}\n");
  REQUIRE_MESSAGE(out.problems.empty(), out.text());
  CHECK(out.config.pipelines.at(0).subscriber.instance == "pipelines.p.subscriber");
  CHECK(out.config.pipelines.at(1).subscriber.instance == "pipelines.q.subscriber");
}

TEST_CASE("a name that does not exist is refused with the one that is meant") {
  const std::string text = problems_of("{from: product, to: [boks]}");
  CHECK(text.find("there is no incoming \"product\"; did you mean \"products\"? "
                  "(/pipelines/p/from)") != std::string::npos);
  CHECK(text.find("there is no outgoing \"boks\"; did you mean \"books\"? (/pipelines/p/to)") !=
        std::string::npos);
}

TEST_CASE("what a pipeline lacks, or has twice, is named") {
  CHECK(problems_of("{to: books}").find("\"subscriber\" is missing") != std::string::npos);
  CHECK(problems_of("{from: products}").find("\"publishers\" is missing") != std::string::npos);
  CHECK(problems_of("{from: products, to: books, subscriber: {use: file.subscriber, path: x}}")
            .find("from and subscriber are both given") != std::string::npos);
  CHECK(problems_of("{from: products, to: [books, books]}").find("\"books\" is given twice") !=
        std::string::npos);
}

TEST_CASE("a problem in a named object is reported once, at its place") {
  const auto out = load(
      "incoming: {a: {subscriber: {use: file.subscriber, pth: x}}}\n"
      "pipelines:\n"
      "  p: {from: a, publisher: {use: file.publisher, path: x}}\n"
      "  q: {from: a, publisher: {use: file.publisher, path: y}}\n");
  const std::string once = "unknown key \"pth\"";
  CHECK_MESSAGE(out.text().find("c.yaml:1:") == 0, out.text());
  CHECK(out.text().find(once) != std::string::npos);
  CHECK(out.text().find(once) == out.text().rfind(once));
}

TEST_CASE("an outgoing has steps of its own, where as a filter in front of them") {
  const auto out = load(
      "outgoing:\n  shop:\n    where: active\n    transformers: [{use: core.map, drop: [a]}]\n"
      "    publisher: {use: file.publisher, path: shop}\npipelines:\n"
      "  p: {subscriber: {use: file.subscriber, path: in}, to: shop}\n");
  REQUIRE_MESSAGE(out.problems.empty(), out.text());
  const ComponentConfig& publisher = out.config.pipelines.at(0).publishers.at(0);
  REQUIRE(publisher.transformers.size() == 2);
  const ComponentConfig& where = publisher.transformers[0];
  CHECK(where.use == "core.filter");
  CHECK(where.json == "{\"where\":\"active\"}");
  CHECK(where.instance == "pipelines.p.to.shop.where");
  CHECK(where.made_of == "where");
  CHECK(publisher.transformers[1].instance == "pipelines.p.to.shop.transformers[0]");
  CHECK(publisher.transformers[1].pointer == "/outgoing/shop/transformers/0");
  CHECK(components_of(out.config.pipelines.at(0)).size() == 4);
}

TEST_CASE("an inline publisher has its own steps among its settings, which it does not get") {
  const auto out = load(
      "pipelines:\n  p:\n    subscriber: {use: file.subscriber, path: in}\n    publishers:\n"
      "      - {use: file.publisher, path: x, where: active, transformers: [{use: core.map, drop: "
      "[a]}]}\n");
  REQUIRE_MESSAGE(out.problems.empty(), out.text());
  const ComponentConfig& publisher = out.config.pipelines.at(0).publishers.at(0);
  CHECK(publisher.json.find("where") == std::string::npos);
  CHECK(publisher.json.find("transformers") == std::string::npos);
  REQUIRE(publisher.transformers.size() == 2);
  CHECK(publisher.transformers[0].instance == "pipelines.p.publishers[0].where");
  CHECK(publisher.transformers[1].pointer == "/pipelines/p/publishers/0/transformers/0");
}

TEST_CASE("the steps of an outgoing stand beside its publisher, not in it") {
  const auto out = load(
      "outgoing:\n  shop: {publisher: {use: file.publisher, path: shop, where: a}}\npipelines:\n"
      "  p: {subscriber: {use: file.subscriber, path: in}, to: shop}\n");
  CHECK_MESSAGE(out.text().find("unknown key \"where\"") != std::string::npos, out.text());
}

TEST_CASE(
    "what is wrong with an own step is said at its place, also if nobody takes the outgoing") {
  const auto out = load(
      "outgoing:\n  shop: {where: a, transformers: [{use: core.mapp}],\n"
      "         publisher: {use: file.publisher, path: shop}}\npipelines:\n  p:\n    subscriber: "
      "{use: file.subscriber, path: in}\n    publisher: {use: file.publisher, path: y}\n");
  CHECK_MESSAGE(out.text().find("(/outgoing/shop/transformers/0/use)") != std::string::npos,
                out.text());
}

TEST_CASE("the then of an outgoing is a target of its hooks alone, whoever names it") {
  const auto out = load(
      "outgoing:\n  ids: {publisher: {use: file.publisher, path: ids}}\n"
      "  a: {publisher: {use: file.publisher, path: a}, on_success: [{use: core.map, drop: [x]}], "
      "then: ids}\n"
      "  b: {publisher: {use: file.publisher, path: b}, on_error: [{use: core.filter, where: x}], "
      "then: ids}\npipelines:\n"
      "  p: {subscriber: {use: file.subscriber, path: in}, to: [a, b]}\n");
  REQUIRE_MESSAGE(out.problems.empty(), out.text());
  const auto& publishers = out.config.pipelines.at(0).publishers;
  REQUIRE(publishers.size() == 3);
  CHECK(publishers[0].then == "ids");
  CHECK(publishers[0].on_success.at(0).instance == "pipelines.p.to.a.on_success[0]");
  CHECK(publishers[1].on_error.at(0).pointer == "/outgoing/b/on_error/0");
  CHECK(publishers[2].outgoing == "ids");
  CHECK(publishers[2].of_hooks);
  CHECK(!publishers[0].of_hooks);
}

TEST_CASE("a named object that no pipeline takes is checked as well") {
  const auto out = load("outgoing: {a: {publisher: {use: file.publsher, path: x}}}\n" + [] {
    return std::string(
        "pipelines:\n  p:\n    subscriber: {use: file.subscriber, path: in}\n"
        "    publisher: {use: file.publisher, path: y}\n");
  }());
  CHECK(out.text().find("(/outgoing/a/publisher/use)") != std::string::npos);
}

TEST_CASE("an on_crash of the pipeline holds for named publishers without their own") {
  const auto out = load(kNamed + "  p: {from: products, to: books, on_crash: repeat}\n");
  REQUIRE_MESSAGE(out.problems.empty(), out.text());
  CHECK(out.config.pipelines.at(0).publishers.at(0).repeat_after_crash);
}

TEST_CASE("order_by of a pipeline is a step behind its others") {
  const auto out = load(
      "pipelines:\n  p:\n    order_by: customer.id\n    subscriber: {use: file.subscriber, path: "
      "in}\n    transformers: [{use: core.map, drop: [a]}]\n    publisher: {use: file.publisher, "
      "path: x}\n");
  REQUIRE_MESSAGE(out.problems.empty(), out.text());
  const std::vector<ComponentConfig>& steps = out.config.pipelines.at(0).transformers;
  REQUIRE(steps.size() == 2);
  CHECK(steps[1].json == "{\"order_by\":\"customer.id\"}");
  CHECK(steps[1].made_of == "order_by");
  CHECK(steps[1].instance == "pipelines.p.order_by");
}
