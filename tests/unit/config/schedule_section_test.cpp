#include <doctest/doctest.h>

#include "helpers.hpp"

using namespace sluice::config;
using namespace sluice::config::test;

namespace {

Loaded with_schedule(const std::string& schedule, const std::string& host = "") {
  return load(host + "pipelines:\n  p:\n    schedule: " + schedule +
              "\n    subscriber: {use: file.subscriber, path: in}\n"
              "    publisher: {use: file.publisher, path: x}\n");
}

std::string words(const Loaded& loaded) {
  REQUIRE_MESSAGE(loaded.problems.empty(), loaded.text());
  REQUIRE(loaded.config.pipelines.at(0).schedule);
  return loaded.config.pipelines.at(0).schedule->describe();
}

}  // namespace

TEST_CASE("a schedule is a cron expression as text, or an object") {
  CHECK(words(with_schedule("\"30 2 * * *\"")) == "every day at 02:30 UTC");
  CHECK(words(with_schedule("{cron: \"30 2 * * *\", time_zone: Europe/Berlin}")) ==
        "every day at 02:30 Europe/Berlin");
  CHECK(words(with_schedule("{every: 5m}")) == "every 5m");
}

TEST_CASE("a schedule without a time zone has the host's") {
  CHECK(words(with_schedule("\"30 2 * * *\"", "host: {time_zone: America/New_York}\n")) ==
        "every day at 02:30 America/New_York");
}

TEST_CASE("a pipeline without a schedule has none") {
  CHECK(!load("pipelines:\n  p:\n    subscriber: {use: file.subscriber, path: in}\n"
              "    publisher: {use: file.publisher, path: x}\n")
             .config.pipelines.at(0)
             .schedule);
}

TEST_CASE("a mistake in a schedule is at its setting") {
  CHECK(with_schedule("\"0 25 * * *\"")
            .text()
            .find("c.yaml:3:15: column 3: hour 25 is not 0 to 23 "
                  "(/pipelines/p/schedule)") == 0);
  CHECK(with_schedule("{every: 1x}").text().find("(/pipelines/p/schedule/every)") !=
        std::string::npos);
  CHECK(with_schedule("{every: 5m, time_zone: Europe/Berln}")
            .text()
            .find("(/pipelines/p/schedule/time_zone)") != std::string::npos);
  CHECK(with_schedule("{every: 5m, windows: [{from: \"25:00\", to: \"06:00\"}]}")
            .text()
            .find("(/pipelines/p/schedule/windows/0/from)") != std::string::npos);
  CHECK(with_schedule("{}").text().find("(/pipelines/p/schedule)") != std::string::npos);
  CHECK(with_schedule("{every: 5m, cron: \"* * * * *\"}").text().find("/pipelines/p/schedule") !=
        std::string::npos);
}
