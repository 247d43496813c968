#include "app/trial/value_diff.hpp"

#include <doctest/doctest.h>

using sluice::app::Difference;
using sluice::app::differences;

TEST_CASE("values that are equal do not differ, whatever they are written like") {
  CHECK(differences(R"({"a":1,"b":[2,"x"]})", R"({"b":[2.0,"x"],"a":1e0})").empty());
  CHECK(differences(R"({"a":"\u00e9"})", "{\"a\":\"é\"}").empty());
  CHECK(differences("no JSON", "no JSON").empty());
}

TEST_CASE("each place that differs is named") {
  const auto found = differences(R"({"a":1,"lines":[{"p":"1"},{"p":"2"}],"gone":null})",
                                 R"({"a":"1","lines":[{"p":"1"},{"p":"3"},4],"new one":true})");
  REQUIRE(found.size() == 5);
  CHECK(found[0].path == "a");
  CHECK(*found[0].before == "1");
  CHECK(*found[0].after == "\"1\"");
  CHECK(found[1].path == "lines[1].p");
  CHECK(found[2].path == "lines[2]");
  CHECK_FALSE(found[2].before);
  CHECK(found[3].path == "gone");
  CHECK_FALSE(found[3].after);
  CHECK(found[4].path == "[\"new one\"]");
}

TEST_CASE("numbers beyond every machine's are compared as numbers") {
  CHECK(differences("1e300", "10e299").empty());
  CHECK(differences("12345678901234567890.10", "12345678901234567890.1").empty());
  CHECK(differences("12345678901234567890", "12345678901234567891").size() == 1);
}

TEST_CASE("values of other kinds differ as a whole, and so does what is no JSON") {
  CHECK(differences("{}", "[]").size() == 1);
  CHECK(differences("{}", "no JSON").front().path == "");
}
