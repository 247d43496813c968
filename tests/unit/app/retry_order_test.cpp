// A retry never puts an older version over a newer one unasked.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "retried.hpp"
#include "support/temp_folder.hpp"

using namespace sluice;
using namespace sluice::app;
using namespace sluice::test;
using store::TaskState;

namespace {

const std::string kOrderBy = "order_by (core.order)";

// Records are text such as "a1": the letter is the order, or the key of the record.
struct Versions {
  TempFolder folder;
  store::SqliteStore store{(folder / "sluice.db").string()};
  store::SqliteTasks tasks{(folder / "sluice.db").string()};
  FakeSource source;
  bool keyed = false;
  FakeStep names{[this](sluice_batch* batch, sluice_error*) -> sluice_status {
    for (size_t i = 0; i < batch->count; i++) {
      sluice_record* const record = sluice_record_at(batch, i);
      static constexpr std::string_view kLetters = "abcdefgh";
      const size_t letter = kLetters.find(text_of(batch, i)[1]);
      if (keyed)
        record->key = slice(kLetters.substr(letter, 1));
      else
        record->order = static_cast<uint32_t>(letter + 1);
    }
    return SLUICE_OK;
  }};
  FakeTarget one, other;
  FakeClock clock;
  Lines refused;

  Versions() {
    source.forgets_at_end = true;
    for (FakeTarget* target : {&one, &other})
      target->outcome = [this](std::string_view text) {
        return std::find(refused.begin(), refused.end(), text) == refused.end() ? SLUICE_OK
                                                                                : SLUICE_E_DATA;
      };
  }
  pipeline::Plan plan(bool two = false) {
    pipeline::Plan plan;
    plan.pipeline = "products";
    plan.lanes = 1;
    plan.source = source.source();
    plan.steps = {names.step(kOrderBy)};
    plan.steps.back().sets_order = true;
    plan.targets = {one.target(kOne)};
    if (two) plan.targets.push_back(other.target(kOther));
    plan.retry.attempts = 1;
    return plan;
  }
  // Each page is one.
  void run(std::vector<Lines> pages, bool two = false) {
    source.pages = std::move(pages);
    const auto report = pipeline::Runner(&clock).run(plan(two), store, {});
    REQUIRE_MESSAGE(report.status.ok(), report.status.message());
    refused.clear();
  }
  Status retry(const std::vector<int64_t>& ids = {}, const std::string& step = kOne) {
    return test::retry(plan(true), step, {store, tasks, clock}, true, false, ids).status;
  }
  store::Task task(int64_t id = 1) { return **tasks.task(id); }
};

}  // namespace

TEST_CASE("a retry does not put a record behind a later one of its order, and says so") {
  Versions shop;
  shop.refused = {"\"a1\""};
  SUBCASE("delivered on the same page") { shop.run({{"\"a1\"", "\"b1\"", "\"a2\""}}); }
  SUBCASE("delivered on a later page") { shop.run({{"\"a1\""}, {"\"b1\"", "\"a2\""}}); }
  SUBCASE("delivered by a later run") {
    shop.run({{"\"a1\""}});
    shop.run({{"\"b1\"", "\"a2\""}});
  }
  REQUIRE(shop.retry().ok());
  CHECK(shop.one.lines == Lines{"\"b1\"", "\"a2\""});
  CHECK(shop.task().state == TaskState::parked);
  CHECK_MESSAGE(shop.task().message.find("order_by") != std::string::npos, shop.task().message);
  REQUIRE(shop.retry().ok());
  CHECK(shop.one.lines.size() == 2);
  // Told, a person names it.
  REQUIRE(shop.retry({1}).ok());
  CHECK(shop.one.lines.back() == "\"a1\"");
  CHECK(shop.task().state == TaskState::done);
}

TEST_CASE("a record is sent again if only earlier ones, or those of other orders, were delivered") {
  Versions shop;
  shop.refused = {"\"a2\""};
  shop.run({{"\"a1\"", "\"a2\"", "\"b1\""}});
  REQUIRE(shop.retry().ok());
  CHECK(shop.one.lines.back() == "\"a2\"");
  CHECK(shop.task().state == TaskState::done);
}

TEST_CASE("a task of one target does not care what another one got") {
  Versions shop;
  shop.one.outcome = [](std::string_view) { return SLUICE_E_DATA; };
  shop.run({{"\"a1\"", "\"a2\""}}, true);
  shop.one.outcome = nullptr;
  CHECK(shop.other.lines.size() == 2);
  REQUIRE(shop.retry().ok());
  CHECK(shop.one.lines == Lines{"\"a1\"", "\"a2\""});
}

TEST_CASE("the later record's own retry overtakes the earlier one") {
  Versions shop;
  shop.refused = {"\"a1\"", "\"a2\""};
  shop.run({{"\"a1\"", "\"a2\""}});
  REQUIRE(shop.retry({2}).ok());
  REQUIRE(shop.retry().ok());
  CHECK(shop.one.lines == Lines{"\"a2\""});
  CHECK(shop.task(1).state == TaskState::parked);
  CHECK(shop.task(2).state == TaskState::done);
}

TEST_CASE("a task is superseded by a later version in the run in which it parked") {
  Versions shop;
  shop.keyed = true;
  shop.refused = {"\"a1\""};
  SUBCASE("on the same page") { shop.run({{"\"a1\"", "\"a2\""}}); }
  SUBCASE("on a later page") { shop.run({{"\"a1\""}, {"\"a2\""}}); }
  CHECK(shop.task().state == TaskState::superseded);
}

TEST_CASE("a task of a later version is not superseded by an earlier one") {
  Versions shop;
  shop.keyed = true;
  shop.refused = {"\"a2\""};
  SUBCASE("on the same page") { shop.run({{"\"a1\"", "\"a2\""}}); }
  SUBCASE("on an earlier page") { shop.run({{"\"a1\""}, {"\"a2\""}}); }
  SUBCASE("retried") {
    shop.refused = {"\"a1\"", "\"a2\""};
    shop.run({{"\"a1\"", "\"a2\""}});
    REQUIRE(shop.retry({1}).ok());
    CHECK(shop.task(2).state == TaskState::parked);
    return;
  }
  CHECK(shop.task().state == TaskState::parked);
}

TEST_CASE("the retry of a later version supersedes the task of an earlier one") {
  Versions shop;
  shop.keyed = true;
  shop.refused = {"\"a1\"", "\"a2\""};
  shop.run({{"\"a1\"", "\"a2\""}});
  REQUIRE(shop.retry({2}).ok());
  CHECK(shop.task(1).state == TaskState::superseded);
}
