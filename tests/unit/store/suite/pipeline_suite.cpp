// What every PipelineStore promises.
#include <doctest/doctest.h>

#include <array>
#include <atomic>
#include <thread>
#include <vector>

#include "unit/store/suite/sqlite_stores.hpp"

using namespace sluice;
using namespace sluice::store;
using namespace sluice::store::test;

TEST_CASE_TEMPLATE("suite: of two that commit on the same sequence one is refused", T,
                   SLUICE_STORES) {
  T stores;
  REQUIRE(stores.one.pipelines.commit("products", {0, 0, "a"}, full_delta()).ok());
  const Status late = stores.other.pipelines.commit("products", {0, 0, "b"}, full_delta());
  CHECK(late.code() == SLUICE_E_INVALID);
  CHECK_FALSE(late.in_doubt());
  CHECK(stores.other.pipelines.load("products")->sequence == 1);
}

TEST_CASE_TEMPLATE("suite: racing commits make one sequence without gaps", T, SLUICE_STORES) {
  T stores;
  std::atomic<int> stored{0};
  const auto race = [&](PipelineStore& store) {
    for (int i = 0; i < 50; i++) {
      const auto state = store.load("products");
      if (state && store.commit("products", state->sequence, full_delta())) stored++;
    }
  };
  std::thread rival([&] { race(stores.other.pipelines); });
  race(stores.one.pipelines);
  rival.join();
  CHECK(stored >= 50);
  CHECK(stores.one.pipelines.load("products")->sequence == stored);
}

TEST_CASE_TEMPLATE("suite: the last commit is found by its id", T, SLUICE_STORES) {
  T stores;
  CHECK(stores.one.pipelines.last_commit("products")->sequence == 0);
  REQUIRE(stores.one.pipelines.commit("products", {0, 0, "a"}, full_delta()).ok());
  Delta figures_only;
  REQUIRE(stores.one.pipelines.commit("products", {1, 0, "b"}, figures_only).ok());
  const auto mark = stores.other.pipelines.last_commit("products");
  CHECK(mark->sequence == 2);
  CHECK(mark->id == "b");
}

