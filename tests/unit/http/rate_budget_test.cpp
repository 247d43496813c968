// When a budget lets a request leave, and what answers teach it.
#include <doctest/doctest.h>

#include <algorithm>
#include <deque>
#include <vector>

#include "unit/http/rate_budget_rig.hpp"

using namespace sluice::http;
using namespace sluice::http::test;

TEST_CASE("as long as nothing is known every request is granted") {
  RateBudget budget(settings());
  for (int i = 0; i < 1000; i++) CHECK(budget.ask(0).granted);
  CHECK_FALSE(budget.left());
}

TEST_CASE("nothing waits while plenty is left") {
  RateBudget budget(settings());
  int64_t left = 350;
  for (int i = 0; i < 250; i++) budget.learn(granted(budget, 0), {350, --left}, 0);
  CHECK(budget.left() == 100);
}

TEST_CASE("the limit is what the server says, and not the most that was seen") {
  RateBudget budget(settings());
  budget.learn(granted(budget, 0), {0, 40}, 0);
  CHECK_FALSE(budget.limit());
  budget.learn(granted(budget, 0), {350, 39}, 0);
  CHECK(budget.limit() == 350);
}

TEST_CASE("the last quarter is spread over the rest of the window") {
  RateBudget budget(settings());
  budget.learn(granted(budget, 0), {400, 100}, 0);
  auto first = budget.ask(0);
  CHECK_FALSE(first.granted);
  CHECK(first.wait_ms == 3000);
  CHECK(budget.ask(3000).granted);
  CHECK_FALSE(budget.ask(3001).granted);
}

