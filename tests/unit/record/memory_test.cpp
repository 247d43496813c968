// Memory: the arena, budgets that run out at any point, reuse.
#include <doctest/doctest.h>

#include "fixture.hpp"
#include "record/grow_array.hpp"

using namespace sluice;
using namespace sluice::record;

TEST_CASE("arena memory is aligned, and big pieces fit") {
  Budget budget(10 << 20);
  Arena arena(budget);
  for (const size_t size : {1, 15, 16, 17, 100000, 5000000, 0}) {
    auto* p = static_cast<char*>(arena.allocate(size));
    REQUIRE(p);
    CHECK(reinterpret_cast<uintptr_t>(p) % 16 == 0);
    std::memset(p, 0xAB, size);
  }
  CHECK(arena.allocate(SIZE_MAX) == nullptr);
  CHECK(arena.allocate(SIZE_MAX - 100) == nullptr);
  CHECK(arena.allocate(6 << 20) == nullptr);
}

TEST_CASE("the arena never takes more than the budget and gives all of it back") {
  Budget budget(300000);
  {
    Arena arena(budget);
    size_t got = 0;
    while (arena.allocate(1000)) got += 1008;
    CHECK(budget.used() <= 300000);
    CHECK(got > 250000);
  }
  CHECK(budget.used() == 0);
}

TEST_CASE("chunks are used again after a reset, up to what is kept") {
  Budget budget(100 << 20);
  Arena arena(budget);
  void* first = arena.allocate(100);
  for (int i = 0; i < 100; i++) REQUIRE(arena.allocate(100000));
  const size_t full = budget.used();
  arena.reset(1 << 20);
  CHECK(budget.used() < full);
  CHECK(budget.used() <= (1 << 20) + 10000);
  CHECK(arena.allocate(100) == first);
  arena.reset(0);
  CHECK(budget.used() == 0);
}

TEST_CASE("shrinking gives back the rest of the last piece") {
  Budget budget(1 << 20);
  Arena arena(budget);
  auto* p = static_cast<char*>(arena.allocate(1000));
  arena.shrink_last(p, 20);
  CHECK(arena.allocate(16) == p + 32);
}

TEST_CASE("an array grows within its budget, keeps its elements and gives all back") {
  Budget budget(100000);
  {
    GrowArray<uint64_t> array(budget);
    size_t count = 0;
    while (uint64_t* slot = array.push()) *slot = count++;
    CHECK(count > 4000);
    for (size_t i = 0; i < count; i++) REQUIRE(array[i] == i);
    CHECK(budget.used() <= 100000);
    array.clear(0);
    CHECK(budget.used() == 0);
  }
  CHECK(budget.used() == 0);
}

TEST_CASE("a spent budget is an error at every size, never a crash, and frees everything") {
  const std::string page =
      R"({"v":{"a":[1,2]},"data":[{"id":"\u0061","n":{"x":[1,2,3]}},{"id":2},[1,[2]],"s"]})";
  bool failed = false, passed = false;
  for (size_t memory = 0; memory < 120000; memory += 997) {
    Limits limits;
    limits.batch_memory = memory;
    Fixture f(limits);
    const sluice_status code = f.page(page);
    if (code != SLUICE_OK) {
      failed = true;
      CHECK((code == SLUICE_E_NO_MEMORY || code == SLUICE_E_INVALID));
      continue;
    }
    const std::string out = f.out();
    passed |= out.size() > 10 && out[0] == '{';
    if (f.abi()->fault) CHECK(f.abi()->fault == SLUICE_E_NO_MEMORY);
  }
  CHECK(failed);
  CHECK(passed);
}

TEST_CASE("a record that needs more memory than there is stays raw and fails when touched") {
  std::string record = "{";
  for (int i = 0; i < 20000; i++) record += "\"" + std::to_string(i) + "\":1,";
  record += "\"last\":2}";
  Limits limits;
  limits.batch_memory = record.size() * 2 + 300000;
  Fixture f(limits);
  REQUIRE(f.page("[{\"a\":1}," + record + ",{\"b\":2}]", "") == SLUICE_OK);
  CHECK(f.record(1).root.kind == SLUICE_KIND_RAW);
  CHECK(f.record(1).state == SLUICE_RECORD_LIVE);
  CHECK_FALSE(f.find(f.record(1).root, "last"));
  CHECK(f.abi()->fault == SLUICE_E_NO_MEMORY);
  CHECK(f.find(f.record(2).root, "b"));
}

