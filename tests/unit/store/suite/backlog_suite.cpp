// What every BacklogStore promises, together with the commits that fill and empty backlogs.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "unit/store/suite/sqlite_stores.hpp"

using namespace sluice;
using namespace sluice::store;
using namespace sluice::store::test;

namespace {

WaitingRecord waiting_record(const std::string& publisher, const std::string& value) {
  WaitingRecord record;
  record.publisher = publisher;
  record.key = "k" + value;
  record.source = "source of " + value;
  record.value = value;
  record.time_us = 1'000;
  return record;
}

Delta waiting_delta(std::vector<WaitingRecord> records) {
  Delta delta;
  delta.waiting = std::move(records);
  return delta;
}

std::vector<std::string> values_of(const std::vector<WaitingRecord>& records) {
  std::vector<std::string> out;
  for (const WaitingRecord& record : records) out.push_back(record.value);
  return out;
}

using Values = std::vector<std::string>;

}  // namespace

TEST_CASE_TEMPLATE("suite: waiting records come back whole and in order, by target", T,
                   SLUICE_STORES) {
  T stores;
  REQUIRE(stores.one.pipelines
              .commit("p", 0,
                      waiting_delta({waiting_record("a", "1"), waiting_record("b", "2"),
                                     waiting_record("a", "3")}))
              .ok());
  REQUIRE(stores.one.pipelines.commit("p", 1, waiting_delta({waiting_record("a", "4")})).ok());
  const auto all = stores.other.backlog.waiting("p", "a", 0, 10, 1000);
  REQUIRE(all.ok());
  CHECK(values_of(*all) == Values{"1", "3", "4"});
  CHECK(all->front().source == "source of 1");
  CHECK(all->front().key == "k1");
  CHECK(all->front().time_us == 1'000);
  CHECK(all->front().number < all->back().number);
  CHECK(values_of(*stores.other.backlog.waiting("p", "b", 0, 10, 1000)) == Values{"2"});
  CHECK(stores.other.backlog.waiting("q", "a", 0, 10, 1000)->empty());
}

TEST_CASE_TEMPLATE("suite: a page of waiting records ends at its size and goes on after it", T,
                   SLUICE_STORES) {
  T stores;
  REQUIRE(stores.one.pipelines
              .commit("p", 0,
                      waiting_delta({waiting_record("a", "1"), waiting_record("a", "2"),
                                     waiting_record("a", "3")}))
              .ok());
  const auto two = stores.one.backlog.waiting("p", "a", 0, 2, 1000);
  CHECK(values_of(*two) == Values{"1", "2"});
  CHECK(values_of(*stores.one.backlog.waiting("p", "a", two->back().number, 2, 1000)) ==
        Values{"3"});
  CHECK(values_of(*stores.one.backlog.waiting("p", "a", 0, 10, 1)) == Values{"1"});
}

TEST_CASE_TEMPLATE("suite: figures of a backlog follow what is added and drained", T,
                   SLUICE_STORES) {
  T stores;
  const std::vector<WaitingRecord> added = {waiting_record("a", "1"), waiting_record("a", "2")};
  REQUIRE(stores.one.pipelines.commit("p", 0, waiting_delta(added)).ok());
  auto figures = stores.other.backlog.backlogs("p");
  REQUIRE(figures->size() == 1);
  CHECK(figures->front().publisher == "a");
  CHECK(figures->front().records == 2);
  CHECK(figures->front().bytes == added[0].bytes() + added[1].bytes());
  CHECK(figures->front().oldest_us == 1'000);
  Delta drained;
  drained.owner = "p";
  drained.drained = {"a", stores.one.backlog.waiting("p", "a", 0, 1, 1000)->front().number};
  REQUIRE(stores.one.pipelines.commit("p/backlog/a", 0, drained).ok());
  figures = stores.other.backlog.backlogs({});
  REQUIRE(figures->size() == 1);
  CHECK(figures->front().records == 1);
  CHECK(figures->front().bytes == added[1].bytes());
  CHECK(values_of(*stores.one.backlog.waiting("p", "a", 0, 10, 1000)) == Values{"2"});
}

TEST_CASE_TEMPLATE("suite: numbers of waiting records are not used twice after a drain", T,
                   SLUICE_STORES) {
  T stores;
  REQUIRE(stores.one.pipelines.commit("p", 0, waiting_delta({waiting_record("a", "1")})).ok());
  const int64_t first = stores.one.backlog.waiting("p", "a", 0, 1, 1000)->front().number;
  Delta both = waiting_delta({waiting_record("a", "2")});
  both.drained = {"a", first};
  REQUIRE(stores.one.pipelines.commit("p", 1, both).ok());
  const auto left = stores.one.backlog.waiting("p", "a", 0, 10, 1000);
  REQUIRE(left->size() == 1);
  CHECK(left->front().number > first);
}

TEST_CASE_TEMPLATE("suite: a target that failed is tried again by the store's clock", T,
                   SLUICE_STORES) {
  T stores;
  REQUIRE(stores.one.backlog.target_failed("p", "a", "no route", 5'000).ok());
  stores.now_ms += 2'000;
  auto one = stores.other.backlog.backlogs("p")->front();
  CHECK(one.failures == 1);
  CHECK(one.why == "no route");
  CHECK(one.next_try_ms == 3'000);
  CHECK(one.records == 0);
  CHECK(one.oldest_us == 0);
  REQUIRE(stores.other.backlog.target_failed("p", "a", "still none", 5'000).ok());
  CHECK(stores.one.backlog.backlogs("p")->front().failures == 2);
  REQUIRE(stores.other.backlog.try_now("p", "a").ok());
  CHECK(stores.one.backlog.backlogs("p")->front().next_try_ms == 0);
}

TEST_CASE_TEMPLATE("suite: a target that works again has no entry once nothing waits", T,
                   SLUICE_STORES) {
  T stores;
  REQUIRE(stores.one.backlog.target_failed("p", "a", "no route", 5'000).ok());
  REQUIRE(stores.one.pipelines.commit("p", 0, waiting_delta({waiting_record("a", "1")})).ok());
  REQUIRE(stores.one.backlog.target_works("p", "a").ok());
  REQUIRE(stores.one.backlog.backlogs("p")->size() == 1);
  CHECK(stores.one.backlog.backlogs("p")->front().failures == 0);
  CHECK(*stores.one.backlog.drop("p", "a") == 1);
  CHECK(stores.other.backlog.backlogs({})->empty());
  CHECK(stores.other.backlog.waiting("p", "a", 0, 10, 1000)->empty());
}

TEST_CASE_TEMPLATE("suite: a refused commit adds nothing to a backlog", T, SLUICE_STORES) {
  T stores;
  CHECK_FALSE(stores.one.pipelines.commit("p", 7, waiting_delta({waiting_record("a", "1")})).ok());
  CHECK(stores.other.backlog.backlogs({})->empty());
}

TEST_CASE_TEMPLATE("suite: what waits for a target stays when its pipeline is reset", T,
                   SLUICE_STORES) {
  T stores;
  REQUIRE(stores.one.pipelines.commit("p", 0, waiting_delta({waiting_record("a", "1")})).ok());
  REQUIRE(*stores.one.pipelines.reset("p"));
  CHECK(stores.other.backlog.waiting("p", "a", 0, 10, 1000)->size() == 1);
}

TEST_CASE_TEMPLATE("suite: records that may have been sent are listed", T, SLUICE_STORES) {
  T stores;
  WaitingRecord doubtful = waiting_record("a", "2");
  doubtful.maybe_sent = true;
  REQUIRE(stores.one.pipelines.commit("p", 0, waiting_delta({waiting_record("a", "1"), doubtful}))
              .ok());
  const auto listed = stores.other.backlog.maybe_sent("p", "a");
  CHECK(values_of(*listed) == Values{"2"});
  CHECK(listed->front().maybe_sent);
  CHECK(stores.other.backlog.maybe_sent("p", "b")->empty());
}
