// What the steps before know of a record that a retry brought through: as much as if it had never
// parked.
#include <doctest/doctest.h>

#include <functional>
#include <string>
#include <vector>

#include "retried.hpp"
#include "store/sqlite_tables.hpp"
#include "support/temp_folder.hpp"

using namespace sluice;
using namespace sluice::app;
using namespace sluice::test;
using store::TaskState;

namespace {

const std::string kSeen = "transformers[0] (fake.seen)", kChoosy = "transformers[1] (fake.choosy)";
const std::string kOwnSeen = "publishers[1].transformers[0] (fake.seen)";

// Drops records that it has seen, by their first three characters; remembers the last text of each
// in its state and as a row of a table.
sluice_status drop_seen(services::StateAccess& state, sluice_batch* batch) {
  for (size_t i = 0; i < batch->count; i++) {
    if (sluice_record_at(batch, i)->state != SLUICE_RECORD_LIVE) continue;
    const std::string text = text_of(batch, i), key = text.substr(0, 3);
    const auto seen = state.get(batch, key);
    if (!seen) return seen.status().code();
    if (*seen == text) {
      sluice_record_at(batch, i)->state = SLUICE_RECORD_FILTERED;
      continue;
    }
    // If it parks, nobody knows what the target has.
    if (*seen)
      if (Status s = state.put(batch, key, "?"); !s) return s.code();
    if (Status s = state.put_for(batch, i, key, text); !s) return s.code();
    if (Status s = state.put_row(batch, i, "rows", key, {text}); !s) return s.code();
  }
  return SLUICE_OK;
}

// A source that is read anew by each run, a step with state, and two targets.
struct Known {
  TempFolder folder;
  store::SqliteStore store{(folder / "sluice.db").string()};
  store::SqliteTasks tasks{(folder / "sluice.db").string()};
  store::SqliteTables tables{(folder / "sluice.db").string()};
  FakeSource source;
  FakeStep seen{[this](sluice_batch* batch, sluice_error*) -> sluice_status {
    return drop_seen(*seen.state, batch);
  }};
  std::function<bool(const std::string&)> refused = [](const std::string&) { return false; };
  FakeStep choosy{[this](sluice_batch* batch, sluice_error*) -> sluice_status {
    for (size_t i = 0; i < batch->count; i++)
      if (sluice_record_at(batch, i)->state == SLUICE_RECORD_LIVE && refused(text_of(batch, i)))
        batch->records_api->fail_record(batch, i, SLUICE_E_DATA, slice("refused"));
    return SLUICE_OK;
  }};
  FakeTarget one, other;
  FakeClock clock;
  bool two = false;

  Known() { source.forgets_at_end = true; }

  pipeline::Plan plan() {
    pipeline::Plan plan;
    plan.pipeline = "products";
    plan.lanes = 1;
    plan.source = source.source();
    plan.steps = {seen.step(kSeen), choosy.step(kChoosy)};
    plan.targets = {one.target(kOne)};
    if (two) plan.targets.push_back(other.target(kOther));
    plan.retry.attempts = 1;
    return plan;
  }
  // Each page is one.
  void run(std::vector<Lines> pages) {
    source.pages = std::move(pages);
    const auto report = pipeline::Runner(&clock).run(plan(), store, {});
    REQUIRE_MESSAGE(report.status.ok(), report.status.message());
  }
  // All parked tasks of the step, or those of a retry that was killed.
  Status retry(const std::string& step, bool chosen = true, bool killed = false) {
    return test::retry(plan(), step, {store, tasks, clock}, chosen, killed).status;
  }
  void skip(int64_t id) {
    store::TaskFilter filter;
    filter.ids = {id};
    REQUIRE(tasks.change(filter, TaskState::skipped).ok());
  }
  std::string row(const std::string& name) {
    const std::string_view key = name;
    const auto found = tables.read("rows", {&key, 1});
    return found->front() ? found->front()->value : "";
  }
};

std::function<sluice_status(std::string_view)> refuse(std::string text) {
  return [text](std::string_view record) { return record == text ? SLUICE_E_DATA : SLUICE_OK; };
}

}  // namespace

