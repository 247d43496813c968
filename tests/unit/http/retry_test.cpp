#include "http/policy/retry.hpp"
#include "unit/http/fixtures.hpp"

#include <doctest/doctest.h>

using namespace sluice::http;
using sluice::http::test::FakeClock;

namespace {

const RetryPolicy kPolicy{{5, 500, 30'000}, 300'000};

Decision after(int status, const Headers& headers = {}, std::string_view body = {},
               bool repeatable = false) {
  return decide(kPolicy, {repeatable, 1, Delivery::kAnswered, status, &headers, body},
                FakeClock::kStart, 0.5);
}

Decision after(Delivery delivery, bool repeatable, int64_t number = 1, double jitter = 0.5) {
  return decide(kPolicy, {repeatable, number, delivery, 0, nullptr, {}}, FakeClock::kStart, jitter);
}

Headers with(const char* name, const char* value) {
  Headers h;
  h.add(name, value);
  return h;
}

}  // namespace

TEST_CASE("responses that mean later are repeated whatever the method") {
  for (int status : {429, 503}) CHECK(after(status).repeat);
}

TEST_CASE("other responses are not repeated") {
  for (int status : {200, 204, 301, 400, 401, 403, 404, 409, 422, 501, 505, 600, 999}) {
    CHECK_FALSE(after(status, {}, {}, true).repeat);
  }
}

TEST_CASE("answers and losses that leave open whether it was done are repeated only if safe") {
  for (int status : {500, 502, 504, 506, 507, 508, 510, 520, 521, 524, 527, 530, 598, 599}) {
    CAPTURE(status);
    CHECK(after(status, {}, {}, true).repeat);
    CHECK_FALSE(after(status).repeat);
  }
  CHECK(after(Delivery::kLost, true).repeat);
  CHECK_FALSE(after(Delivery::kLost, false).repeat);
}

TEST_CASE("what was never sent is always repeated, what cannot succeed never") {
  CHECK(after(Delivery::kNeverSent, false).repeat);
  CHECK_FALSE(after(Delivery::kFinal, true).repeat);
  CHECK_FALSE(after(Delivery::kUnreadable, true).repeat);
}

TEST_CASE("attempts are limited") {
  CHECK(after(Delivery::kNeverSent, true, 4).repeat);
  CHECK_FALSE(after(Delivery::kNeverSent, true, 5).repeat);
}

TEST_CASE("back-off doubles up to its limit, with full jitter") {
  CHECK(after(Delivery::kNeverSent, true, 1, 0.999).wait_ms == 499);
  CHECK(after(Delivery::kNeverSent, true, 4, 0.5).wait_ms == 2000);
  CHECK(after(Delivery::kNeverSent, true, 4, 0).wait_ms == 0);
  RetryPolicy patient{{100, 500, 30'000}, 300'000};
  Attempt late{true, 90, Delivery::kNeverSent, 0, nullptr, {}};
  CHECK(decide(patient, late, FakeClock::kStart, 0.5).wait_ms == 15'000);
}

TEST_CASE("Retry-After in seconds is obeyed") {
  CHECK(after(429, with("Retry-After", "7")).wait_ms == 7000);
  CHECK(after(503, with("retry-after", "120")).wait_ms == 120'000);
  CHECK(after(503, with("retry-after", "2.5")).wait_ms == 2500);
  CHECK(after(429, {}, R"({"retry-after":2.5})").wait_ms == 2500);
}

TEST_CASE("Retry-After as a date counts against the response's own clock") {
  Headers h = with("Retry-After", "Wed, 15 Jul 2020 15:04:05 GMT");
  CHECK(after(429, h).wait_ms == 245'000);
  h.add("Date", "Wed, 15 Jul 2020 15:04:00 GMT");
  CHECK(after(429, h).wait_ms == 5000);
}

TEST_CASE("a date in the past waits a little, never not at all") {
  CHECK(after(429, with("Retry-After", "Wed, 15 Jul 2020 14:00:00 GMT")).wait_ms == kShortestWait);
  CHECK(after(429, with("Retry-After", "0")).wait_ms == kShortestWait);
}

TEST_CASE("no wait is longer than one window") {
  CHECK(after(429, with("Retry-After", "86400")).wait_ms == 300'000);
  CHECK(after(429, with("Retry-After", "999999999999")).wait_ms == 300'000);
  CHECK(after(429, with("Retry-After", "Wed, 15 Jul 2099 15:00:00 GMT")).wait_ms == 300'000);
}

TEST_CASE("without the header the body's member counts") {
  CHECK(after(429, {}, R"({"retry-after":"Wed, 15 Jul 2020 15:00:09 GMT"})").wait_ms == 9000);
  CHECK(after(429, {}, R"({"retry-after":3})").wait_ms == 3000);
}

TEST_CASE("a 429 that says nothing usable waits a minute") {
  CHECK(after(429).wait_ms == kUntoldWait);
  CHECK(after(429, with("Retry-After", "soon"), "<html>").wait_ms == kUntoldWait);
  CHECK(after(429, with("Retry-After", "-5"), "[[[").wait_ms == kUntoldWait);
  // An error document is an object; others say nothing, whatever stands in them.
  for (const char* body :
       {"[\"retry-after\", 3]", "3", "\"retry-after\"", "null", "{}", R"([{"retry-after":3}])",
        R"({"error":{"retry-after":3}})", R"({"retry-after":[3]})", R"({"retry-after":{}})",
        R"({"retry-after":true})", R"({"retry-after":3)"}) {
    CAPTURE(body);
    CHECK(after(429, {}, body).wait_ms == kUntoldWait);
  }
  CHECK(after(429, {}, R"({"retry-after":3,"x":")" + std::string(70'000, 'x') + "\"}").wait_ms ==
        kUntoldWait);
  CHECK(after(429, with("Retry-After", "2020"), R"({"retry-after":null})").wait_ms == 300'000);
}

TEST_CASE("a 503 that says nothing backs off") { CHECK(after(503).wait_ms == 250); }

TEST_CASE("a 429 tells its wait also when it is not repeated any more") {
  Headers h = with("Retry-After", "7");
  Decision d = decide(kPolicy, {true, 5, Delivery::kAnswered, 429, &h, {}}, FakeClock::kStart, 0.5);
  CHECK_FALSE(d.repeat);
  CHECK(d.wait_ms == 7000);
}

TEST_CASE("where no window is known, a wait of more than an hour is told, not waited") {
  const RetryPolicy open{{5, 500, 30'000}, 0};
  const auto asked = [&](int status, const char* seconds) {
    const Headers h = with("Retry-After", seconds);
    return decide(open, {true, 1, Delivery::kAnswered, status, &h, {}}, FakeClock::kStart, 0.5);
  };
  CHECK(asked(429, "3600").repeat);
  CHECK(asked(429, "3600").wait_ms == 3'600'000);
  for (int status : {429, 503}) CHECK_FALSE(asked(status, "3601").repeat);
  CHECK(asked(429, "3601").wait_ms == 3'601'000);
}

TEST_CASE("the end of the rate window tells a 429's wait, if nothing else does") {
  Attempt attempt{false, 1, Delivery::kAnswered, 429, nullptr, {}, 9000};
  const Headers none;
  attempt.headers = &none;
  CHECK(decide(kPolicy, attempt, FakeClock::kStart, 0.5).wait_ms == 9000);
  const Headers h = with("Retry-After", "2");
  attempt.headers = &h;
  CHECK(decide(kPolicy, attempt, FakeClock::kStart, 0.5).wait_ms == 2000);
}
