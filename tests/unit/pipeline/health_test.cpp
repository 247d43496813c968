#include <doctest/doctest.h>

#include <set>
#include <string>

#include "fixture.hpp"
#include "pipeline/park_streak.hpp"
#include "support/text.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

int id_of(std::string_view record) { return std::stoi(std::string(record.substr(6))); }

// Every record as often as it is at the target.
std::multiset<int> delivered(const Fixture& f) {
  std::multiset<int> out;
  for (const std::string& line : f.target.lines) out.insert(id_of(line));
  return out;
}

}  // namespace

TEST_CASE("a target that fails with everybody in doubt stops the run, whatever a batch holds") {
  for (size_t page : {1u, 10u, 100u}) {
    CAPTURE(page);
    Fixture f;
    f.source.pages = numbered_pages(20 * page, page);
    bool down = true;
    f.target.in_doubt = [&](std::string_view) { return down; };
    const pipeline::RunReport report = f.run();
    CHECK(report.status.code() == SLUICE_E_UNAVAILABLE);
    CHECK(has(report.status.message(), "3 batches in a row"));
    CHECK(has(report.status.message(), "answered 500"));
    CHECK(f.target.publishes == 3);
    CHECK(f.tasks().empty());
    CHECK(f.nothing_settled());
    CHECK(report.parked == 0);
    CHECK(report.read == 0);
    down = false;
    REQUIRE(f.run().status.ok());
    CHECK(delivered(f).size() == 20 * page);
    CHECK(f.tasks().empty());
  }
}

TEST_CASE("a target that goes down in the middle keeps the cursor before its first failure") {
  Fixture f;
  f.source.pages = numbered_pages(100, 10);
  f.plan.commit.max_batches = 1;
  bool down = true;
  f.target.in_doubt = [&](std::string_view r) { return down && id_of(r) > 40; };
  const pipeline::RunReport report = f.run();
  CHECK(report.status.code() == SLUICE_E_UNAVAILABLE);
  CHECK(f.state().cursor.text == "4");
  CHECK(f.tasks().empty());
  CHECK(report.read == 40);
  CHECK(report.targets[0].delivered == 40);
  down = false;
  REQUIRE(f.run().status.ok());
  CHECK(f.target.lines.size() == 100);
}

TEST_CASE("what a target refused for itself while it went down parks, and is not offered again") {
  Fixture f;
  f.source.pages = numbered_pages(100, 10);
  bool down = true;
  const auto refused = [](std::string_view r) { return id_of(r) > 40 && id_of(r) % 10 == 5; };
  f.target.outcome = [&](std::string_view r) { return refused(r) ? SLUICE_E_DATA : SLUICE_OK; };
  f.target.in_doubt = [&](std::string_view r) { return down && id_of(r) > 40 && !refused(r); };
  CHECK(f.run().status.code() == SLUICE_E_UNAVAILABLE);
  const size_t parked = f.tasks().size();
  CHECK(parked > 0);
  for (const store::Task& task : f.tasks()) CHECK(task.attempts == 1);
  down = false;
  REQUIRE(f.run().status.ok());
  CHECK(f.target.lines.size() == 94);
  CHECK(f.tasks().size() == 6);
  for (const store::Task& task : f.tasks()) CHECK(task.attempts == 1);
}

TEST_CASE("a whole batch in doubt parks once the target takes the next one") {
  Fixture f;
  f.source.pages = numbered_pages(50, 10);
  f.target.in_doubt = [](std::string_view r) { return id_of(r) > 10 && id_of(r) <= 20; };
  const pipeline::RunReport report = f.run();
  REQUIRE(report.status.ok());
  CHECK(report.parked == 10);
  CHECK(f.tasks().size() == 10);
  CHECK(f.target.lines.size() == 40);
  CHECK(f.state().cursor.text == "5");
}

TEST_CASE("nothing is committed while it is open whether a target is down") {
  Fixture f;
  f.source.pages = numbered_pages(30, 10);
  f.plan.commit.interval_ms = 0;
  std::vector<size_t> commits;
  f.target.in_doubt = [](std::string_view r) { return id_of(r) <= 10; };
  f.target.taken = [&] { commits.push_back(f.store.deltas().size()); };
  REQUIRE(f.run().status.ok());
  REQUIRE(commits.size() == 3);
  CHECK(commits[0] == 1);  // where the publisher stood
  CHECK(commits[1] == 1);
  CHECK(f.store.deltas().size() > 2);
}