TEST_CASE("a record that a retry delivered is not sent again by the next whole read") {
  Known shop;
  const Lines all = {"\"a1\"", "\"b1\""};
  SUBCASE("it parked at the target") {
    shop.one.outcome = refuse("\"a1\"");
    shop.run({all});
    shop.one.outcome = nullptr;
    REQUIRE(shop.retry(kOne).ok());
  }
  SUBCASE("it parked at a later step") {
    shop.refused = [](const std::string& text) { return text == "\"a1\""; };
    shop.run({all});
    shop.refused = [](const std::string&) { return false; };
    REQUIRE(shop.retry(kChoosy).ok());
  }
  SUBCASE("it parked at a later step, then at the target") {
    shop.refused = [](const std::string& text) { return text == "\"a1\""; };
    shop.run({all});
    shop.refused = [](const std::string&) { return false; };
    shop.one.outcome = refuse("\"a1\"");
    REQUIRE(shop.retry(kChoosy).ok());
    CHECK(shop.row("\"a1").empty());
    shop.one.outcome = nullptr;
    REQUIRE(shop.retry(kOne).ok());
  }
  CHECK(shop.one.lines == Lines{"\"b1\"", "\"a1\""});
  CHECK(shop.row("\"a1") == "\"a1\"");
  shop.run({all});
  CHECK(shop.one.lines.size() == 2);
}

TEST_CASE("a record that parks is offered by each whole read until its task is done") {
  Known shop;
  shop.one.outcome = refuse("\"a1\"");
  for (int i = 0; i < 3; i++) shop.run({{"\"a1\""}});
  CHECK((*shop.tasks.task(1))->attempts == 3);
  CHECK(shop.row("\"a1").empty());
  shop.one.outcome = nullptr;
  REQUIRE(shop.retry(kOne).ok());
  shop.run({{"\"a1\""}});
  CHECK(shop.one.lines == Lines{"\"a1\""});
}

TEST_CASE("a record of two targets counts when the retry has brought it to both") {
  Known shop;
  shop.two = true;
  shop.one.outcome = shop.other.outcome = refuse("\"a1\"");
  shop.run({{"\"a1\""}});
  shop.one.outcome = shop.other.outcome = nullptr;
  REQUIRE(shop.retry(kOne).ok());
  CHECK(shop.row("\"a1").empty());
  REQUIRE(shop.retry(kOther).ok());
  CHECK(shop.row("\"a1") == "\"a1\"");
  shop.run({{"\"a1\""}});
  CHECK(shop.one.lines.size() == 1);
  CHECK(shop.other.lines.size() == 1);
}

TEST_CASE("what a later version wrote is not taken back by the retry of an earlier one") {
  Known shop;
  shop.one.outcome = refuse("\"a1 first\"");
  SUBCASE("which came in a later run") {
    shop.run({{"\"a1 first\""}});
    shop.run({{"\"a1 second\""}});
  }
  SUBCASE("on a later page of the run") { shop.run({{"\"a1 first\""}, {"\"a1 second\""}}); }
  SUBCASE("on the same page") { shop.run({{"\"a1 first\"", "\"a1 second\""}}); }
  shop.one.outcome = nullptr;
  REQUIRE(shop.retry(kOne).ok());
  CHECK(shop.row("\"a1") == "\"a1 second\"");
}

TEST_CASE("an edited task counts as the record that was read: the edit stands for it") {
  Known shop;
  shop.one.outcome = refuse("\"a1\"");
  shop.run({{"\"a1\""}});
  REQUIRE(shop.tasks.edit(1, 1, "\"a1 edited\"").ok());
  REQUIRE(shop.retry(kOne).ok());
  shop.one.outcome = nullptr;
  shop.run({{"\"a1\""}});
  CHECK(shop.one.lines == Lines{"\"a1 edited\""});
  shop.run({{"\"a1 changed\""}});
  CHECK(shop.one.lines.back() == "\"a1 changed\"");
}

