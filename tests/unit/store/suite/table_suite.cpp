// What every TableStore promises, and rows that a commit puts.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "unit/store/suite/sqlite_stores.hpp"

using namespace sluice;
using namespace sluice::store;
using namespace sluice::store::test;

namespace {

constexpr int64_t kTableNow = 1'000'000;

Delta rows_delta(std::vector<TableWrite> rows, int64_t now_us = kTableNow) {
  Delta out;
  out.rows = std::move(rows);
  out.figures.updated_us = now_us;
  return out;
}

Status commit_next(PipelineStore& store, const Delta& delta) {
  return store.commit("p", store.load("p")->sequence, delta);
}

std::string value_of(TableStore& tables, std::string_view table, std::string_view key) {
  const auto found = tables.read(table, {&key, 1});
  REQUIRE_MESSAGE(found.ok(), found.status().message());
  return found->front() ? found->front()->value : "none";
}

}  // namespace

TEST_CASE_TEMPLATE("suite: a store without a file has no rows", T, SLUICE_STORES) {
  T stores;
  CHECK(value_of(stores.one.tables, "ids", "a") == "none");
  CHECK(stores.one.tables.tables(kTableNow)->empty());
  CHECK(stores.one.tables.rows("ids", {}, 10, kTableNow)->empty());
  CHECK_FALSE(*stores.one.tables.remove("ids", "a"));
  CHECK(*stores.one.tables.clear("ids") == 0);
}

TEST_CASE_TEMPLATE("suite: rows of a commit are there for all processes, the last of a key wins", T,
                   SLUICE_STORES) {
  T stores;
  REQUIRE(commit_next(stores.one.pipelines,
                      rows_delta({{"ids", "a", "1"}, {"ids", "a", "2"}, {"other", "a", "\"x\""}}))
              .ok());
  CHECK(value_of(stores.other.tables, "ids", "a") == "2");
  CHECK(value_of(stores.other.tables, "other", "a") == "\"x\"");
  REQUIRE(commit_next(stores.other.pipelines, rows_delta({{"ids", "a", std::nullopt}})).ok());
  CHECK(value_of(stores.one.tables, "ids", "a") == "none");
}

TEST_CASE_TEMPLATE("suite: a commit that is refused leaves no row", T, SLUICE_STORES) {
  T stores;
  REQUIRE(commit_next(stores.one.pipelines, rows_delta({{"ids", "a", "1"}})).ok());
  CHECK_FALSE(stores.one.pipelines.commit("p", 0, rows_delta({{"ids", "a", "2"}})).ok());
  CHECK(value_of(stores.one.tables, "ids", "a") == "1");
}

TEST_CASE_TEMPLATE("suite: rows outlive a reset of the pipeline that put them", T, SLUICE_STORES) {
  T stores;
  REQUIRE(commit_next(stores.one.pipelines, rows_delta({{"ids", "a", "1"}})).ok());
  REQUIRE(stores.one.pipelines.reset("p").ok());
  CHECK(value_of(stores.one.tables, "ids", "a") == "1");
}

TEST_CASE_TEMPLATE("suite: many keys are read at once, in their order, bytes of any kind", T,
                   SLUICE_STORES) {
  T stores;
  const std::string odd("\0\xff'", 3);
  REQUIRE(stores.one.tables
              .put("ids", std::vector<StoredRow>{{odd, "1"}, {"", "2"}, {"é", "{\"a\":null}"}})
              .ok());
  const std::vector<std::string_view> keys = {"é", "missing", odd, "", "é"};
  const auto found = stores.other.tables.read("ids", keys);
  REQUIRE(found.ok());
  REQUIRE(found->size() == 5);
  CHECK((*found)[0]->value == "{\"a\":null}");
  CHECK_FALSE((*found)[1]);
  CHECK((*found)[2]->value == "1");
  CHECK((*found)[3]->value == "2");
  CHECK((*found)[4]->value == "{\"a\":null}");
}

TEST_CASE_TEMPLATE("suite: expired rows are not listed, and the next commit of rows deletes them",
                   T, SLUICE_STORES) {
  T stores;
  REQUIRE(commit_next(stores.one.pipelines,
                      rows_delta({{"seen", "a", "1", kTableNow + 1}, {"seen", "b", "1"}}))
              .ok());
  CHECK(stores.one.tables.rows("seen", {}, 10, kTableNow)->size() == 2);
  CHECK(stores.one.tables.rows("seen", {}, 10, kTableNow + 1)->size() == 1);
  CHECK(stores.one.tables.tables(kTableNow + 1)->front().rows == 1);
  CHECK(value_of(stores.one.tables, "seen", "a") == "1");
  REQUIRE(commit_next(stores.one.pipelines, rows_delta({{"ids", "x", "1"}}, kTableNow + 1)).ok());
  CHECK(value_of(stores.one.tables, "seen", "a") == "none");
  CHECK(value_of(stores.one.tables, "seen", "b") == "1");
}

TEST_CASE_TEMPLATE("suite: rows are listed by key, a page behind another", T, SLUICE_STORES) {
  T stores;
  std::vector<StoredRow> rows;
  for (const char* key : {"c", "a", "b", ""}) rows.push_back({key, "1"});
  REQUIRE(stores.one.tables.put("ids", rows).ok());
  const auto first = stores.one.tables.rows("ids", {}, 3, kTableNow);
  REQUIRE(first->size() == 3);
  CHECK(first->front().key.empty());
  CHECK(first->back().key == "b");
  const auto rest = stores.one.tables.rows("ids", "b", 2, kTableNow);
  REQUIRE(rest->size() == 1);
  CHECK(rest->front().key == "c");
}

TEST_CASE_TEMPLATE("suite: one row, or all of a table, can be taken out", T, SLUICE_STORES) {
  T stores;
  REQUIRE(stores.one.tables.put("ids", std::vector<StoredRow>{{"a", "1"}, {"b", "2"}}).ok());
  REQUIRE(stores.one.tables.put("other", std::vector<StoredRow>{{"a", "1"}}).ok());
  CHECK(*stores.one.tables.remove("ids", "a"));
  CHECK_FALSE(*stores.other.tables.remove("ids", "a"));
  const auto all = stores.one.tables.tables(kTableNow);
  REQUIRE(all->size() == 2);
  CHECK(all->front().name == "ids");
  CHECK(all->front().bytes == 2);
  CHECK(*stores.one.tables.clear("ids") == 1);
  CHECK(value_of(stores.one.tables, "other", "a") == "1");
}
