// What every LeaseStore, BudgetStore, CredentialStore and InboxStore promises.
#include <doctest/doctest.h>

#include <atomic>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "unit/store/suite/sqlite_stores.hpp"

using namespace sluice;
using namespace sluice::store;
using namespace sluice::store::test;

TEST_CASE_TEMPLATE("suite: a lease has one holder until its time is over by the store's clock", T,
                   SLUICE_STORES) {
  T stores;
  REQUIRE(stores.one.shared.take_lease("p", "one", 1000)->taken);
  stores.now_ms += 999;
  const auto refused = stores.other.shared.take_lease("p", "other", 1000);
  CHECK_FALSE(refused->taken);
  CHECK(refused->holder == "one");
  CHECK(refused->left_ms == 1);
  stores.now_ms += 1;
  const auto taken = stores.other.shared.take_lease("p", "other", 1000);
  CHECK(taken->taken);
  CHECK(taken->lapsed == "one");
  REQUIRE(stores.other.shared.give_lease("p", "other").ok());
  CHECK(stores.one.shared.take_lease("p", "one", 1000)->lapsed.empty());
}

TEST_CASE_TEMPLATE(
    "suite: who takes his lease again after its time, and was first, keeps its fence", T,
    SLUICE_STORES) {
  T stores;
  const int64_t fence = stores.one.shared.take_lease("p", "one", 1000)->fence;
  stores.now_ms += 5000;
  CHECK(stores.one.shared.take_lease("p", "one", 1000)->fence == fence);
}

TEST_CASE_TEMPLATE("suite: each change of a lease's holder raises its fence, a renewal does not", T,
                   SLUICE_STORES) {
  T stores;
  LeaseStore& leases = stores.one.shared;
  CHECK(leases.take_lease("p", "one", 1000)->fence == 1);
  CHECK(leases.take_lease("p", "one", 1000)->fence == 1);
  CHECK(leases.give_lease("p", "stranger").ok());
  CHECK_FALSE(leases.take_lease("p", "other", 1000)->taken);
  REQUIRE(leases.give_lease("p", "one").ok());
  CHECK(leases.take_lease("p", "other", 1000)->fence == 2);
  REQUIRE(leases.give_lease("p", "other").ok());
  CHECK(leases.take_lease("p", "other", 1000)->fence == 3);
}

TEST_CASE_TEMPLATE("suite: a holder renews all leases it still has, in one step", T,
                   SLUICE_STORES) {
  T stores;
  LeaseStore& leases = stores.one.shared;
  REQUIRE(leases.take_lease("a", "one", 1000)->taken);
  REQUIRE(leases.take_lease("b", "one", 5000)->taken);
  REQUIRE(leases.take_lease("c", "other", 5000)->taken);
  stores.now_ms += 1000;
  const auto renewed = leases.renew_leases("one", 3000);
  REQUIRE(renewed->size() == 1);
  CHECK(renewed->front().name == "b");
  CHECK(renewed->front().left_ms == 3000);
  CHECK(leases.leases()->size() == 2);
}