TEST_CASE("a skipped record is not offered again before it changes, and is no row of a table") {
  Known shop;
  shop.one.outcome = refuse("\"a1\"");
  shop.run({{"\"a1\""}});
  shop.skip(1);
  shop.one.outcome = nullptr;
  shop.run({{"\"a1\""}});
  CHECK(shop.one.lines.empty());
  CHECK(shop.row("\"a1").empty());
  shop.run({{"\"a1 changed\""}});
  CHECK(shop.one.lines == Lines{"\"a1 changed\""});
}

TEST_CASE("a kill between a retry's delivery and its commit leaves neither half of it") {
  Known shop;
  shop.one.outcome = refuse("\"a1\"");
  shop.run({{"\"a1\""}});
  shop.one.outcome = nullptr;
  CHECK_FALSE(shop.retry(kOne, true, true).ok());
  REQUIRE(shop.one.lines == Lines{"\"a1\""});
  CHECK((*shop.tasks.task(1))->state == TaskState::retrying);
  CHECK(shop.row("\"a1").empty());
  REQUIRE(shop.retry(kOne, false).ok());
  CHECK((*shop.tasks.task(1))->state == TaskState::done);
  CHECK(shop.row("\"a1") == "\"a1\"");
  // The target knows its place: what was not committed is cut off and comes once.
  CHECK(shop.one.lines == Lines{"\"a1\""});
  shop.run({{"\"a1\""}});
  CHECK(shop.one.lines.size() == 1);
}

namespace {

// The state is one of the other target's own steps.
struct OwnState : Known {
  OwnState() { two = true; }
  pipeline::Plan plan() {
    pipeline::Plan out = Known::plan();
    out.steps.clear();
    out.targets[1].steps = {seen.step(kOwnSeen)};
    return out;
  }
};

}  // namespace

TEST_CASE("a target's own step awaits the tasks of its target alone") {
  OwnState shop;
  shop.source.pages = {{"\"a1\""}};
  shop.one.outcome = shop.other.outcome = refuse("\"a1\"");
  REQUIRE(pipeline::Runner(&shop.clock).run(shop.plan(), shop.store, {}).status.ok());
  shop.one.outcome = shop.other.outcome = nullptr;
  REQUIRE(shop.retry(kOther).ok());
  CHECK(shop.row("\"a1") == "\"a1\"");
  CHECK(shop.one.lines.empty());
}

TEST_CASE("what is too large to be kept with a task does not count, as if it had parked for good") {
  Known shop;
  const std::string large = "\"a1" + std::string(70'000, 'x') + "\"";
  shop.one.outcome = refuse(large);
  shop.run({{large}});
  shop.one.outcome = nullptr;
  REQUIRE(shop.retry(kOne).ok());
  CHECK(shop.row("\"a1").empty());
  shop.run({{large}});
  CHECK(shop.one.lines == Lines{large, large});
}

TEST_CASE("what a step holds until a walk's end comes late with the retry, however much it is") {
  Known shop;
  FakeStep holds([&](sluice_batch* batch, sluice_error*) -> sluice_status {
    for (size_t i = 0; i < batch->count; i++)
      if (Status s = holds.state->put_or_join_for(batch, i, "r" + std::to_string(i), "l",
                                                  text_of(batch, i));
          !s)
        return s.code();
    return SLUICE_OK;
  });
  const auto run = [&](const Lines& page) {
    shop.source.pages = {page};
    pipeline::Plan plan = shop.plan();
    plan.steps = {holds.step(kSeen)};
    REQUIRE(pipeline::Runner(&shop.clock).run(plan, shop.store, {}).status.ok());
  };
  const auto value = [&](std::string_view key) {
    return shop.store.read_state("products", kSeen, {&key, 1})->front().value_or("");
  };
  const std::string large = "\"a1" + std::string(70'000, 'x') + "\"";
  shop.one.outcome = refuse(large);
  run({"\"b1\"", large});
  CHECK(value("r0") == "\"b1\"");
  CHECK(value("r1").empty());
  shop.one.outcome = nullptr;
  run({"\"c1\"", "\"d1\""});
  REQUIRE(shop.retry(kOne).ok());
  CHECK(value("r1") == "\"d1\"");
  CHECK(value("lc") == "1");
  CHECK(value("l0") == large);
}
