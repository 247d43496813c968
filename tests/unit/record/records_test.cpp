// Records of a batch: origins, sources, failures, cursors, reading one again.
#include <doctest/doctest.h>

#include "fixture.hpp"

using namespace sluice;
using namespace sluice::record;

namespace {

std::vector<uint32_t> origins(Fixture& f, size_t index) {
  const auto span = f.batch.origins_of(index);
  return {span.begin(), span.end()};
}

}  // namespace

TEST_CASE("records that were read are their own origins, derived ones take their parent's") {
  Fixture f;
  REQUIRE(f.page("[{\"a\":1},{\"b\":2}]", "") == SLUICE_OK);
  f.record(1).op = SLUICE_OP_DELETE;
  f.record(1).time_us = 5;
  size_t index = 0;
  REQUIRE(f.abi()->records_api->add_record(f.abi(), 1, &index) == SLUICE_OK);
  CHECK(index == 2);
  CHECK(f.abi()->count == 3);
  CHECK(f.record(2).root.kind == SLUICE_KIND_NULL);
  CHECK(f.record(2).op == SLUICE_OP_DELETE);
  CHECK(f.record(2).time_us == 5);
  CHECK(f.record(2).state == SLUICE_RECORD_LIVE);
  CHECK(view(f.record(2).source) == "{\"b\":2}");
  CHECK(f.record(2).origin == 1);
  CHECK(origins(f, 0) == std::vector<uint32_t>{0});
  CHECK(origins(f, 2) == std::vector<uint32_t>{1});
  CHECK(f.batch.origin_count() == 2);
  CHECK(view(f.batch.source_of_origin(1)) == "{\"b\":2}");
  CHECK(f.batch.source_of_origin(2).size == 0);
  CHECK(f.out() == "{\"a\":1}\n{\"b\":2}\nnull\n");
}

TEST_CASE("many records become one that keeps the list of origins, each once") {
  Fixture f;
  REQUIRE(f.page("[0,1,2,3]", "") == SLUICE_OK);
  const sluice_records* api = f.abi()->records_api;
  size_t sum = 0;
  REQUIRE(api->add_record(f.abi(), 2, &sum) == SLUICE_OK);
  for (const size_t other : {3, 0, 2, 3}) CHECK(api->add_origin(f.abi(), sum, other) == SLUICE_OK);
  CHECK(api->add_origin(f.abi(), sum, sum) == SLUICE_OK);
  CHECK(origins(f, sum) == std::vector<uint32_t>{0, 2, 3});
  size_t child = 0;
  REQUIRE(api->add_record(f.abi(), sum, &child) == SLUICE_OK);
  CHECK(origins(f, child) == std::vector<uint32_t>{0, 2, 3});
  REQUIRE(api->add_origin(f.abi(), child, 1) == SLUICE_OK);
  CHECK(origins(f, child) == std::vector<uint32_t>{0, 1, 2, 3});
  CHECK(origins(f, sum) == std::vector<uint32_t>{0, 2, 3});
  REQUIRE(api->add_origin(f.abi(), 1, sum) == SLUICE_OK);
  CHECK(origins(f, 1) == std::vector<uint32_t>{0, 1, 2, 3});
}

TEST_CASE("an index that does not exist is refused") {
  Fixture f;
  REQUIRE(f.one("1") == SLUICE_OK);
  const sluice_records* api = f.abi()->records_api;
  size_t index = 9;
  CHECK(api->add_record(f.abi(), 1, &index) == SLUICE_E_INVALID);
  CHECK(api->add_origin(f.abi(), 0, 1) == SLUICE_E_INVALID);
  CHECK(api->add_origin(f.abi(), SIZE_MAX, 0) == SLUICE_E_INVALID);
  api->fail_record(f.abi(), 1, SLUICE_E_DATA, slice("x"));
  CHECK(f.abi()->fault == SLUICE_E_INVALID);
  CHECK(f.batch.last_fault().message() == "batch has 1 records, and number 1 was requested");
  CHECK(index == 9);
}

TEST_CASE("what a component writes over its records does not change where they come from") {
  Fixture f;
  REQUIRE(f.page("[1,2]", "") == SLUICE_OK);
  f.record(0).origin = 77;
  CHECK(origins(f, 0) == std::vector<uint32_t>{0});
}

