// What the tests of rate budgets share: a server that counts, and pipelines that race for it.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "http/policy/rate_budget.hpp"

namespace sluice::http::test {

// A server that counts in fixed windows and answers what is left, as the X-Series does.
class WindowServer {
 public:
  WindowServer(int64_t limit, int64_t window_ms, int64_t offset_ms)
      : limit_(limit), window_ms_(window_ms), offset_ms_(offset_ms) {}

  // What is left after this request; -1: over the limit.
  int64_t take(int64_t now_ms) {
    int64_t window = (now_ms + offset_ms_) / window_ms_;
    if (window != window_) used_ = 0;
    window_ = window;
    return used_ < limit_ ? limit_ - ++used_ : -1;
  }

 private:
  int64_t limit_, window_ms_, offset_ms_;
  int64_t window_ = -1;
  int64_t used_ = 0;
};

inline BudgetSettings settings(int64_t reserve = 0, int64_t window_s = 300) {
  BudgetSettings out;
  out.reserve = reserve;
  out.window_s = window_s;
  return out;
}

// Pipelines that always have a next request, each taking `pace_ms` for one, over `windows` windows
// of a server. Time jumps from event to event.
struct Race {
  struct Runner {
    Claimant who;
    int64_t pace_ms;
    int64_t next_ms = 0;
    int64_t done = 0;
  };

  void run(RateBudget& budget, WindowServer& server, int64_t limit, int64_t end_ms) {
    for (;;) {
      Runner& runner =
          *std::min_element(runners.begin(), runners.end(),
                            [](const Runner& a, const Runner& b) { return a.next_ms < b.next_ms; });
      if (runner.next_ms >= end_ms) return;
      const int64_t now = runner.next_ms;
      auto grant = budget.ask(now, &runner.who);
      if (!grant.granted) {
        REQUIRE(grant.wait_ms > 0);
        runner.next_ms = now + grant.wait_ms;
        continue;
      }
      const int64_t left = server.take(now);
      refused += left < 0;
      runner.done++;
      budget.learn(grant.number, {limit, left}, now);
      runner.next_ms = now + runner.pace_ms;
    }
  }
  int64_t done() const {
    int64_t sum = 0;
    for (const Runner& runner : runners) sum += runner.done;
    return sum;
  }

  std::vector<Runner> runners;
  int64_t refused = 0;
};

inline constexpr int64_t kWindow = 300'000;

// Grants one request that has to be granted.
inline uint64_t granted(RateBudget& budget, int64_t now_ms) {
  auto grant = budget.ask(now_ms);
  CHECK(grant.granted);
  return grant.number;
}

}  // namespace sluice::http::test
