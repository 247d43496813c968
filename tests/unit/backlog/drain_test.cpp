#include "backlog/drain.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <utility>

#include "backlog/drain_source.hpp"
#include "customers.hpp"
#include "pipeline/fingerprint.hpp"
#include "record/batch.hpp"
#include "sluice/record.h"
#include "store/forwarding_store.hpp"
#include "unit/backlog/backlog_rig.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

std::vector<store::Task> tasks_of(BacklogRig& rig) {
  store::TaskPage page;
  page.texts = page.oldest_first = true;
  return *rig.tasks.tasks({}, page);
}

// A step that puts each record into {"in": …}.
sluice_status wrap(sluice_batch* batch, sluice_error*) {
  for (size_t i = 0; i < batch->count; i++) {
    const std::string text = "{\"in\":" + text_of(batch, i) + "}";
    batch->json->parse(batch, slice(text), &sluice_record_at(batch, i)->root);
  }
  return SLUICE_OK;
}

}  // namespace

TEST_CASE("a record that is refused when it is drained parks as one of the record that was read") {
  BacklogRig rig;
  REQUIRE(rig.run().status.ok());
  rig.down = false;
  rig.let_try();
  rig.books.outcome = [](std::string_view record) {
    return record == "{\"id\":7}" ? SLUICE_E_DATA : SLUICE_OK;
  };
  const pipeline::RunReport report = rig.run();
  CHECK(report.status.ok());
  CHECK(report.parked == 1);
  const auto tasks = tasks_of(rig);
  REQUIRE(tasks.size() == 1);
  CHECK(tasks[0].pipeline == "p");
  CHECK(tasks[0].step == "books");
  CHECK(tasks[0].source == "{\"id\":7}");
  CHECK(tasks[0].value == "{\"id\":7}");
  CHECK(tasks[0].origin == pipeline::origin_key("{\"id\":7}"));
  CHECK(rig.books.lines.size() == 19);
  CHECK(rig.waiting().empty());
}

TEST_CASE("a first record that the target cannot take does not keep the others waiting for ever") {
  BacklogRig rig;
  REQUIRE(rig.run().status.ok());
  rig.down = false;
  rig.books.outcome = [](std::string_view record) {
    return record == "{\"id\":1}" ? SLUICE_E_UNAVAILABLE : SLUICE_OK;
  };
  for (int tries = 0; tries < 8 && !rig.waiting().empty(); tries++) {
    rig.let_try();
    REQUIRE(rig.run().status.ok());
  }
  CHECK(rig.books.lines == ids_to(20, 2));
  REQUIRE(tasks_of(rig).size() == 1);
  CHECK(tasks_of(rig)[0].source == "{\"id\":1}");
}

namespace {

// All records are versions of one; those with "no" in them park before they reach a target.
sluice_status name_all(sluice_batch* batch, sluice_error*) {
  for (size_t i = 0; i < batch->count; i++) {
    sluice_record_at(batch, i)->key = slice("k");
    if (text_of(batch, i).find("no") != std::string::npos)
      batch->records_api->fail_record(batch, i, SLUICE_E_DATA, slice("refused"));
  }
  return SLUICE_OK;
}

}  // namespace

TEST_CASE("what is drained supersedes tasks of earlier versions, and none that parked meanwhile") {
  BacklogRig rig;
  FakeStep step(name_all);
  rig.plan.steps = {step.step("transformers[0] (fake.names)")};
  rig.source.forgets_at_end = true;
  for (const char* record : {"{\"v\":\"1 no\"}", "{\"v\":\"2\"}", "{\"v\":\"3 no\"}"}) {
    rig.source.pages = {{record}};
    REQUIRE(rig.run().status.ok());
    rig.clock.advance(10);
  }
  REQUIRE(rig.waiting() == std::vector<std::string>{"{\"v\":\"2\"}"});
  rig.down = false;
  rig.let_try();
  rig.source.pages.clear();
  REQUIRE(rig.run().status.ok());
  CHECK(rig.books.lines == std::vector<std::string>{"{\"v\":\"2\"}"});
  const auto tasks = tasks_of(rig);
  REQUIRE(tasks.size() == 2);
  CHECK(tasks[0].state == store::TaskState::superseded);
  CHECK(tasks[1].state == store::TaskState::parked);
}

