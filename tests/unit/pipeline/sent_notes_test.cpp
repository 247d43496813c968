#include <doctest/doctest.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "customers.hpp"
#include "fakes.hpp"
#include "memory_store.hpp"
#include "pipeline/runner.hpp"
#include "pipeline/sent_notes.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

struct Shop {
  FakeSource source;
  Customers customers;
  MemoryStore store;
  FakeClock clock;
  FakeCancel stop;
  pipeline::Plan plan;
  bool dead = false;  // as if the process were: nothing reaches the store any more

  explicit Shop(size_t records, size_t page, bool ahead = false) {
    source.pages = numbered_pages(records, page);
    plan.pipeline = "customers";
    plan.source = source.source();
    plan.targets = {customers.target(ahead)};
    plan.lanes = ahead ? 2 : 1;
    store.before_commit = [this](const store::Delta&) {
      return dead ? Status::internal("killed") : Status();
    };
  }
  pipeline::RunReport run() {
    pipeline::Cancel cancel;
    cancel.stop = stop.token();
    return pipeline::Runner(&clock, 1).run(plan, store, cancel, nullptr);
  }
  // Dies in the call of publish with this number, after it was carried out.
  void run_killed_in(int call) {
    customers.on_publish = [this, call](sluice_batch*) { dead = dead || customers.calls == call; };
    CHECK_FALSE(run().status.ok());
    customers.on_publish = {};
    dead = false;
  }
  store::PipelineState state() { return *store.load("customers"); }
  std::vector<store::Task> tasks() { return store.tasks(); }
  size_t twice() const {
    const std::set<std::string> once(customers.there.begin(), customers.there.end());
    return customers.there.size() - once.size();
  }
};

}  // namespace

TEST_CASE("what is about to be published is noted in the store before it leaves") {
  Shop shop(30, 10);
  std::vector<size_t> noted;
  shop.customers.on_publish = [&](sluice_batch*) {
    const store::PipelineState state = shop.state();
    noted.push_back(state.sent.size());
    CHECK(state.sent.back().notes.size() == 8 + 10 * 16);  // how many there are, and 16 bytes each
  };
  REQUIRE(shop.run().status.ok());
  CHECK(noted == std::vector<size_t>{1, 1, 1});
  CHECK(shop.state().sent.empty());
}

TEST_CASE("after a kill the records that were under way park, none is there twice") {
  for (int call : {1, 2, 3}) {
    CAPTURE(call);
    Shop shop(30, 10);
    shop.run_killed_in(call);
    REQUIRE(shop.run().status.ok());
    CHECK(shop.twice() == 0);
    CHECK(shop.customers.there.size() == 30);
    CHECK(shop.tasks().size() == 10);
    CHECK(shop.customers.asked.size() == 10);
    CHECK(shop.state().sent.empty());
  }
}

TEST_CASE("a publisher that can find out what became of them says so, and nothing parks") {
  Shop shop(30, 10);
  shop.customers.outcome = [&](const std::string& text) -> sluice_status {
    return shop.dead && text == "{\"id\":14}" ? SLUICE_E_UNAVAILABLE : SLUICE_OK;
  };
  shop.run_killed_in(2);
  REQUIRE(shop.customers.there.size() == 19);
  shop.customers.outcome = {};
  shop.customers.fate = [&](const std::string& text) -> sluice_status {
    return text == "{\"id\":14}" ? SLUICE_END : SLUICE_OK;
  };
  const pipeline::RunReport report = shop.run();
  REQUIRE(report.status.ok());
  CHECK(shop.twice() == 0);
  CHECK(shop.customers.there.size() == 30);
  CHECK(shop.tasks().empty());
  CHECK(report.parked == 0);
}