TEST_CASE("an added source is copied and is its own origin") {
  Fixture f;
  std::string text = "{\"a\":[1]}";
  size_t index = 9;
  REQUIRE(f.abi()->records_api->add_source(f.abi(), slice(text), &index) == SLUICE_OK);
  text.assign(text.size(), '?');
  CHECK(index == 0);
  CHECK(f.record().root.kind == SLUICE_KIND_OBJECT);
  CHECK(view(f.record().source) == "{\"a\":[1]}");
  CHECK(f.record().time_us == INT64_MIN);
  CHECK(f.out() == "{\"a\":[1]}\n");
}

TEST_CASE("a bad added source becomes a failed record that keeps its text") {
  Fixture f;
  size_t index = 0;
  for (const char* text : {"{\"a\":", "", "{\"a\":1,\"a\":2}", "\"\xFF\""}) {
    REQUIRE(f.abi()->records_api->add_source(f.abi(), slice(text), &index) == SLUICE_OK);
    CHECK(f.record(index).state == SLUICE_RECORD_FAILED);
    CHECK(view(f.record(index).source) == text);
    CHECK(f.why(index).find("record") == 0);
  }
  CHECK(f.batch.origin_count() == 4);
}

TEST_CASE("a record fails with the message given, or with that of the last failed call") {
  Fixture f;
  REQUIRE(f.page("[1,2,3]", "") == SLUICE_OK);
  const sluice_records* api = f.abi()->records_api;
  api->fail_record(f.abi(), 0, SLUICE_E_DATA, slice("price is not a number"));
  CHECK(f.why(0) == "price is not a number");
  CHECK(f.parsed("{").kind == 255);
  CHECK(f.abi()->fault == SLUICE_E_DATA);
  api->fail_record(f.abi(), 1, SLUICE_E_UNSUPPORTED, {nullptr, 0});
  CHECK(f.abi()->fault == SLUICE_OK);
  CHECK(f.why(1).find("text is truncated") == 0);
  CHECK(f.batch.error_of(1)->code == SLUICE_E_UNSUPPORTED);
  api->fail_record(f.abi(), 2, SLUICE_OK, {nullptr, 0});
  CHECK(f.why(2) == "failed without a message");
  CHECK(f.batch.error_of(2)->code == SLUICE_E_DATA);
  api->fail_record(f.abi(), 0, SLUICE_E_DATA, slice("second"));
  CHECK(f.why(0) == "price is not a number");
  CHECK(f.out() == "");
}

TEST_CASE("the cursor is copied") {
  Fixture f;
  std::string cursor = "12345";
  REQUIRE(f.abi()->records_api->set_cursor(f.abi(), slice(cursor)) == SLUICE_OK);
  cursor = "xxxxx";
  CHECK(view(f.abi()->cursor) == "12345");
  REQUIRE(f.abi()->records_api->set_cursor(f.abi(), {nullptr, 0}) == SLUICE_OK);
  CHECK(f.abi()->cursor.size == 0);
}

TEST_CASE("a record is read again from its source, with its key, time and operation") {
  Fixture f;
  REQUIRE(f.one(R"({"id":1,"n":{"x":2}})") == SLUICE_OK);
  f.record().key = slice("k1");
  f.record().time_us = 42;
  f.record().op = SLUICE_OP_EVENT;
  f.record().root.size = 0;  // a step that failed half-way lost the members
  Batch again({});
  REQUIRE(again.load_source(view(f.batch.source_of_origin(0)), f.record()).ok());
  const sluice_record& r = *sluice_record_at(again.abi(), 0);
  CHECK(view(r.key) == "k1");
  CHECK(r.key.data != f.record().key.data);
  CHECK(r.time_us == 42);
  CHECK(r.op == SLUICE_OP_EVENT);
  CHECK(r.state == SLUICE_RECORD_LIVE);
  sluice_slice text{};
  REQUIRE(again.abi()->json->write_lines(again.abi(), &text) == SLUICE_OK);
  CHECK(view(text) == "{\"id\":1,\"n\":{\"x\":2}}\n");
}

TEST_CASE("a source that cannot be read again says so") {
  Batch again({});
  const Status s = again.load_source("{\"a\":", sluice_record{});
  CHECK(s.code() == SLUICE_E_DATA);
  CHECK(s.message().find("record is truncated") == 0);
}

TEST_CASE("a batch is found from what plugins hold") {
  Fixture f;
  const sluice_batch* as_const = f.abi();
  CHECK(&Batch::of(f.abi()) == &f.batch);
  CHECK(&Batch::of(as_const) == &f.batch);
}