TEST_CASE_TEMPLATE("suite: a lease that a clock set back made endless does not count", T,
                   SLUICE_STORES) {
  T stores;
  REQUIRE(stores.one.shared.take_lease("p", "one", 60'000)->taken);
  stores.now_ms -= 3'600'000;
  CHECK(stores.other.shared.take_lease("p", "other", 1000)->taken);
}

TEST_CASE_TEMPLATE("suite: users of one budget take chunks, and together no more than remain", T,
                   SLUICE_STORES) {
  T stores;
  const int64_t end = stores.now_ms + 60'500;
  const auto take = [](BudgetStore& from) { return *from.take_chunk("shop", 20); };
  CHECK_FALSE(take(stores.one.shared));
  REQUIRE(*stores.one.shared.learn({"shop", 300, 50, end}, 0));
  CHECK(take(stores.one.shared)->requests == 20);
  CHECK(take(stores.other.shared)->requests == 20);
  CHECK(take(stores.one.shared)->requests == 10);
  CHECK(take(stores.other.shared)->requests == 0);
  CHECK(take(stores.other.shared)->window_end_ms == end);
  REQUIRE(stores.one.shared.give_back("shop", end, 5).ok());
  CHECK(take(stores.other.shared)->requests == 5);
}

TEST_CASE_TEMPLATE("suite: a response lowers a budget within its window and never raises it", T,
                   SLUICE_STORES) {
  T stores;
  BudgetStore& budgets = stores.one.shared;
  const int64_t end = stores.now_ms + 60'000;
  CHECK(*budgets.learn({"shop", 300, 50, end}, 0));
  CHECK_FALSE(*budgets.learn({"shop", 300, 80, end}, 0));
  CHECK(*budgets.learn({"shop", 300, 40, end + 900}, 0));
  CHECK_FALSE(*budgets.learn({"shop", 300, 41, end + 900}, 0));
  CHECK(*budgets.budgets() == std::vector<KeptBudget>{{"shop", 300, 40, end}});
  stores.now_ms += 60'000;
  CHECK(*budgets.learn({"shop", 300, 299, end + 60'000}, 0));
  CHECK(*budgets.budgets() == std::vector<KeptBudget>{{"shop", 300, 299, end + 60'000}});
}

TEST_CASE_TEMPLATE("suite: of several that know a window to be over, the first begins the next one",
                   T, SLUICE_STORES) {
  T stores;
  BudgetStore& budgets = stores.one.shared;
  const int64_t end = stores.now_ms + 60'000;
  REQUIRE(*budgets.learn({"shop", 300, 5, end}, 0));
  stores.now_ms += 30'000;
  CHECK(*budgets.learn({"shop", 300, 299, end + 30'000}, end));
  REQUIRE((*budgets.take_chunk("shop", 20))->requests == 20);
  CHECK_FALSE(*budgets.learn({"shop", 300, 297, end + 30'000}, end));
  CHECK(*budgets.budgets() == std::vector<KeptBudget>{{"shop", 300, 279, end + 30'000}});
}

TEST_CASE_TEMPLATE("suite: a window that a clock that was put back made long is replaced", T,
                   SLUICE_STORES) {
  T stores;
  REQUIRE(*stores.one.shared.learn({"shop", 300, 0, stores.now_ms + 60'000}, 0));
  stores.now_ms -= 3'600'000;
  CHECK(*stores.one.shared.learn({"shop", 300, 50, stores.now_ms + 60'000}, 0));
}

TEST_CASE_TEMPLATE("suite: what is left of a chunk is worth nothing after its window", T,
                   SLUICE_STORES) {
  T stores;
  const int64_t end = stores.now_ms + 60'000;
  REQUIRE(*stores.one.shared.learn({"shop", 300, 50, end}, 0));
  stores.now_ms += 60'000;
  CHECK_FALSE(*stores.one.shared.take_chunk("shop", 20));
  REQUIRE(stores.one.shared.give_back("shop", end, 20).ok());
  CHECK(stores.one.shared.budgets()->front().remaining == 50);
}

TEST_CASE_TEMPLATE("suite: a credential is replaced only by who knows its version", T,
                   SLUICE_STORES) {
  T stores;
  REQUIRE(stores.one.shared.replace_credential("shop", 0, "a").ok());
  CHECK(stores.other.shared.replace_credential("shop", 0, "b").code() == SLUICE_E_UNAVAILABLE);
  CHECK(stores.other.shared.credential("shop")->sealed == "a");
  REQUIRE(stores.other.shared.replace_credential("shop", 1, "b").ok());
  CHECK(stores.one.shared.credential("shop")->version == 2);
}

// A reader that continues behind the last number it saw misses what gets a lower one later.
TEST_CASE_TEMPLATE("suite: whoever writes an inbox, a reader sees every event, in one order", T,
                   SLUICE_STORES) {
  T stores;
  constexpr int kEach = 200;
  const Inbox inbox{"orders", "shop"};
  const InboxLimits limits{10'000, 60'000, 10'000};
  std::atomic<int> writing{2};
  const auto write = [&](InboxStore& store, const std::string& who) {
    for (int i = 0; i < kEach; i++) {
      const std::string name = who + std::to_string(i);
      const auto kept = store.keep(inbox, limits, {{name, std::nullopt, name, name, 1}});
      if (!kept || kept->front() != KeepResult::kKept) break;
    }
    writing--;
  };
  std::thread first([&] { write(stores.one.inbox, "a"); });
  std::thread second([&] { write(stores.other.inbox, "b"); });
  typename T::View reader(stores);
  std::set<std::string> seen;
  int64_t after = 0;
  for (bool last = false; !last;) {
    last = writing == 0;
    const auto events = reader.inbox.events(inbox, after, 10'000, size_t{1} << 20);
    REQUIRE(events.ok());
    for (const KeptEvent& event : *events) {
      CHECK(event.number > after);
      after = event.number;
      seen.insert(event.text);
    }
  }
  first.join();
  second.join();
  CHECK(seen.size() == 2 * kEach);
}
