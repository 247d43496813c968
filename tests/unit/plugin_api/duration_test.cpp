#include "sluice/duration.hpp"

#include <doctest/doctest.h>

using sluice::read_duration;

TEST_CASE("lengths of time are whole numbers of units, the longest first") {
  CHECK(read_duration("90s").ms == 90'000);
  CHECK(read_duration("1h30m").ms == 5'400'000);
  CHECK(read_duration("4w2d").ms == 2'592'000'000);
  for (const char* text : {"90s", "1h30m", "4w2d", "0s"}) CHECK(read_duration(text));
}

TEST_CASE("what is no length of time says from where on") {
  CHECK(read_duration("5").rest == "5");
  CHECK(read_duration("1h30").rest == "30");
  CHECK(read_duration("5m1h").rest == "1h");
  CHECK(read_duration("5m5m").rest == "5m");
  CHECK(read_duration("1.5h").rest == "1.5h");
  CHECK(read_duration("-1d").rest == "-1d");
  CHECK(read_duration("1y").rest == "1y");
  CHECK_FALSE(read_duration("1y"));
}

TEST_CASE("a number too long to count is said to be one") {
  CHECK(read_duration("9999999999s").too_long);
  CHECK_FALSE(read_duration("9999999999s"));
  CHECK(read_duration("999999999w").ms == int64_t{999'999'999} * 604'800'000);
}
