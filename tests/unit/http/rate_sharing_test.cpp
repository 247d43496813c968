// Who shares a budget: sessions of one identity, runs one after the other, pipelines side by side.
#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "unit/http/rate_budget_rig.hpp"

using namespace sluice::http;
using namespace sluice::http::test;

TEST_CASE("a budget survives a restart") {
  RateBudget before(settings());
  before.learn(granted(before, 0), {350, 0}, 0);
  auto kept = before.snapshot(10'000, 5'000'000);
  REQUIRE(kept);
  CHECK(kept->window_end_ms == 5'290'000);
  RateBudget after(settings());
  after.restore(*kept, 0, 5'100'000);
  CHECK(after.ask(0).wait_ms == 190'000);
  RateBudget much_later(settings());
  much_later.restore(*kept, 0, 6'000'000);
  CHECK(much_later.ask(0).granted);
}

TEST_CASE("a kept budget cannot block longer than a window") {
  RateBudget budget(settings());
  budget.restore({"", 350, -7, INT64_MAX / 4}, 0, 1'000'000);
  CHECK(budget.ask(0).wait_ms == 300'000);
}

TEST_CASE("sessions of one identity share a budget") {
  RateBudgets budgets;
  RateBudget& a = budgets.of("x", settings(), 0, 0);
  CHECK(&a == &budgets.of("x", settings(), 0, 0));
  CHECK(&a != &budgets.of("y", settings(), 0, 0));
  a.learn(granted(a, 0), {10, 7}, 0);
  CHECK(budgets.least_left() == 7);
  REQUIRE(budgets.snapshot(0, 0).size() == 1);
  CHECK(budgets.snapshot(0, 0)[0].identity == "x");
}

TEST_CASE("kept budgets are used when their identity shows up") {
  RateBudgets budgets;
  budgets.restore({{"x", 350, 0, 1'100'000}});
  CHECK(budgets.of("x", settings(), 0, 1'000'000).ask(0).wait_ms == 100'000);
  CHECK(budgets.of("y", settings(), 0, 1'000'000).ask(0).granted);
}

TEST_CASE("an identity tells credentials and origins apart and shows neither") {
  SessionSettings a;
  a.base.origin = {"https", "h", 443};
  a.bearer_token = "token-one";
  SessionSettings other_token = a, other_host = a, other_key = a, other_path = a;
  other_token.bearer_token = "token-two";
  other_host.base.origin.host = "i";
  other_key.headers.add("X-Api-Key", "k");
  other_path.base.path = "/x";
  std::string id = credential_identity(a);
  CHECK(id != credential_identity(other_token));
  CHECK(id != credential_identity(other_host));
  CHECK(id != credential_identity(other_key));
  CHECK(id == credential_identity(other_path));
  CHECK(id.find("token") == std::string::npos);
}

TEST_CASE("at least 95 percent of what is allowed is used, and no 429 is provoked") {
  for (int64_t offset : {0, 1, 137'000, 299'999}) {
    for (int64_t pace : {5, 300}) {
      CAPTURE(offset);
      CAPTURE(pace);
      WindowServer server(350, kWindow, offset);
      RateBudget budget(settings());
      Race race{{{{"one"}, pace}}};
      race.run(budget, server, 350, kWindow - offset);  // to the end of a window
      race.runners[0].done = 0;
      race.run(budget, server, 350, 13 * kWindow - offset);
      CHECK(race.refused == 0);
      CHECK(race.done() >= 12 * 350 * 95 / 100);
    }
  }
}

TEST_CASE("competing pipelines share the limit by weight, whatever their speed") {
  WindowServer server(350, kWindow, 42'000);
  RateBudget budget(settings());
  Race race{{{{"light", 1}, 10}, {{"heavy", 3}, 250}}};
  race.run(budget, server, 350, 20 * kWindow - 42'000);
  CHECK(race.refused == 0);
  CHECK(race.done() >= 20 * 350 * 95 / 100);
  const double part = static_cast<double>(race.runners[1].done) / static_cast<double>(race.done());
  CHECK(part > 0.70);
  CHECK(part < 0.80);
}

TEST_CASE("what one pipeline does not use the others get") {
  WindowServer server(350, kWindow, 0);
  RateBudget budget(settings());
  Race race{{{{"busy", 1}, 20}, {{"slow", 9}, 20'000}}};  // slow: 15 a window
  race.run(budget, server, 350, 10 * kWindow);
  CHECK(race.refused == 0);
  CHECK(race.done() >= 10 * 350 * 95 / 100);
  CHECK(race.runners[1].done >= 10 * 15 * 9 / 10);
}

TEST_CASE("a pipeline that is over competes no more") {
  RateBudget budget(settings());
  const Claimant over{"over", 1}, stays{"stays", 1};
  budget.learn(budget.ask(0, &over).number, {100, 99}, 0);
  for (int i = 0; i < 50; i++) budget.learn(budget.ask(0, &stays).number, {100, 98 - i}, 0);
  CHECK_FALSE(budget.ask(0, &stays).granted);
  budget.leave("over");
  CHECK(budget.ask(0, &stays).granted);
}

TEST_CASE("a part of the limit stays for others") {
  BudgetSettings ten = settings();
  ten.reserve_percent = 10;
  WindowServer server(350, kWindow, 0);
  RateBudget budget(ten);
  Race race{{{{"one"}, 10}}};
  race.run(budget, server, 350, kWindow);
  CHECK(race.done() == 315);
}

TEST_CASE("after a restart one request goes ahead, in case the kept number is too high") {
  RateBudget budget(settings());
  budget.restore({"", 350, 200, 1'100'000}, 0, 1'000'000);
  const uint64_t first = granted(budget, 0);
  CHECK_FALSE(budget.ask(1).granted);
  budget.learn(first, {350, 0}, 2);
  CHECK(budget.ask(3).wait_ms == 99'997);
}

TEST_CASE("requests are counted for the pipeline they are for") {
  RateBudget budget(settings());
  const Claimant one{"one", 1};
  budget.ask(0, &one);
  budget.ask(0, &one);
  budget.ask(0);
  REQUIRE(budget.requests().size() == 1);
  CHECK(budget.requests()[0].pipeline == "one");
  CHECK(budget.requests()[0].requests == 2);
}

TEST_CASE("a credential that changes its token keeps its budget") {
  SessionSettings a;
  a.base.origin = {"https", "h", 443};
  a.credential = "shop and application";
  SessionSettings other = a;
  other.credential = "another";
  CHECK(credential_identity(a) == credential_identity(a));
  CHECK(credential_identity(a) != credential_identity(other));
}
