// on_failure and on_parked, of the host and of pipelines.
#include <doctest/doctest.h>

#include "helpers.hpp"

using namespace sluice::config;
using namespace sluice::config::test;

namespace {

const std::string kRest =
    "outgoing:\n  chat:\n    transformers: [{use: core.map, drop: [a]}]\n"
    "    publisher: {use: file.publisher, path: chat}\n"
    "pipelines:\n  p:\n    subscriber: {use: file.subscriber, path: in}\n"
    "    publisher: {use: file.publisher, path: x}\n";

Loaded with_alert(const std::string& alert) {
  return load("host: {on_failure: " + alert + "}\n" + kRest);
}

std::string problem_of(const std::string& alert) { return with_alert(alert).text(); }

}  // namespace

TEST_CASE("an alert goes to an outgoing with its transformers, every 15 minutes at most") {
  const auto out = with_alert("{to: chat}");
  REQUIRE_MESSAGE(out.problems.empty(), out.text());
  const AlertConfig& alert = out.config.alerts.at(0);
  CHECK(alert.pipeline == "");
  CHECK_FALSE(alert.parked);
  CHECK(alert.every_ms == 900'000);
  CHECK(alert.way.name == "host.on_failure");
  REQUIRE(alert.way.publishers.size() == 1);
  CHECK(alert.way.publishers[0].outgoing == "chat");
  CHECK(alert.way.publishers[0].transformers.size() == 1);
  CHECK(alert.way.publishers[0].repeat_after_crash);
}

TEST_CASE("a pipeline has alerts of its own") {
  const auto out = load(kRest + "    on_parked: {mail: [ops@example.com, root], every: 1h}\n");
  REQUIRE_MESSAGE(out.problems.empty(), out.text());
  const AlertConfig& alert = out.config.alerts.at(0);
  CHECK(alert.pipeline == "p");
  CHECK(alert.parked);
  CHECK(alert.every_ms == 3'600'000);
  CHECK(alert.mail == std::vector<std::string>{"ops@example.com", "root"});
  CHECK(alert.way.publishers.empty());
}

TEST_CASE("an alert to an outgoing that does not exist is a problem at its place") {
  const std::string text = problem_of("{to: chta}");
  CHECK_MESSAGE(text.find("there is no outgoing \"chta\"; did you mean \"chat\"?") != text.npos,
                text);
  CHECK(text.find("/host/on_failure/to") != text.npos);
}

TEST_CASE("an alert to nobody, or to two kinds of places, is a problem") {
  CHECK(problem_of("{every: 5m}").find("whom it tells is missing") != std::string::npos);
  CHECK(problem_of("{to: chat, mail: [root]}").find("write one of them") != std::string::npos);
}

TEST_CASE("an alert's interval is a length of time of a second at least") {
  CHECK(problem_of("{to: chat, every: often}").find("/host/on_failure/every") != std::string::npos);
  CHECK(problem_of("{to: chat, every: 0s}").find("every is 1s or more") != std::string::npos);
}

TEST_CASE("a mail address cannot bring a header of its own") {
  CHECK(problem_of("{mail: [\"a@example.com\\nBcc: b@example.com\"]}").find("/mail/0") !=
        std::string::npos);
  CHECK(problem_of("{mail: [\"a@example.com, b@example.com\"]}").find("/mail/0") !=
        std::string::npos);
}
