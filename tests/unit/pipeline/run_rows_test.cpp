// Rows of tables that steps put: whom they are seen by, and when they count.
#include "pipeline/run_rows.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "memory_store.hpp"
#include "pipeline/step_state.hpp"
#include "record/batch.hpp"

using namespace sluice;
using sluice::pipeline::RunRows;
using sluice::pipeline::StepState;
using sluice::services::RowWrite;

namespace {

// Two steps of a run over batches of three records.
struct TwoSteps {
  sluice::test::MemoryStore store;
  RunRows rows;
  StepState first{store, rows, "p", "transformers[0]", pipeline::StepState::Walk::begins, 1};
  StepState second{store, rows, "p", "transformers[1]", pipeline::StepState::Walk::begins, 1};
  record::Batch batch{record::Limits{}};

  TwoSteps() {
    for (const char* text : {"{\"n\":0}", "{\"n\":1}", "{\"n\":2}"}) {
      size_t index = 0;
      REQUIRE(batch.abi()->records_api->add_source(batch.abi(), slice(std::string_view(text)),
                                                   &index) == SLUICE_OK);
    }
  }
  void put(StepState& step, size_t record, const std::string& key, const std::string& json) {
    REQUIRE(step.put_row(batch.abi(), record, "ids", key, {json, 0}).ok());
  }
  std::string seen(const std::string& key) {
    const auto row = second.row("ids", key);
    return row ? row->value.value_or("removed") : "none";
  }
  std::vector<store::TableWrite> take() {
    std::vector<store::TableWrite> out;
    rows.take(out);
    return out;
  }
};

bool never(uint32_t) { return false; }
bool always_so(uint32_t) { return true; }

}  // namespace

TEST_CASE("a row is seen by all steps of the run as soon as it is put, and until it is committed") {
  TwoSteps run;
  run.put(run.first, 0, "a", "1");
  CHECK(run.seen("a") == "1");
  CHECK(run.seen("b") == "none");
  run.first.keep(never, always_so);
  CHECK(run.seen("a") == "1");
  const auto committed = run.take();
  REQUIRE(committed.size() == 1);
  CHECK(committed[0].table == "ids");
  CHECK(committed[0].key == "a");
  CHECK(committed[0].value == "1");
  CHECK(run.seen("a") == "1");
  run.rows.committed();
  CHECK(run.seen("a") == "none");
}

TEST_CASE("of several writes of a row the last one counts, a later step's over an earlier one's") {
  TwoSteps run;
  run.put(run.first, 0, "a", "1");
  run.put(run.second, 0, "a", "2");
  CHECK(run.seen("a") == "2");
  run.first.keep(never, always_so);
  run.second.keep(never, always_so);
  run.put(run.first, 1, "a", "3");
  CHECK(run.seen("a") == "3");
  run.first.discard();
  CHECK(run.seen("a") == "2");
  REQUIRE(run.take().size() == 1);
}

TEST_CASE("a row that is removed is seen as removed") {
  TwoSteps run;
  REQUIRE(run.first.put_row(run.batch.abi(), 0, "ids", "a", RowWrite{}).ok());
  CHECK(run.seen("a") == "removed");
  run.first.keep(never, always_so);
  CHECK_FALSE(run.take().front().value);
}

TEST_CASE("rows of records that parked, or were filtered out, are lost") {
  TwoSteps run;
  for (size_t record = 0; record < 3; record++)
    run.put(run.first, record, std::to_string(record), "1");
  run.first.keep([](uint32_t origin) { return origin == 0; },
                 [](uint32_t origin) { return origin != 1; });
  const auto committed = run.take();
  REQUIRE(committed.size() == 1);
  CHECK(committed[0].key == "2");
}

TEST_CASE("a step's own state counts for filtered records, and is no row") {
  TwoSteps run;
  REQUIRE(run.first.put_for(run.batch.abi(), 0, "a", "own").ok());
  run.put(run.first, 0, "a", "1");
  CHECK(*run.first.get(run.batch.abi(), "a") == "own");
  run.first.keep(never, never);
  CHECK(*run.first.get(run.batch.abi(), "a") == "own");
  CHECK(run.take().empty());
}

TEST_CASE("an attempt that is undone takes its rows along") {
  TwoSteps run;
  run.put(run.first, 0, "a", "1");
  const size_t mark = run.first.writes();
  run.put(run.first, 0, "a", "2");
  run.first.roll_back(mark);
  CHECK(run.seen("a") == "1");
}

TEST_CASE("a row for a record that the batch does not have is refused, and so is a large one") {
  TwoSteps run;
  CHECK(run.first.put_row(run.batch.abi(), 3, "ids", "a", {"1", 0}).code() == SLUICE_E_INVALID);
  const Status large =
      run.first.put_row(run.batch.abi(), 0, "ids", "a", {std::string(2'000'000, '1'), 0});
  CHECK(large.code() == SLUICE_E_INVALID);
  CHECK(large.message().find("2000000") != std::string::npos);
}
