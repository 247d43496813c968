#include "http/text/http_date.hpp"

#include <doctest/doctest.h>

using sluice::http::parse_http_date;
using sluice::http::parse_iso_date;

TEST_CASE("the three ways of HTTP to write a date mean the same") {
  constexpr int64_t kWhen = 784'111'777;
  CHECK(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT") == kWhen);
  CHECK(parse_http_date("Sunday, 06-Nov-94 08:49:37 GMT") == kWhen);
  CHECK(parse_http_date("Sun Nov  6 08:49:37 1994") == kWhen);
}

TEST_CASE("the first second that can be told counts") {
  CHECK(parse_http_date("Thu, 01 Jan 1970 00:00:00 GMT") == 0);
}

TEST_CASE("a date of ISO 8601 may leave its zone out, then it is UTC") {
  CHECK(parse_iso_date("2020-07-15T15:00:09") == 1'594'825'209);
  CHECK(parse_iso_date("2020-07-15 15:00:09Z") == 1'594'825'209);
  CHECK_FALSE(parse_iso_date("2020-07-15T15:00"));
}

TEST_CASE("a date may name another zone, though HTTP does not allow it") {
  CHECK(parse_http_date("Sun, 06 Nov 1994 09:49:37 +0100") == 784'111'777);
}

TEST_CASE("what is no date of HTTP is none") {
  for (const char* text : {"", "soon", "2020", "Jul", "120", "a:b:c", "::", "08:49:37",
                           "Sun, 06 Nov 1994", "Sun, 31 Foo 1994 08:49:37 GMT",
                           "Sun, 99 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 25:49:37 GMT",
                           "Sun, 06 Nov 1994 08:49:37 GMT, and much more behind it, "
                           "more than any date has"})
    CHECK_MESSAGE(!parse_http_date(text), text);
}
