// What responses say of their rate limit, in the ways servers have of saying it.
#include "http/policy/rate_report.hpp"

#include <doctest/doctest.h>

#include "http/text/wait_time.hpp"
#include "unit/http/fixtures.hpp"

using namespace sluice::http;
using sluice::http::test::FakeClock;

namespace {

Headers with(const std::vector<Headers::Field>& fields) {
  Headers out;
  for (const auto& [name, value] : fields) out.add(name, value);
  return out;
}

std::optional<RateReport> told(const std::vector<Headers::Field>& fields) {
  return read_rate(with(fields), BudgetSettings(), FakeClock::kStart);
}

std::optional<int64_t> end_of(const std::string& reset) {
  const auto found = told({{"X-RateLimit-Remaining", "4"}, {"X-RateLimit-Reset", reset}});
  REQUIRE(found.has_value());
  return found->end_ms;
}

}  // namespace

TEST_CASE("limit and rest are read, and nothing is told of an end that is not there") {
  const auto found = told({{"X-RateLimit-Limit", "5"}, {"X-RateLimit-Remaining", "4"}});
  REQUIRE(found.has_value());
  CHECK(found->limit == 5);
  CHECK(found->left == 4);
  CHECK_FALSE(found->end_ms.has_value());
  CHECK_FALSE(found->length_ms.has_value());
  CHECK_FALSE(told({{"X-RateLimit-Limit", "5"}}).has_value());
  CHECK_FALSE(told({{"X-RateLimit-Remaining", "some"}}).has_value());
  CHECK_FALSE(told({{"X-RateLimit-Remaining", "-1"}}).has_value());
}

TEST_CASE("a window's end is seconds, a time since 1970, or a date") {
  CHECK(end_of("30") == 30'000);
  CHECK(end_of("0.25") == 250);
  CHECK(end_of(std::to_string(FakeClock::kStart + 7)) == 7000);
  CHECK(end_of(std::to_string(FakeClock::kStart + 7) + ".5") == 7500);
  CHECK(end_of(std::to_string((FakeClock::kStart + 7) * 1000 + 20)) == 7020);
  CHECK(end_of("Wed, 15 Jul 2020 15:00:09 GMT") == 9000);
  CHECK(end_of("2020-07-15T15:00:09Z") == 9000);
  CHECK(end_of("2020-07-15T17:00:09+02:00") == 9000);
  CHECK(end_of(std::to_string(FakeClock::kStart - 7)) == 0);
  CHECK_FALSE(end_of("soon").has_value());
  CHECK_FALSE(end_of("-5").has_value());
}

TEST_CASE("an end in a time counts against the response's own clock") {
  const auto found = told({{"X-RateLimit-Remaining", "4"},
                           {"X-RateLimit-Reset", std::to_string(FakeClock::kStart + 1007)},
                           {"Date", "Wed, 15 Jul 2020 15:16:40 GMT"}});
  CHECK(found->end_ms == 7000);
}

TEST_CASE("other names in use are known where the settings have the usual ones") {
  for (const std::string prefix : {"RateLimit-", "X-Rate-Limit-", "ratelimit-"}) {
    CAPTURE(prefix);
    const std::vector<Headers::Field> fields = {{prefix + "Limit", "100, 100;w=60"},
                                                {prefix + "Remaining", "50"},
                                                {prefix + "Reset", "12"}};
    const auto found = told(fields);
    REQUIRE(found.has_value());
    CHECK(found->limit == 100);
    CHECK(found->left == 50);
    CHECK(found->end_ms == 12'000);
    BudgetSettings own;
    own.remaining_header = "X-Left";
    CHECK_FALSE(read_rate(with(fields), own, FakeClock::kStart).has_value());
    own.remaining_header = "";
    CHECK_FALSE(read_rate(with(fields), own, FakeClock::kStart).has_value());
  }
  const auto after = told({{"X-RateLimit-Remaining", "0"}, {"X-RateLimit-Reset-After", "1.5"}});
  CHECK(after->end_ms == 1500);
}

TEST_CASE("policies of the IETF: the one with least left counts, with its limit and length") {
  const auto found = told({{"RateLimit", R"("day";r=900;t=3600, "a,b;c" ; r=3 ; t=7)"},
                           {"RateLimit-Policy", R"("day";q=1000;w=86400, "a,b;c";q=10;w=60)"}});
  REQUIRE(found.has_value());
  CHECK(found->limit == 10);
  CHECK(found->left == 3);
  CHECK(found->end_ms == 7000);
  CHECK(found->length_ms == 60'000);
  const auto bare = told({{"RateLimit", R"("default";r=3)"}});
  CHECK(bare->left == 3);
  CHECK(bare->limit == 0);
  CHECK_FALSE(bare->end_ms.has_value());
  const auto earlier = told({{"RateLimit", "limit=100, remaining=50, reset=5"}});
  CHECK(earlier->limit == 100);
  CHECK(earlier->left == 50);
  CHECK(earlier->end_ms == 5000);
  for (const char* text : {"", ",", ";", "\"", "r=3", "\"x\";r=", "\"x\";r=abc"})
    CHECK_FALSE(told({{"RateLimit", text}}).has_value());
}

TEST_CASE("a 429 may tell the end alone") {
  CHECK(read_window_end(with({{"X-RateLimit-Reset", "7"}}), BudgetSettings(), FakeClock::kStart) ==
        7000);
  CHECK(read_window_end(with({{"RateLimit-Reset", "8"}}), BudgetSettings(), FakeClock::kStart) ==
        8000);
  CHECK(read_window_end(with({{"RateLimit", "\"x\";r=0;t=9"}}), BudgetSettings(),
                        FakeClock::kStart) == 9000);
  CHECK_FALSE(read_window_end({}, BudgetSettings(), FakeClock::kStart).has_value());
}

TEST_CASE("waits are seconds, with a fraction too, or a date, and bounded") {
  CHECK(read_wait_ms("2.5", FakeClock::kStart) == 2500);
  CHECK(read_wait_ms(" 2 ", FakeClock::kStart) == 2000);
  CHECK(read_wait_ms("0.0001", FakeClock::kStart) == 1);
  CHECK(read_wait_ms("Wed, 15 Jul 2020 15:00:09 GMT", FakeClock::kStart) == 9000);
  CHECK(read_wait_ms("99999999999999999999999", FakeClock::kStart) == 1'000'000'000);
  for (const char* text : {"", ".", "2.", ".5", "-1", "+1", "1e3", "0x10", "2,5", "1.2.3"}) {
    CAPTURE(text);
    CHECK_FALSE(read_wait_ms(text, FakeClock::kStart).has_value());
  }
}