TEST_CASE("at the reserve requests wait for the window's end and then go on") {
  RateBudget budget(settings(5));
  budget.learn(granted(budget, 1000), {350, 5}, 1000);
  auto grant = budget.ask(2000);
  CHECK_FALSE(grant.granted);
  CHECK(grant.wait_ms == 299'000);
  CHECK(budget.ask(301'000).granted);
  CHECK(budget.left() == 349);
}

TEST_CASE("never more requests than the server said are left") {
  RateBudget budget(settings());
  budget.learn(granted(budget, 0), {3, 2}, 0);
  CHECK(budget.ask(0).granted);
  CHECK(budget.ask(0).granted);
  CHECK_FALSE(budget.ask(0).granted);
}

TEST_CASE("requests under way count against an older response") {
  RateBudget budget(settings());
  uint64_t first = granted(budget, 0);
  granted(budget, 0);
  granted(budget, 0);
  budget.learn(first, {5, 4}, 0);
  CHECK(budget.left() == 2);
}

TEST_CASE("responses out of order do not raise what is left") {
  RateBudget budget(settings());
  uint64_t first = granted(budget, 0);
  uint64_t second = granted(budget, 0);
  budget.learn(second, {100, 3}, 0);
  budget.learn(first, {100, 80}, 0);
  CHECK(budget.left() == 3);
}

TEST_CASE("more left than could be means a new window") {
  RateBudget budget(settings());
  budget.learn(granted(budget, 0), {100, 50}, 0);
  budget.learn(granted(budget, 100'000), {100, 99}, 100'000);
  CHECK(budget.left() == 99);
  budget.learn(granted(budget, 100'001), {100, 0}, 100'001);
  CHECK(budget.ask(200'000).wait_ms == 200'000);
}

TEST_CASE("a lost request does not pass for a new window") {
  RateBudget budget(settings());
  budget.learn(granted(budget, 0), {100, 50}, 0);
  granted(budget, 1000);  // never reaches the server
  budget.learn(granted(budget, 2000), {100, 49}, 2000);
  budget.learn(granted(budget, 3000), {100, 0}, 3000);
  CHECK(budget.ask(4000).wait_ms == 296'000);
}

TEST_CASE("a 429 with a date teaches the window's end") {
  RateBudget budget(settings());
  budget.learn(granted(budget, 0), {350, 300}, 0);
  budget.refuse(granted(budget, 0), {}, 40'000, 1000);
  CHECK(budget.ask(1000).wait_ms == 40'000);
  CHECK(budget.ask(41'000).granted);
  CHECK(budget.left() == 349);
}

TEST_CASE("of a 429 that tells the limit, too, its wait counts and not the window's length") {
  RateBudget budget(settings());
  budget.refuse(granted(budget, 0), RateReport{350, 0}, 1000, 0);
  CHECK(budget.ask(1).wait_ms == 999);
  CHECK(budget.ask(1000).granted);
  CHECK(budget.left() == 349);
}

TEST_CASE("a response from before a 429 does not lift it") {
  RateBudget budget(settings());
  uint64_t early = granted(budget, 0);
  budget.refuse(granted(budget, 0), {}, 40'000, 1000);
  budget.learn(early, {350, 100}, 1001);
  CHECK_FALSE(budget.ask(1002).granted);
}

TEST_CASE("after a 429 of a server without limit headers requests are free again") {
  RateBudget budget(settings());
  budget.refuse(granted(budget, 0), {}, 5000, 0);
  CHECK_FALSE(budget.ask(4999).granted);
  for (int i = 0; i < 10; i++) CHECK(budget.ask(5000).granted);
}

TEST_CASE("a paced client never meets 429, wherever the server's windows begin") {
  for (int64_t offset : {0, 1, 137'000, 299'999}) {
    CAPTURE(offset);
    WindowServer server(350, 300'000, offset);
    RateBudget budget(settings());
    int64_t now = 0;
    int refused = 0;
    for (int sent = 0; sent < 5000;) {
      auto grant = budget.ask(now);
      if (!grant.granted) {
        REQUIRE(grant.wait_ms > 0);
        now += grant.wait_ms;
        continue;
      }
      int64_t left = server.take(now);
      refused += left < 0;
      budget.learn(grant.number, {350, left}, now);
      now += 20;
      sent++;
    }
    CHECK(refused == 0);
    CHECK(now < 5000 / 350 * 300'000 * 2);
  }
}

TEST_CASE("a paced client with requests under way never meets 429") {
  WindowServer server(350, 300'000, 42'000);
  RateBudget budget(settings());
  std::deque<std::pair<uint64_t, int64_t>> under_way;  // grants and what the server answered
  int64_t now = 0;
  for (int sent = 0; sent < 3000;) {
    if (under_way.size() > 4) {
      budget.learn(under_way.front().first, {350, under_way.front().second}, now);
      under_way.pop_front();
    }
    auto grant = budget.ask(now);
    if (!grant.granted) {
      now += grant.wait_ms;
      continue;
    }
    int64_t left = server.take(now);
    REQUIRE(left >= 0);
    under_way.emplace_back(grant.number, left);
    now += 5;
    sent++;
  }
}

TEST_CASE("a first response that does not come holds nobody up for long") {
  RateBudget budget(settings());
  budget.restore({"", 350, 200, 1'100'000}, 0, 1'000'000);
  granted(budget, 0);
  CHECK_FALSE(budget.ask(999).granted);
  CHECK(budget.ask(1000).granted);
}

TEST_CASE("of windows nobody tells the end of nothing is assumed") {
  RateBudget budget(settings(0, 0));
  // The last quarter of a known window would be spread.
  for (int left = 99; left > 0; left--) budget.learn(granted(budget, 0), {100, left}, 0);
  CHECK(budget.ask(0).granted);
  CHECK_FALSE(budget.snapshot(0, 1'000'000).has_value());
}

TEST_CASE("where none is left and no end is told, single requests try, ever later") {
  RateBudget budget(settings(0, 0));
  budget.learn(granted(budget, 0), {5, 0}, 0);
  int64_t now = 0;
  for (const int64_t wait : {1000, 2000, 4000, 8000, 16'000, 32'000, 60'000, 60'000}) {
    CHECK(budget.ask(now).wait_ms == wait);
    now += wait;
    const auto probe = budget.ask(now);
    REQUIRE(probe.granted);
    CHECK_FALSE(budget.ask(now).granted);  // it is waited for
    budget.learn(probe.number, {5, 0}, now);
  }
  now += 60'000;
  budget.learn(granted(budget, now), {5, 4}, now);
  for (int i = 0; i < 4; i++) CHECK(budget.ask(now).granted);
  CHECK(budget.ask(now).wait_ms == 1000);
}

TEST_CASE("a probe whose response is lost is followed by another") {
  RateBudget budget(settings(0, 0));
  budget.learn(granted(budget, 0), {5, 0}, 0);
  CHECK(budget.ask(1000).granted);
  CHECK_FALSE(budget.ask(1999).granted);
  CHECK(budget.ask(2001).granted);
}

TEST_CASE("the end that is told is the window's, whatever length was set") {
  for (const int64_t window_s : {0, 300}) {
    RateBudget budget(settings(0, window_s));
    budget.learn(granted(budget, 0), {5, 0, 7000}, 0);
    CHECK(budget.ask(0).wait_ms == 7000);
    CHECK(budget.ask(7000).granted);
  }
}

TEST_CASE("each response may put the window's end right") {
  RateBudget budget(settings(0, 0));
  budget.learn(granted(budget, 0), {100, 99, 60'000}, 0);
  budget.learn(granted(budget, 10'000), {100, 0, 5000}, 10'000);
  CHECK(budget.ask(10'000).wait_ms == 5000);
}

TEST_CASE("a window is as long as the longest time to its end that was told") {
  RateBudget budget(settings(0, 0));
  budget.learn(granted(budget, 0), {2, 1, 60'000}, 0);
  budget.learn(granted(budget, 55'000), {2, 0, 5000}, 55'000);
  budget.learn(granted(budget, 60'000), {2, 1}, 60'000);  // a new one, of which no end is told
  budget.learn(granted(budget, 60'000), {2, 0}, 60'000);
  CHECK(budget.ask(60'000).wait_ms == 60'000);
}

TEST_CASE("a told end of no time is a second") {
  RateBudget budget(settings(0, 0));
  budget.learn(granted(budget, 0), {5, 0, 0}, 0);
  CHECK(budget.ask(0).wait_ms == 1000);
}

TEST_CASE("with a told end all requests of a server's windows go, none beyond") {
  WindowServer server(5, 1000, 0);
  RateBudget budget(settings(0, 0));
  int64_t now = 0;
  int refused = 0;
  for (int done = 0; done < 200;) {
    const auto grant = budget.ask(now);
    if (!grant.granted) {
      REQUIRE(grant.wait_ms > 0);
      now += grant.wait_ms;
      continue;
    }
    const int64_t left = server.take(now);
    if (left < 0) refused++;
    if (left >= 0) budget.learn(grant.number, {5, left, 1000 - now % 1000}, now);
    done++;
    now += 10;
  }
  CHECK(refused == 0);
  CHECK(now < 120'000);
}

TEST_CASE("the first request of a window that is only assumed is the one that is waited for") {
  RateBudget budget(settings());
  budget.learn(granted(budget, 0), {5, 0}, 0);
  const auto first = budget.ask(300'000);
  REQUIRE(first.granted);
  CHECK(budget.ask(300'001).wait_ms == 20);  // asks again soon
  budget.learn(first.number, {5, 4}, 300'002);
  const auto second = budget.ask(300'003);
  CHECK(second.granted);
  CHECK(budget.ask(300'003).granted);  // nobody waits for the second one's response
}
