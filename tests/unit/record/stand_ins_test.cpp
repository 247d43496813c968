#include "record/stand_ins.hpp"

#include <doctest/doctest.h>

using namespace sluice;
using namespace sluice::record;

namespace {

// Four records that were read.
struct Asking {
  Budget budget{size_t{1} << 20};
  RecordList records{budget};
  StandIns stand_ins{records, budget};

  Asking() {
    for (int i = 0; i < 4; i++) REQUIRE(records.add_read({}, {}));
    stand_ins.let_wait();
  }
};

}  // namespace

TEST_CASE("who asks for a row that an earlier record asked for waits, and no step changes that") {
  Asking page;
  page.stand_ins.ask(0, "a");
  page.stand_ins.ask(1, "b");
  CHECK_FALSE(page.stand_ins.has_waiting());
  page.stand_ins.ask(2, "a");
  page.stand_ins.ask(2, "b");
  REQUIRE(page.stand_ins.all().size() == 1);
  CHECK(page.stand_ins.is_waiting(2));
  CHECK_FALSE(page.stand_ins.is_waiting(0));
  CHECK(page.records[2].state == SLUICE_RECORD_FILTERED);
  page.records[2].state = SLUICE_RECORD_LIVE;
  page.stand_ins.keep_waiting();
  CHECK(page.records[2].state == SLUICE_RECORD_FILTERED);
}

TEST_CASE("who waits is known by its number when records move") {
  Asking page;
  page.stand_ins.ask(0, "a");
  page.stand_ins.ask(3, "a");
  REQUIRE(page.records.add_derived(1, {}));
  REQUIRE(page.records.place_derived());
  CHECK(page.records.index_of(3) == 4);
  CHECK(page.stand_ins.is_waiting(4));
  CHECK_FALSE(page.stand_ins.is_waiting(3));
  const StandIn& one = page.stand_ins.all().front();
  CHECK(one.record == 3);
  CHECK(one.other == 0);
}

TEST_CASE("live records behind one that waits wait with it if they have its order") {
  Asking page;
  for (const size_t i : {0u, 2u, 3u}) page.records[i].order = 7;
  page.stand_ins.ask(1, "a");
  page.stand_ins.ask(2, "a");
  page.stand_ins.keep_orders();
  CHECK(page.records[0].state == SLUICE_RECORD_LIVE);
  CHECK(page.stand_ins.is_waiting(3));
  page.records.clear(0);
  page.stand_ins.clear(0);
  CHECK(page.stand_ins.all().empty());
  CHECK_FALSE(page.stand_ins.has_waiting());
}

TEST_CASE("a record that stands for another does not make it wait") {
  Asking page;
  REQUIRE(page.stand_ins.add(2, 1));
  CHECK(page.records[2].state == SLUICE_RECORD_FILTERED);
  CHECK_FALSE(page.stand_ins.has_waiting());
}
