#include <doctest/doctest.h>

#include "schedule/duration.hpp"

using namespace sluice::schedule;

namespace {

int64_t ms_of(const char* text) {
  const auto ms = parse_duration(text);
  REQUIRE_MESSAGE(ms.ok(), ms.status().message());
  return *ms;
}

std::string duration_refusal(const char* text) {
  const auto ms = parse_duration(text);
  return ms.ok() ? "taken" : ms.status().message();
}

}  // namespace

TEST_CASE("a length of time is read with days, hours, minutes and seconds") {
  CHECK(ms_of("90s") == 90'000);
  CHECK(ms_of("5m") == 300'000);
  CHECK(ms_of("2h") == 7'200'000);
  CHECK(ms_of("1d") == 86'400'000);
  CHECK(ms_of("1h30m") == 5'400'000);
  CHECK(ms_of("1d2h3m4s") == 93'784'000);
  CHECK(ms_of("0s") == 0);
  CHECK(ms_of("366d") == kLongestDurationMs);
}

TEST_CASE("what is no length of time is refused with its column") {
  CHECK(duration_refusal("") == "column 1: \"\" is no length of time; write 90s, 5m, 1h30m or 2d");
  CHECK(duration_refusal("5") ==
        "column 1: \"5\" is no length of time; write 90s, 5m, 1h30m or 2d");
  CHECK(duration_refusal("1h30") ==
        "column 3: \"1h30\" is no length of time; write 90s, 5m, 1h30m or 2d");
  for (const char* text : {"5x", "m", "-5m", "5 m", "1.5h", "5M", "1m1h", "5m5m", "1h 30m"})
    CHECK_MESSAGE(duration_refusal(text) != "taken", text);
}

TEST_CASE("a length of time that is too long is refused, and overflows nothing") {
  CHECK(duration_refusal("367d") == "column 1: \"367d\" is longer than 366 days");
  CHECK(duration_refusal("366d1s") == "column 1: \"366d1s\" is longer than 366 days");
  CHECK(duration_refusal("999999999d999999999h") ==
        "column 1: \"999999999d999999999h\" is longer than 366 days");
  CHECK(duration_refusal("9223372036854775807s") ==
        "column 1: \"9223372036854775807s\" is longer than 366 days");
}

TEST_CASE("a length of time is written as it is read") {
  for (const char* text : {"90s", "5m", "1h30m", "2d", "1d2h3m4s", "0s"})
    CHECK(ms_of(duration_text(ms_of(text)).c_str()) == ms_of(text));
  CHECK(duration_text(90'000) == "1m30s");
  CHECK(duration_text(1250) == "1.250s");
  CHECK(duration_text(60'005) == "1m0.005s");
}
