// The inline functions of abi.h, over real batches.
#include <doctest/doctest.h>

#include "fixture.hpp"

using namespace sluice;
using namespace sluice::record;

TEST_CASE("any hint finds the member, a right one stays") {
  Fixture f;
  REQUIRE(f.one(R"({"a":1,"bb":2,"ccccc":3})") == SLUICE_OK);
  for (const uint32_t start : {0u, 1u, 2u, 3u, UINT32_MAX}) {
    sluice_key key = sluice_key_of("ccccc", 5);
    key.hint = start;
    REQUIRE(sluice_find(f.abi(), &f.record().root, &key));
    CHECK(key.hint == 2);
  }
}

TEST_CASE("members appended past the room move the object and keep the others") {
  Fixture f;
  REQUIRE(f.one(R"({"a":1})") == SLUICE_OK);
  sluice_value& root = f.record().root;
  std::string expected = "{\"a\":1";
  for (int i = 0; i < 100; i++) {
    const std::string key = "k" + std::to_string(i);
    sluice_member* m = sluice_append(f.abi()->arena, &root);
    REQUIRE(m);
    const auto size = static_cast<uint32_t>(key.size());
    *m = {f.in_arena(key), size, sluice_key_head(key.data(), size), f.parsed(std::to_string(i))};
    expected += ",\"" + key + "\":" + std::to_string(i);
  }
  CHECK(f.out() == expected + "}\n");
  CHECK(f.find(root, "k99"));
}

TEST_CASE("an object of more members than `room` can count goes on growing") {
  Fixture f;
  std::string text = R"({"k0":0)";
  for (int i = 1; i < 200'000; i++) text += ",\"k" + std::to_string(i) + "\":0";
  REQUIRE(f.one(text + "}") == SLUICE_OK);
  sluice_value& root = f.record().root;
  REQUIRE(f.find(root, "k199999"));
  for (int i = 0; i < 70'000; i++) {
    sluice_member* m = sluice_append(f.abi()->arena, &root);
    REQUIRE(m);
    *m = {"new", 3, sluice_key_head("new", 3), f.parsed("1")};
  }
  CHECK(root.size == 270'000);
  CHECK(f.find(root, "k0"));
}

TEST_CASE("appending ends at the budget and leaves the object whole") {
  Limits limits;
  limits.batch_memory = 200000;
  Fixture f(limits);
  REQUIRE(f.one(R"({"a":1})") == SLUICE_OK);
  sluice_value& root = f.record().root;
  const sluice_member first = root.as.members[0];
  uint32_t count = 1;
  while (sluice_member* m = sluice_append(f.abi()->arena, &root)) {
    *m = first;
    count++;
  }
  CHECK(root.size == count);
  CHECK(f.find(root, "a"));
}

TEST_CASE("the tables are complete") {
  Fixture f;
  const sluice_json* json = f.json();
  CHECK(json->struct_size == sizeof *json);
  CHECK(SLUICE_HAS(json, parse_lines));
  CHECK(SLUICE_HAS(f.abi()->records_api, set_cursor));
  CHECK(f.abi()->record_stride == sizeof(sluice_record));
}
