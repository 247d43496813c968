#include "services/log.hpp"

#include <doctest/doctest.h>

#include <thread>
#include <vector>

#include "support/environment.hpp"

using sluice::services::Level;
using sluice::services::parse_level;
using sluice::test::TestEnvironment;

namespace {

bool ends_with(const std::string& text, std::string_view end) {
  return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

}  // namespace

TEST_CASE("a line has time, level, instance and message") {
  TestEnvironment test;
  test.log.warning("clients.shop", "rate budget is low", {});
  REQUIRE(test.lines.size() == 1);
  CHECK(ends_with(test.lines[0], "Z warning clients.shop: rate budget is low"));
  CHECK(test.lines[0].find('T') == 10);
}

TEST_CASE("lines below the threshold are dropped") {
  TestEnvironment test;
  test.log.set_threshold(Level::kWarning);
  test.log.info("", "not this", {});
  test.log.warning("", "this", {});
  CHECK(test.lines.size() == 1);
  CHECK_FALSE(test.log.enabled(Level::kInfo));
}

TEST_CASE("a message cannot forge a line or move the cursor of a terminal") {
  TestEnvironment test;
  test.log.info("", {}, "a\nb\r\x1b[2Jc\x7f\xc3\xa9");
  CHECK(ends_with(test.lines.at(0), "info a\\nb\\x0d\\x1b[2Jc\\u007f\xc3\xa9"));
}

TEST_CASE("a line says which of its bytes are the host's own words, and whose it is") {
  sluice::services::Redactor redactor;
  std::string own, instance;
  sluice::services::Log log(redactor, [&](const sluice::services::LogLine& line) {
    own = line.text.substr(0, line.own);
    instance = line.instance;
  });
  log.warning("pipelines.p", "could\nnot start: ", "of a\nremote system");
  CHECK(ends_with(own, " warning pipelines.p: could\\nnot start: "));
  CHECK(instance == "pipelines.p");
  log.info("clients.shop", {}, "GET");
  CHECK(ends_with(own, " info clients.shop: "));
  log.info({}, "all of it", {});
  CHECK(ends_with(own, " info all of it"));
}

TEST_CASE("a protected secret never appears in a line") {
  TestEnvironment test;
  test.redactor.protect("t0p-secret-token");
  test.log.error("clients.shop", {}, "401 for Bearer t0p-secret-token");
  CHECK(test.lines.at(0).find("t0p-secret-token") == std::string::npos);
  CHECK(test.lines.at(0).find("401 for Bearer") != std::string::npos);
}

TEST_CASE("lines of several threads do not mix") {
  TestEnvironment test;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; i++)
    threads.emplace_back([&] {
      for (int j = 0; j < 100; j++) test.log.info("instance", "the same text every time", {});
    });
  for (auto& thread : threads) thread.join();
  CHECK(test.lines.size() == 400);
  for (const auto& line : test.lines) CHECK(ends_with(line, "instance: the same text every time"));
}

TEST_CASE("level words are the four of the configuration") {
  CHECK(parse_level("debug") == Level::kDebug);
  CHECK(parse_level("error") == Level::kError);
  CHECK_FALSE(parse_level("Error"));
  CHECK_FALSE(parse_level(""));
}