TEST_CASE_TEMPLATE("suite: who lost the lease commits nothing more", T, SLUICE_STORES) {
  T stores;
  const auto first = stores.one.shared.take_lease(pipeline_lease("products"), "one", 15'000);
  REQUIRE(first->taken);
  REQUIRE(stores.one.pipelines.commit("products", {0, first->fence, "a"}, full_delta()).ok());
  stores.now_ms += 15'000;
  const auto second = stores.other.shared.take_lease(pipeline_lease("products"), "other", 15'000);
  REQUIRE(second->taken);
  CHECK(second->fence == first->fence + 1);
  const Status late = stores.one.pipelines.commit("products", {1, first->fence, "b"}, full_delta());
  CHECK(late.code() == SLUICE_E_INVALID);
  CHECK(late.message().find("took the pipeline over") != std::string::npos);
  CHECK(stores.other.pipelines.commit("products", {1, second->fence, "c"}, full_delta()).ok());
}

TEST_CASE_TEMPLATE("suite: many values of a step's state are read at once, in order", T,
                   SLUICE_STORES) {
  T stores;
  const std::array<std::string_view, 3> keys = {"b", "none", "a"};
  const auto nothing = stores.one.pipelines.read_state("products", "s", keys);
  REQUIRE(nothing->size() == 3);
  CHECK_FALSE((*nothing)[0].has_value());
  Delta delta;
  delta.state = {{"s", "a", "1"}, {"s", "b", std::string("2\0", 2)}, {"other", "none", "3"}};
  REQUIRE(stores.one.pipelines.commit("products", 0, delta).ok());
  const auto values = stores.other.pipelines.read_state("products", "s", keys);
  REQUIRE(values->size() == 3);
  CHECK((*values)[0] == std::string("2\0", 2));
  CHECK_FALSE((*values)[1].has_value());
  CHECK((*values)[2] == "1");
}

TEST_CASE_TEMPLATE("suite: a run beside a pipeline changes that pipeline's positions and state", T,
                   SLUICE_STORES) {
  T stores;
  REQUIRE(stores.one.pipelines.commit("products", 0, full_delta()).ok());
  Delta beside;
  beside.owner = "products";
  beside.positions = {{"publishers[0]", "file a", "200"}};
  beside.state = {{"transformers[0]", std::string("k\0\xff", 3), "new"}};
  REQUIRE(stores.one.pipelines.commit("products/retry", 0, beside).ok());
  const auto own = stores.one.pipelines.load("products");
  CHECK(own->sequence == 1);
  CHECK(own->cursor.text == "42");
  CHECK(own->positions.front().text == "200");
  CHECK(value_in(stores.one.pipelines) == "new");
  Delta last;
  last.owner = "products";
  last.leaves_nothing = true;
  REQUIRE(stores.one.pipelines.commit("products/retry", 1, last).ok());
  CHECK(stores.one.pipelines.load("products/retry")->sequence == 0);
  CHECK(stores.one.pipelines.load("products")->positions.size() == 1);
}

TEST_CASE_TEMPLATE("suite: where a pipeline stood is kept once a minute and at each walk's end", T,
                   SLUICE_STORES) {
  T stores;
  auto& store = stores.one.pipelines;
  const auto commit = [&](const std::string& cursor, Walk walk, int64_t at_s) {
    Delta delta;
    delta.cursor = Cursor{cursor, "f", "c", "{}", walk};
    delta.figures.updated_us = at_s * 1'000'000;
    REQUIRE(store.commit("products", store.load("products")->sequence, delta).ok());
  };
  commit("1", Walk::running, 0);
  commit("2", Walk::running, 59);
  commit("3", Walk::running, 60);
  commit("4", Walk::finished, 61);
  commit("4", Walk::finished, 200);
  const auto points = stores.other.pipelines.checkpoints("products");
  REQUIRE(points->size() == 3);
  CHECK((*points)[0].cursor.text == "4");
  CHECK((*points)[0].time_us == 61'000'000);
  CHECK((*points)[1].cursor.text == "3");
  CHECK((*points)[2].sequence == 1);
  for (int i = 0; i < 120; i++) commit("c" + std::to_string(i), Walk::running, 300 + 60 * i);
  CHECK(store.checkpoints("products")->size() == CheckpointStore::kKeptCheckpoints);
}

TEST_CASE_TEMPLATE("suite: a walk whose records steps hold has no place in its middle", T,
                   SLUICE_STORES) {
  T stores;
  auto& store = stores.one.pipelines;
  Delta delta;
  delta.holds_records = true;
  delta.cursor = Cursor{"1", "fp", "conf", "{}", Walk::running};
  REQUIRE(store.commit("products", 0, delta).ok());
  CHECK(store.checkpoints("products")->empty());
  CHECK(store.load("products")->holds_records);
  delta.cursor->walk = Walk::finished;
  REQUIRE(store.commit("products", 1, delta).ok());
  CHECK(store.checkpoints("products")->size() == 1);
}

TEST_CASE_TEMPLATE("suite: places amid a walk go with the first commit of who holds records", T,
                   SLUICE_STORES) {
  T stores;
  auto& store = stores.one.pipelines;
  Delta delta;
  int64_t sequence = 0;
  for (const Walk walk : {Walk::finished, Walk::running}) {
    delta.cursor = Cursor{"1", "fp", "conf", "{}", walk};
    REQUIRE(store.commit("products", sequence++, delta).ok());
  }
  CHECK(store.checkpoints("products")->size() == 2);
  CHECK_FALSE(store.load("products")->holds_records);
  delta.holds_records = true;
  delta.cursor->text = "2";
  REQUIRE(store.commit("products", sequence++, delta).ok());
  const auto points = store.checkpoints("products");
  REQUIRE(points->size() == 1);
  CHECK(points->front().cursor.walk == Walk::finished);
}

TEST_CASE_TEMPLATE("suite: a cursor that is put refuses who committed on the one before", T,
                   SLUICE_STORES) {
  T stores;
  auto& store = stores.one.pipelines;
  Delta delta = full_delta();
  delta.taken = TakenSet{10, {{"publishers[0]", "there", "a 1/1", 2}}};
  REQUIRE(store.commit("products", 0, delta).ok());
  CHECK(*store.put_cursor("products", Cursor{"7", "fp", "conf", "{}", Walk::running}));
  CHECK_FALSE(*store.put_cursor("nothing", {}));
  const auto state = store.load("products");
  CHECK(state->cursor.text == "7");
  CHECK(state->taken.span == 0);
  CHECK(state->positions.size() == 1);
  CHECK(store.commit("products", 1, full_delta()).code() == SLUICE_E_INVALID);
}