TEST_CASE("two batches in doubt at the end of a walk stop it, one after others were taken parks") {
  Fixture f;
  f.source.pages = numbered_pages(50, 10);
  f.target.in_doubt = [](std::string_view r) { return id_of(r) > 40; };
  REQUIRE(f.run().status.ok());
  CHECK(f.tasks().size() == 10);
  Fixture g;
  g.source.pages = numbered_pages(50, 10);
  g.target.in_doubt = [](std::string_view r) { return id_of(r) > 30; };
  const pipeline::RunReport report = g.run();
  CHECK(report.status.code() == SLUICE_E_UNAVAILABLE);
  CHECK(has(report.status.message(), "20 records failed"));
  CHECK(g.tasks().empty());
}

TEST_CASE("a bulk request in doubt at which nothing was ever taken stops, a few records park") {
  Fixture f;
  f.source.pages = numbered_pages(4, 4);
  f.target.in_doubt = [](std::string_view) { return true; };
  CHECK(f.run().status.code() == SLUICE_E_UNAVAILABLE);
  CHECK(f.tasks().empty());
  Fixture g;
  g.source.pages = numbered_pages(3, 3);
  g.target.in_doubt = [](std::string_view) { return true; };
  REQUIRE(g.run().status.ok());
  CHECK(g.tasks().size() == 3);
}

TEST_CASE("a record that is in doubt before others of its batch are taken parks at once") {
  Fixture f;
  f.source.pages = numbered_pages(6, 3);
  f.target.in_doubt = [](std::string_view r) { return id_of(r) % 3 == 1; };
  const pipeline::RunReport report = f.run();
  REQUIRE(report.status.ok());
  CHECK(report.parked == 2);
  CHECK(f.target.lines.size() == 4);
}

TEST_CASE("a record alone in its batch that stays unavailable parks if the next one is taken") {
  Fixture f;
  f.source.pages = numbered_pages(5, 1);
  f.target.outcome = [](std::string_view r) -> sluice_status {
    return id_of(r) == 2 ? SLUICE_E_UNAVAILABLE : SLUICE_OK;
  };
  const pipeline::RunReport report = f.run();
  REQUIRE(report.status.ok());
  REQUIRE(f.tasks().size() == 1);
  CHECK(f.tasks()[0].source == "{\"id\":2}");
  CHECK(f.target.lines.size() == 4);
}

TEST_CASE("a target that is unavailable for every batch of one record stops and parks nothing") {
  Fixture f;
  f.source.pages = numbered_pages(50, 1);
  f.target.outcome = [](std::string_view r) -> sluice_status {
    return id_of(r) > 10 ? SLUICE_E_UNAVAILABLE : SLUICE_OK;
  };
  const pipeline::RunReport report = f.run();
  CHECK(report.status.code() == SLUICE_E_UNAVAILABLE);
  CHECK(f.tasks().empty());
  CHECK(f.target.publishes == 10 + 3 * 5);
}

TEST_CASE("a source that has nothing new decides what is open") {
  Fixture f;
  f.source.pages = numbered_pages(2, 1);
  f.source.end_with_last_page = false;
  int empty_polls = 0;
  f.source.nothing_yet = [&](size_t page) { return page == 2 && empty_polls++ < 3; };
  f.target.in_doubt = [](std::string_view r) { return id_of(r) == 2; };
  REQUIRE(f.run().status.ok());
  CHECK(f.tasks().size() == 1);
}

TEST_CASE("a target that refuses everything stops the run at park_limit") {
  Fixture f;
  f.source.pages = numbered_pages(2000, 10);
  bool wrong = true;
  f.target.outcome = [&](std::string_view) -> sluice_status {
    return wrong ? SLUICE_E_DATA : SLUICE_OK;
  };
  const pipeline::RunReport report = f.run();
  CHECK(report.status.code() == SLUICE_E_INVALID);
  CHECK(has(report.status.message(), "100 records in a row"));
  CHECK(has(report.status.message(), "park_limit"));
  CHECK(has(report.status.message(), "publishers[0]"));
  CHECK(f.target.publishes == 10);
  CHECK(f.tasks().size() < 100);
  wrong = false;
  REQUIRE(f.run().status.ok());
  std::set<std::string> seen(f.target.lines.begin(), f.target.lines.end());
  for (const store::Task& task : f.tasks()) CHECK(seen.insert(task.source).second);
  CHECK(seen.size() == 2000);
}

TEST_CASE("records taken in between keep a run going, park_limit 0 any") {
  Fixture f;
  f.plan.park_limit = 10;
  f.source.pages = numbered_pages(100, 7);
  f.target.outcome = [](std::string_view r) -> sluice_status {
    return id_of(r) % 5 ? SLUICE_E_DATA : SLUICE_OK;
  };
  REQUIRE(f.run().status.ok());
  CHECK(f.tasks().size() == 80);
  Fixture g;
  g.plan.park_limit = 0;
  g.source.pages = numbered_pages(500, 7);
  g.target.outcome = [](std::string_view) -> sluice_status { return SLUICE_E_DATA; };
  REQUIRE(g.run().status.ok());
  CHECK(g.tasks().size() == 500);
}