TEST_CASE("what is drained leaves the task that the same record has at another target") {
  BacklogRig rig;
  FakeStep step(name_all);
  rig.plan.steps = {step.step("transformers[0] (fake.names)")};
  rig.source.forgets_at_end = true;
  std::swap(rig.plan.targets[0], rig.plan.targets[1]);
  rig.web.outcome = [](std::string_view) { return SLUICE_E_DATA; };
  rig.books.on_publish = {};
  rig.books.outcome = [&](std::string_view) {
    rig.clock.advance(10);  // the task is older than what waits
    return rig.down ? SLUICE_E_UNAVAILABLE : SLUICE_OK;
  };
  rig.source.pages = {{"{\"v\":1}"}};
  REQUIRE(rig.run().status.ok());
  rig.clock.advance(10);
  rig.source.pages.clear();
  rig.down = false;
  rig.let_try();
  REQUIRE(rig.run().status.ok());
  REQUIRE(rig.books.lines.size() == 1);
  REQUIRE(tasks_of(rig).size() == 1);
  CHECK(tasks_of(rig)[0].step == "web");
  CHECK(tasks_of(rig)[0].state == store::TaskState::parked);
}

TEST_CASE("a target's own steps run once, before its records wait") {
  BacklogRig rig(3, 5);
  FakeStep own(wrap);
  rig.plan.targets[0].steps = {own.step("books.transformers[0]")};
  REQUIRE(rig.run().status.ok());
  CHECK(rig.waiting().front() == "{\"in\":{\"id\":1}}");
  CHECK(rig.web.lines == ids_to(3));
  rig.down = false;
  rig.let_try();
  REQUIRE(rig.run().status.ok());
  CHECK(rig.books.lines == std::vector<std::string>{"{\"in\":{\"id\":1}}", "{\"in\":{\"id\":2}}",
                                                    "{\"in\":{\"id\":3}}"});
}

TEST_CASE("hooks of a target run when it gets the records, not before") {
  BacklogRig rig(3, 5);
  int seen = 0;
  FakeStep hook([&](sluice_batch* batch, sluice_error*) {
    seen += static_cast<int>(batch->count);
    return SLUICE_OK;
  });
  rig.plan.targets[0].on_success = {hook.step("books.on_success[0]")};
  REQUIRE(rig.run().status.ok());
  CHECK(seen == 0);
  rig.down = false;
  rig.let_try();
  REQUIRE(rig.run().status.ok());
  CHECK(seen == 3);
}

TEST_CASE("records that a killed run may have sent are asked for before they are drained") {
  BacklogRig rig(4, 2);
  Customers customers;
  rig.plan.targets = {customers.target(), rig.web.target("web")};
  rig.plan.targets[0].name = "books";
  rig.plan.targets[0].backlog.emplace();
  // As if it had been killed after a page was sent and before that was stored.
  bool dead = false;
  customers.on_publish = [&](sluice_batch*) { dead = true; };
  struct Killed final : store::ForwardingStore {
    Killed(store::PipelineStore& to, bool& is_dead) : ForwardingStore(to), dead(is_dead) {}
    Status commit(std::string_view pipeline, const store::CommitKey& key,
                  const store::Delta& delta) override {
      return dead ? Status::internal("killed") : inner().commit(pipeline, key, delta);
    }
    bool& dead;
  } killed(rig.store, dead);
  CHECK_FALSE(backlog::Rounds(killed, &rig.backlogs, &rig.clock, 1)
                  .run(rig.plan, rig.stop, nullptr)
                  .status.ok());
  customers.on_publish = {};
  REQUIRE(customers.there == ids_to(2));
  // Then it is down.
  pipeline::StopToken again{*platform::Wake::create(), 1000};
  std::atomic<bool> down{true};
  customers.on_call = [&](sluice_error* error) {
    return down ? fail(error, SLUICE_E_UNAVAILABLE, "no route") : SLUICE_OK;
  };
  customers.fate = [](const std::string&) { return SLUICE_E_UNAVAILABLE; };
  REQUIRE(backlog::Rounds(rig.store, &rig.backlogs, &rig.clock, 1)
              .run(rig.plan, again, nullptr)
              .status.ok());
  CHECK(rig.waiting() == ids_to(4));
  CHECK(rig.backlogs.maybe_sent("p", "books")->size() == 2);
  // And works again.
  down = false;
  customers.asked.clear();
  customers.fate = [](const std::string& record) {
    return record == "{\"id\":1}" || record == "{\"id\":2}" ? SLUICE_OK : SLUICE_END;
  };
  rig.let_try();
  REQUIRE(rig.run().status.ok());
  CHECK(customers.asked == ids_to(2));
  CHECK(customers.there == ids_to(4));
}

