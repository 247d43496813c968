#include <doctest/doctest.h>

#include "unit/config/helpers.hpp"

using namespace sluice::config;
using namespace sluice::config::test;

namespace {

// `pipeline` and `target`: what is added to a pipeline and its outgoing, with its indentation.
Loaded with_retry(const std::string& pipeline, const std::string& target = {},
                  const std::string& publisher = "{use: shop.publisher}") {
  return load("outgoing:\n  shop:\n" + target + "    publisher: " + publisher +
              "\npipelines:\n  p:\n" + pipeline +
              "    subscriber: {use: file.subscriber, path: in}\n    to: shop\n");
}

bool says(const Loaded& out, const std::string& words) {
  INFO(out.text());
  return out.text().find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("a class has what its rule says, and else what holds for all") {
  const auto out = with_retry(
      "    retry: {attempts: 7, initial_ms: 10, within: 15m, classes: {timeout: {attempts: 2}, "
      "5xx: {within: 1h}}}\n");
  REQUIRE_MESSAGE(out.problems.empty(), out.text());
  const sluice::base::RetryRules& rules = out.config.pipelines.at(0).publishers.at(0).retry;
  CHECK(rules.attempts == 7);
  CHECK(rules.within_ms == 900'000);
  CHECK(rules.of(SLUICE_E_UNAVAILABLE, 0).attempts == 7);
  CHECK(rules.of(SLUICE_E_TIMEOUT, 0).attempts == 2);
  CHECK(rules.of(SLUICE_E_TIMEOUT, 0).base_ms == 10);
  CHECK(rules.of(SLUICE_E_UNAVAILABLE, 502).within_ms == 3'600'000);
}

TEST_CASE("an outgoing's rules go over the pipeline's, which hold where it says nothing") {
  const auto out = with_retry(
      "    retry: {attempts: 7, classes: {timeout: {attempts: 2}, rate_limited: {attempts: 9}}}\n",
      "    retry: {initial_ms: 20, classes: {timeout: {max_ms: 4000}}}\n");
  REQUIRE_MESSAGE(out.problems.empty(), out.text());
  const PipelineConfig& pipeline = out.config.pipelines.at(0);
  const sluice::base::RetryRules& rules = pipeline.publishers.at(0).retry;
  CHECK(rules.attempts == 7);
  CHECK(rules.base_ms == 20);
  CHECK(rules.of(SLUICE_E_TIMEOUT, 0).attempts == 2);
  CHECK(rules.of(SLUICE_E_TIMEOUT, 0).max_ms == 4000);
  CHECK(rules.of(SLUICE_E_RATE_LIMITED, 0).attempts == 9);
  CHECK(pipeline.retry.base_ms != 20);
}

TEST_CASE("a status of the 400s that is retried is told the publisher") {
  const auto out = with_retry(
      "    retry: {classes: {\"409\": {attempts: 3}, \"423\": {}, \"503\": {attempts: 9}}}\n", {},
      "{use: shop.publisher, on_status: {\"404\": park, \"423\": retry}}");
  REQUIRE_MESSAGE(out.problems.empty(), out.text());
  CHECK(out.config.pipelines.at(0).publishers.at(0).json ==
        "{\"on_status\":{\"404\":\"park\",\"423\":\"retry\",\"409\":\"retry\"}}");
}

TEST_CASE("rules that contradict themselves are found, each at its place") {
  const std::pair<const char*, const char*> cases[] = {
      {"initial_ms: 9, max_ms: 8", "initial_ms 9 is more than max_ms 8"},
      {"initial_ms: 9000, within: 5s", "initial_ms 9000 is more than within 5s allows"},
      {"within: 0s", "within is 1s or more"},
      {"within: soon", "within"},
      {"classes: {timout: {}}", "did you mean \"timeout\"?"},
      {"classes: {\"200\": {}}", "there is no class \"200\"; known are"},
      {"classes: {\"401\": {}}", "about the credentials"},
      {"classes: {\"429\": {}}", "is the class rate_limited"},
      {"classes: {\"409\": {attempts: 1}}", "never repeats"},
      {"classes: {timeout: {initial_ms: 9, max_ms: 8}}", "initial_ms 9 is more than max_ms 8"},
      {"classes: {timeout: {attempt: 8}}", "did you mean \"attempts\"?"},
  };
  for (const auto& [rule, message] : cases) {
    CAPTURE(rule);
    const std::string section = std::string("    retry: {") + rule + "}\n";
    CHECK(says(with_retry(section), message));
    CHECK(says(with_retry({}, section), message));
  }
}

TEST_CASE("a status that on_status parks cannot be retried as well") {
  CHECK(says(with_retry("    retry: {classes: {\"409\": {}}}\n", {},
                        "{use: shop.publisher, on_status: {\"409\": park}}"),
             "on_status says park of 409"));
}

TEST_CASE("a status cannot be retried by a publisher that knows none") {
  const std::string file = "{use: file.publisher, path: x}", rule = "{classes: {\"409\": {}}}\n";
  CHECK(says(with_retry("    retry: " + rule, {}, file), "none of the publishers knows"));
  CHECK(says(with_retry({}, "    retry: " + rule, file), "this publisher knows nothing of"));
}
