// when, each and on_error in the section of a step.
#include <doctest/doctest.h>

#include <string>

#include "config/whole_walks.hpp"
#include "helpers.hpp"
#include "support/text.hpp"

using namespace sluice;
using namespace sluice::config;
using namespace sluice::config::test;

namespace {

Loaded load_step(const std::string& step) {
  return load(
      "pipelines:\n  p:\n    subscriber: {use: file.subscriber, path: a}\n"
      "    transformers:\n    - " +
      step + "\n    publisher: {use: file.publisher, path: b}\n");
}

}  // namespace

TEST_CASE("the settings of the host are taken out of a step's own") {
  const auto out = load_step("{use: core.filter, where: a, when: b, each: c, on_error: keep}");
  REQUIRE_MESSAGE(out.problems.empty(), out.text());
  const ComponentConfig& step = out.config.pipelines.at(0).transformers.at(0);
  CHECK(step.step == base::StepSettings{"b", "c", base::OnError::keep});
  CHECK(step.json == R"({"where":"a"})");
}

TEST_CASE("a step without them has none") {
  const auto out = load_step("{use: core.filter, where: a}");
  CHECK_FALSE(out.config.pipelines.at(0).transformers.at(0).step.given());
}

TEST_CASE("a constant is a condition, too") {
  const auto out = load_step("{use: core.filter, where: a, when: false}");
  REQUIRE_MESSAGE(out.problems.empty(), out.text());
  CHECK(out.config.pipelines.at(0).transformers.at(0).step.when == "`false`");
}

TEST_CASE("a wrong value is told at its place") {
  CHECK(sluice::test::has(load_step("{use: core.filter, where: a, on_error: skip}").text(),
                          "on_error"));
  CHECK(sluice::test::has(load_step("{use: core.filter, where: a, each: [b]}").text(), "each"));
  CHECK(sluice::test::has(load_step("{use: core.filter, where: a, when: ''}").text(), "when"));
}

TEST_CASE("a publisher has no such settings") {
  const auto out = load(
      "pipelines:\n  p:\n    subscriber: {use: file.subscriber, path: a}\n"
      "    publisher: {use: file.publisher, path: b, when: c}\n");
  CHECK(sluice::test::has(out.text(), "when"));
}

TEST_CASE("what is wrong with an expression is told where it stands") {
  const auto out = load_step("{use: core.filter, where: a,\n       when: b}");
  Problems problems("c.yaml");
  add_create_problem(out.config.pipelines.at(0).transformers.at(0), "/when: column 1: no",
                     problems);
  CHECK(joined(problems).find("c.yaml:6:14: column 1: no") == 0);
}

TEST_CASE(
    "a step that takes a walk for everything there is needs a source that is not incremental") {
  const std::string begin =
      "clients: {s: {use: shop.client, base_uri: x}}\n"
      "pipelines:\n  p:\n    subscriber: {use: shop.subscriber, client: s, entity: products";
  const std::string end =
      "}\n    transformers: [{use: core.deletions, deletions: true}]\n"
      "    publisher: {use: file.publisher, path: b}\n";
  const std::string refused = load(begin + end).text();
  CHECK(sluice::test::has(refused, "/pipelines/p/transformers/0/deletions"));
  CHECK(sluice::test::has(refused, "set pagination: false at the subscriber"));
  CHECK(load(begin + ", pagination: false" + end).text().empty());
}

TEST_CASE("what comes at the end of a walk needs a source whose walk has an end") {
  auto out = load(
      "pipelines:\n  p:\n    subscriber: {use: file.subscriber, path: a}\n"
      "    transformers: [{use: core.deletions, over: walk}, {use: core.deletions, over: page}]\n"
      "    publisher: {use: file.publisher, path: b, mode: replace}\n");
  REQUIRE_MESSAGE(out.problems.empty(), out.text());
  Catalogue types = catalogue();
  for (ComponentType& type : types.types)
    if (type.id == "core.deletions") type.at_end = {{"over", "walk"}};
  Problems ending("c.yaml");
  check_whole_walks(out.config.pipelines.at(0), types, ending);
  CHECK(ending.empty());
  for (ComponentType& type : types.types) type.endless = type.id == "file.subscriber";
  Problems endless("c.yaml");
  check_whole_walks(out.config.pipelines.at(0), types, endless);
  const std::string text = joined(endless);
  CHECK(sluice::test::has(text, "over: walk waits for the end of a walk"));
  CHECK(sluice::test::has(text, "/pipelines/p/transformers/0/over"));
  CHECK_FALSE(sluice::test::has(text, "transformers/1"));
  CHECK(sluice::test::has(text, "mode: replace waits for the end of a walk"));
}

namespace {

constexpr const char* kSwitch =
    "{switch: [{when: a, transformers: [{use: core.filter, where: x}, {switch: [{when: b, "
    "transformers: "
    "[{use: core.filter, where: y}]}]}]}], else: [{use: core.filter, where: z}]}";

}  // namespace

TEST_CASE("a switch is written out: itself, then the steps of its cases, each with its chain") {
  const auto out = load_step(kSwitch);
  REQUIRE_MESSAGE(out.problems.empty(), out.text());
  const auto& steps = out.config.pipelines.at(0).transformers;
  REQUIRE(steps.size() == 5);
  REQUIRE(steps[0].chooses);
  CHECK(*steps[0].chooses == base::SwitchSettings{{{"a", 1}}, 3});
  CHECK(steps[1].route == base::StepRoute{1, 2});
  CHECK(steps[2].route == base::StepRoute{1, 2});
  CHECK(*steps[2].chooses == base::SwitchSettings{{{"b", 2}}, 1});
  CHECK(steps[3].route == base::StepRoute{2, 2});
  CHECK(steps[4].route == base::StepRoute{3, 3});
  CHECK(steps[3].number == "[0].switch[0].transformers[1].switch[0].transformers[0]");
  CHECK(steps[4].number == "[0].else[0]");
  CHECK(steps[4].pointer == "/pipelines/p/transformers/0/else/0");
}

TEST_CASE("what a switch does not have is named") {
  CHECK(sluice::test::has(load_step("{switch: [{when: a, transformers: []}], each: b}").text(),
                          "give each: to the steps of its cases"));
  CHECK(sluice::test::has(load_step("{switch: [{when: a, transformers: []}], where: b}").text(),
                          "a switch has no \"where\""));
  CHECK(
      sluice::test::has(load_step("{switch: [{transformers: []}]}").text(), "\"when\" is missing"));
}

TEST_CASE("whoever looks for a switch among the components is shown how it is written") {
  CHECK(sluice::test::has(load_step("{use: core.switch, cases: []}").text(),
                          "a switch is written without use: \"- switch: [{when:"));
}

TEST_CASE("a step that is neither a component nor a switch is told what it may be") {
  CHECK(sluice::test::has(load_step("{where: a}").text(), "or switch: cases"));
}