TEST_CASE("a publisher that cannot be asked now is asked again, and the run stops if it stays so") {
  Shop shop(20, 10);
  shop.run_killed_in(1);
  int failures = 3;
  shop.customers.fate = [&](const std::string&) -> sluice_status {
    return failures-- > 0 ? SLUICE_E_UNAVAILABLE : SLUICE_OK;
  };
  REQUIRE(shop.run().status.ok());
  CHECK(shop.twice() == 0);
  CHECK(shop.tasks().empty());

  Shop down(20, 10);
  down.run_killed_in(1);
  down.customers.fate = [](const std::string&) -> sluice_status { return SLUICE_E_UNAVAILABLE; };
  CHECK(down.run().status.code() == SLUICE_E_UNAVAILABLE);
  down.customers.fate = [](const std::string&) -> sluice_status { return SLUICE_OK; };
  REQUIRE(down.run().status.ok());
  CHECK(down.twice() == 0);
  CHECK(down.tasks().empty());
}

TEST_CASE("with several batches under way a kill leaves open only those") {
  for (int call : {1, 5, 9}) {
    CAPTURE(call);
    Shop shop(200, 10, true);
    shop.plan.commit.interval_ms = 1'000'000;
    shop.run_killed_in(call);
    REQUIRE(shop.run().status.ok());
    CHECK(shop.twice() == 0);
    CHECK(shop.tasks().size() <= 10 * (shop.plan.begun_batches + 1));
    CHECK(shop.state().sent.empty());
  }
}

TEST_CASE("two kills in the same batch leave it as one does") {
  Shop shop(30, 10);
  shop.run_killed_in(2);
  shop.customers.fate = [&](const std::string&) -> sluice_status {
    shop.dead = true;
    return SLUICE_END;
  };
  shop.customers.outcome = [](const std::string&) -> sluice_status { return SLUICE_OK; };
  CHECK_FALSE(shop.run().status.ok());
  shop.dead = false;
  shop.customers.there.resize(10);  // neither had been carried out, as the publisher finds now
  shop.customers.fate = [](const std::string&) -> sluice_status { return SLUICE_END; };
  REQUIRE(shop.run().status.ok());
  CHECK(shop.customers.there.size() == 30);
  CHECK(shop.twice() == 0);
}

TEST_CASE("a run that ends in order leaves no note, whatever it ends for") {
  Shop shop(40, 10);
  shop.customers.outcome = [&](const std::string& text) -> sluice_status {
    return text == "{\"id\":15}" ? SLUICE_E_AUTH : SLUICE_OK;
  };
  CHECK(shop.run().status.code() == SLUICE_E_AUTH);
  CHECK(shop.state().sent.empty());
  shop.customers.outcome = {};
  REQUIRE(shop.run().status.ok());
  CHECK(shop.customers.there.size() == 40);
  CHECK(shop.twice() == 0);
  CHECK(shop.customers.asked.empty());
}

TEST_CASE("on_crash: repeat notes nothing and sends again") {
  Shop shop(30, 10);
  shop.plan.targets[0].keeps_notes = false;
  shop.run_killed_in(2);
  CHECK(shop.state().sent.empty());
  REQUIRE(shop.run().status.ok());
  CHECK(shop.tasks().empty());
  CHECK(shop.twice() > 0);
}

TEST_CASE("of two records with the same text only the noted one is asked about") {
  Shop shop(2, 1);
  shop.source.pages = {{"{\"id\":1}"}, {"{\"id\":2}"}, {"{\"id\":1}"}};
  shop.run_killed_in(1);
  REQUIRE(shop.run().status.ok());
  CHECK(shop.customers.asked == std::vector<std::string>{"{\"id\":1}"});
  CHECK(shop.tasks().size() == 1);
  CHECK(shop.customers.there.size() == 3);  // one of them by the run that was killed
}

TEST_CASE("notes of records that are not there any more are dropped with their span") {
  Shop shop(30, 10);
  shop.run_killed_in(1);
  for (std::string& record : shop.source.pages[0]) record.insert(1, "\"new\":true,");
  shop.source.pages[2][0] = "{\"id\":1}";
  REQUIRE(shop.run().status.ok());
  CHECK(shop.customers.asked.empty());
  CHECK(shop.state().sent.empty());
}