TEST_CASE("a target that takes one record in twenty stops the run, too") {
  Fixture f;
  f.plan.park_limit = 40;
  f.source.pages = numbered_pages(2000, 10);
  f.target.outcome = [](std::string_view r) -> sluice_status {
    return id_of(r) % 20 ? SLUICE_E_DATA : SLUICE_OK;
  };
  const pipeline::RunReport report = f.run();
  CHECK(report.status.code() == SLUICE_E_INVALID);
  CHECK(has(report.status.message(), "190 of the last 200 records"));
  CHECK(f.target.publishes == 20);
}

TEST_CASE("a step that fails every record stops the run and names the step") {
  Fixture f;
  f.source.pages = numbered_pages(300, 10);
  FakeStep step([](sluice_batch* batch, sluice_error*) -> sluice_status {
    for (size_t i = 0; i < batch->count; i++)
      batch->records_api->fail_record(batch, i, SLUICE_E_DATA, slice("there is no price"));
    return SLUICE_OK;
  });
  f.plan.steps = {step.step("transformers[0] (fake.step)")};
  const pipeline::RunReport report = f.run();
  CHECK(report.status.code() == SLUICE_E_INVALID);
  CHECK(has(report.status.message(), "transformers[0] (fake.step): 100 records in a row"));
  CHECK(has(report.status.message(), "there is no price"));
  CHECK(f.tasks().size() < 100);
}

TEST_CASE("the streak of one publisher is not broken by what another one takes") {
  Fixture f;
  FakeTarget second;
  f.source.pages = numbered_pages(500, 10);
  f.plan.targets.push_back(second.target("publishers[1] (fake.publisher)"));
  second.outcome = [](std::string_view) -> sluice_status { return SLUICE_E_DATA; };
  const pipeline::RunReport report = f.run();
  CHECK(report.status.code() == SLUICE_E_INVALID);
  CHECK(has(report.status.message(), "publishers[1]"));
  REQUIRE(f.run().status.code() == SLUICE_E_INVALID);
  CHECK(delivered(f).count(1) == 1);
}

TEST_CASE("a streak counts over batches and ends with a record that goes on") {
  pipeline::ParkStreak streak(3);
  streak.parked();
  streak.parked();
  streak.end_batch();
  CHECK_FALSE(streak.is_over());
  streak.went_on();
  streak.parked();
  streak.parked();
  streak.end_batch();
  CHECK_FALSE(streak.is_over());
  streak.parked();
  REQUIRE(streak.is_over());
  CHECK(streak.words() == "3 records in a row");
}

TEST_CASE("a share is decided over the last records only") {
  pipeline::ParkStreak streak(4);
  streak.went_on(1000);
  streak.end_batch();
  for (int i = 0; i < 20; i++) {
    i % 3 == 2 ? streak.went_on() : streak.parked();
    streak.end_batch();
  }
  CHECK_FALSE(streak.is_over());  // 13 of 20
  pipeline::ParkStreak bad(11);
  bad.went_on(1000);
  bad.end_batch();
  for (int i = 0; i < 55; i++) {
    i % 11 == 10 ? bad.went_on() : bad.parked();
    bad.end_batch();
  }
  REQUIRE(bad.is_over());
  CHECK(bad.words() == "50 of the last 55 records");
}

TEST_CASE("attempts that a component made by itself count as the run's") {
  for (uint32_t made : {0u, 2u, 5u}) {
    CAPTURE(made);
    Fixture f;
    f.source.pages = numbered_pages(1, 1);
    f.target.on_publish = [&](sluice_batch*, sluice_error* e) -> sluice_status {
      e->attempts = made;
      return SLUICE_E_UNAVAILABLE;
    };
    CHECK(f.run().status.code() == SLUICE_E_UNAVAILABLE);
    CHECK(f.target.publishes == (made == 0 ? 5 : made == 2 ? 3 : 1));
  }
}

TEST_CASE("a wait of more than an hour is not waited for") {
  Fixture f;
  f.source.pages = numbered_pages(1, 1);
  f.target.on_publish = [&](sluice_batch*, sluice_error* e) -> sluice_status {
    e->retry_after_ms = 3'600'001;
    return SLUICE_E_RATE_LIMITED;
  };
  const pipeline::RunReport report = f.run();
  CHECK(report.status.code() == SLUICE_E_RATE_LIMITED);
  CHECK(has(report.status.message(), "longest_told_ms"));
  CHECK(f.clock.slept() == 0);
}