TEST_CASE("an arena whose last chunk was large leaves room for others") {
  Budget budget(16 << 20);
  Arena arena(budget);
  REQUIRE(arena.allocate(12 << 20));
  REQUIRE(arena.allocate(100));
  CHECK(budget.left() > (2 << 20));
}

TEST_CASE("an array that fills the budget is moved few times") {
  Budget budget(4 << 20);
  GrowArray<uint64_t> array(budget);
  size_t capacity = 0;
  int moves = 0;
  while (uint64_t* const made = array.push()) {
    *made = array.size();
    moves += array.capacity() != capacity;
    capacity = array.capacity();
  }
  CHECK(array.size() * sizeof(uint64_t) > (2 << 20) - 64);  // the old and the new one fit
  CHECK(moves < 60);
  CHECK(array[array.size() - 1] == array.size());
}

TEST_CASE("a page of a million tiny records fits into the usual limits") {
  std::string page = "[1";
  for (int i = 1; i < 1'000'000; i++) page += ",1";
  Fixture f{Limits{}};
  REQUIRE(f.page(page + "]", "") == SLUICE_OK);
  CHECK(f.abi()->count == 1'000'000);
}

TEST_CASE("millions of tiny records end at the budget") {
  std::string page = "[1";
  for (int i = 0; i < 500000; i++) page += ",1";
  Limits limits;
  limits.batch_memory = 8 << 20;
  Fixture f(limits);
  CHECK(f.page(page + "]", "") == SLUICE_E_NO_MEMORY);
  CHECK(f.abi()->count == 0);
  CHECK(f.batch.memory_used() <= limits.batch_memory);
}

TEST_CASE("errors of records count against the budget") {
  std::string page = "[1";
  for (int i = 0; i < 20000; i++) page += ",{\"a\":1,\"a\":2}";
  Limits limits;
  limits.batch_memory = 4 << 20;
  Fixture f(limits);
  if (f.page(page + "]", "") == SLUICE_OK) CHECK(f.record(20000).state == SLUICE_RECORD_FAILED);
  CHECK(f.batch.memory_used() <= limits.batch_memory);
}

TEST_CASE("a reset batch is empty, clean and works again without growing") {
  Fixture f;
  std::string page = "[{\"a\":1}";
  for (int i = 0; i < 2000; i++) page += ",{\"id\":" + std::to_string(i) + ",\"x\":[1,2]}";
  page += "]";
  size_t used = 0;
  for (int round = 0; round < 5; round++) {
    REQUIRE(f.page(page, "") == SLUICE_OK);
    CHECK(f.out().size() > 40000);
    REQUIRE(f.abi()->records_api->set_cursor(f.abi(), slice("c")) == SLUICE_OK);
    f.parsed("{");
    if (round) CHECK(f.batch.memory_used() == used);
    used = f.batch.memory_used();
    f.batch.reset();
    CHECK(f.abi()->count == 0);
    CHECK(f.abi()->fault == SLUICE_OK);
    CHECK(f.abi()->cursor.size == 0);
    CHECK(f.abi()->text.size == 0);
    CHECK(f.batch.origin_count() == 0);
  }
}

TEST_CASE("memory in use is the page, the arena, the records and the text") {
  Fixture f;
  CHECK(f.batch.memory_used() == 0);
  REQUIRE(f.page("[{\"a\":1}]", "") == SLUICE_OK);
  CHECK(f.batch.memory_used() > 1000);
  const size_t before = f.batch.memory_used();
  f.out();
  CHECK(f.batch.memory_used() > before);
}

TEST_CASE("an array of small items expands to a bounded multiple and no further than the budget") {
  std::string items = "[0";
  for (int i = 0; i < 100000; i++) items += ",0";
  Limits limits;
  limits.batch_memory = 1 << 20;
  Fixture f(limits);
  REQUIRE(f.one("{\"a\":" + items + "]}") == SLUICE_OK);
  CHECK(sluice_items(f.abi(), &f.find(f.record().root, "a")->value) == nullptr);
  CHECK(f.abi()->fault == SLUICE_E_NO_MEMORY);
  Fixture roomy;
  REQUIRE(roomy.one("{\"a\":" + items + "]}") == SLUICE_OK);
  CHECK(sluice_items(roomy.abi(), &roomy.find(roomy.record().root, "a")->value) != nullptr);
}