TEST_CASE("a target that is down is asked with one attempt a record, whatever its own retry says") {
  BacklogRig rig;
  rig.plan.targets[0].retry.emplace();
  rig.plan.targets[0].retry->attempts = 50;
  REQUIRE(rig.run().status.ok());
  const int calls = rig.books.publishes;
  const uint32_t tries = rig.backlogs.backlogs("p")->front().failures;
  rig.let_try();
  REQUIRE(rig.run().status.ok());
  const uint32_t more = rig.backlogs.backlogs("p")->front().failures - tries;
  REQUIRE(more > 0);
  // Now and then up to three records are tried.
  CHECK(static_cast<uint32_t>(rig.books.publishes - calls) <= 3 * more);
}

TEST_CASE("a target that fails in the middle of a drain gets nothing again that it took before") {
  BacklogRig rig;
  REQUIRE(rig.run().status.ok());
  rig.down = false;
  bool revoked = true;
  rig.books.outcome = [&](std::string_view record) {
    return revoked && record.size() == 9 ? SLUICE_E_AUTH : SLUICE_OK;  // {"id":10} and behind
  };
  rig.let_try();
  REQUIRE(rig.run().status.ok());
  const auto waiting = rig.waiting();
  REQUIRE(std::find(waiting.begin(), waiting.end(), "{\"id\":10}") != waiting.end());
  CHECK(rig.books.lines == ids_to(9));
  for (int tries = 0; tries < 3; tries++) {  // the first that waits may be one that it has
    rig.let_try();
    REQUIRE(rig.run().status.ok());
  }
  revoked = false;
  rig.let_try();
  REQUIRE(rig.run().status.ok());
  CHECK(rig.books.lines == ids_to(20));
  CHECK(rig.waiting().empty());
  CHECK(rig.store.load("p/backlog/books")->sequence == 0);
}

TEST_CASE(
    "a record that may have been sent, and came after the notes were made, ends a walk of a "
    "drain") {
  BacklogRig rig;
  backlog::DrainSource source(rig.backlogs, "p", "books", {}, {});
  REQUIRE(source.note_doubts().ok());
  store::Delta delta;
  for (const bool maybe_sent : {false, true}) {
    store::WaitingRecord record;
    record.publisher = "books";
    record.value = "{}";
    record.maybe_sent = maybe_sent;
    delta.waiting.push_back(record);
  }
  REQUIRE(rig.store.commit("p", 0, delta).ok());
  const pipeline::Source from = source.source();
  record::Batch first(rig.plan.limits), second(rig.plan.limits);
  sluice_error error = {};
  CHECK(from.subscriber->poll(from.self, first.abi(), nullptr, &error) == SLUICE_OK);
  CHECK(first.abi()->count == 1);
  CHECK(from.subscriber->poll(from.self, second.abi(), nullptr, &error) == SLUICE_PAUSED);
}
