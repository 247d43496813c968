// A batch's records, copied into another batch to be changed there.
#include "record/copy_batch.hpp"

#include <doctest/doctest.h>

#include <string>

#include "fixture.hpp"

using namespace sluice;
using namespace sluice::record;

namespace {

void set_text(Fixture& f, sluice_value& value, std::string_view text) { value = f.parsed(text); }

}  // namespace

TEST_CASE("a copied batch writes what its original does") {
  Fixture from, to;
  const std::string page = R"([{"a":{"b":[1,{"c":"\u00e9"}]}},[1,2],"x",null,{}])";
  REQUIRE(from.page(page, "") == SLUICE_OK);
  sluice_member* a = from.find(from.record().root, "a");
  REQUIRE(from.find(a->value, "b") != nullptr);
  REQUIRE(copy_batch(from.batch, {}, to.batch).ok());
  CHECK(to.out() == from.out());
}

TEST_CASE("a change in the copy is not one of the original") {
  Fixture from, to;
  REQUIRE(from.page(R"([{"a":{"b":1},"l":[1,2]}])", "") == SLUICE_OK);
  REQUIRE(from.find(from.find(from.record().root, "a")->value, "b") != nullptr);
  REQUIRE(copy_batch(from.batch, {}, to.batch).ok());
  set_text(to, to.find(to.find(to.record().root, "a")->value, "b")->value, "2");
  sluice_member* l = to.find(to.record().root, "l");
  REQUIRE(to.json()->expand(to.abi(), &l->value) == SLUICE_OK);
  set_text(to, l->value.as.items[0], "\"x\"");
  CHECK(to.out() == "{\"a\":{\"b\":2},\"l\":[\"x\",2]}\n");
  CHECK(from.out() == "{\"a\":{\"b\":1},\"l\":[1,2]}\n");
}

TEST_CASE("a copy keeps numbers, origins and texts as they were read") {
  Fixture from, to;
  REQUIRE(from.page("[0,1,2]", "") == SLUICE_OK);
  const sluice_records* api = from.abi()->records_api;
  size_t sum = 0;
  REQUIRE(api->add_record(from.abi(), 2, &sum) == SLUICE_OK);
  REQUIRE(api->add_origin(from.abi(), sum, 0) == SLUICE_OK);
  REQUIRE(copy_batch(from.batch, {}, to.batch).ok());
  REQUIRE(to.abi()->count == 4);
  const auto origins = to.batch.origins_of(sum);
  CHECK(std::vector<uint32_t>(origins.begin(), origins.end()) == std::vector<uint32_t>{0, 2});
  CHECK(to.batch.origin_count() == 3);
  CHECK(view(to.batch.source_of_origin(1)) == "1");
}

TEST_CASE("only live records are live in a copy, and of those only the chosen ones") {
  Fixture from, all, one;
  REQUIRE(from.page("[0,1,2,3]", "") == SLUICE_OK);
  from.record(0).state = SLUICE_RECORD_FILTERED;
  from.abi()->records_api->fail_record(from.abi(), 1, SLUICE_E_DATA, slice("bad"));
  REQUIRE(copy_batch(from.batch, {}, all.batch).ok());
  CHECK(all.out() == "2\n3\n");
  CHECK(all.record(1).state == SLUICE_RECORD_FILTERED);
  const size_t chosen[] = {0, 3};
  REQUIRE(copy_batch(from.batch, chosen, one.batch).ok());
  CHECK(one.out() == "3\n");
}

TEST_CASE("a copy that does not fit says so") {
  Fixture from;
  std::string page = "[0";
  for (int i = 0; i < 20'000; i++) page += ",0";
  REQUIRE(from.page(page + "]", "") == SLUICE_OK);
  Limits small;
  small.batch_memory = size_t{1} << 20;
  Fixture to(small);
  CHECK(copy_batch(from.batch, {}, to.batch).code() == SLUICE_E_NO_MEMORY);
}

TEST_CASE("a value whose members are not in the batch fails its record in the copy") {
  Fixture from, to;
  REQUIRE(from.page("[{\"a\":1},2]", "") == SLUICE_OK);
  sluice_member outside[1] = {};
  from.record().root = {};
  from.record().root.kind = SLUICE_KIND_OBJECT;
  from.record().root.size = 1;
  from.record().root.as.members = outside;
  REQUIRE(copy_batch(from.batch, {}, to.batch).ok());
  CHECK(to.record().state == SLUICE_RECORD_FAILED);
  CHECK(to.why().find("not in the batch") != std::string::npos);
  CHECK(to.out() == "2\n");
}
