#include "helpers.h"

#include <doctest/doctest.h>

#include <string>

#include "record/batch.hpp"

namespace sluice {
namespace {

// A batch of one record, and what stands in it afterwards.
struct OneRecord {
  record::Batch batch{record::Limits{}};

  explicit OneRecord(std::string_view text) {
    size_t index = 0;
    REQUIRE(batch.abi()->records_api->add_source(batch.abi(), slice(text), &index) == SLUICE_OK);
  }
  sluice_batch* abi() { return batch.abi(); }
  std::string text() {
    sluice_slice out{};
    REQUIRE(abi()->json->write(abi(), &sluice_record_at(abi(), 0)->root, &out) == SLUICE_OK);
    return std::string(view(out));
  }
};

TEST_CASE("C: a number is set, the smallest one too, and added where it is missing") {
  OneRecord record(R"({"a":"x","b":2})");
  CHECK(helpers_set_number(record.abi(), "a", INT64_MIN) == SLUICE_OK);
  CHECK(helpers_set_number(record.abi(), "c", 0) == SLUICE_OK);
  CHECK(record.text() == R"({"a":-9223372036854775808,"b":2,"c":0})");
}

TEST_CASE("C: a member that is missing is added as null, one that is there stays") {
  OneRecord record(R"({"a":1})");
  CHECK(helpers_append(record.abi(), "a") == SLUICE_OK);
  CHECK(helpers_append(record.abi(), "b") == SLUICE_OK);
  CHECK(record.text() == R"({"a":1,"b":null})");
}

TEST_CASE("C: only an object has members to set") {
  OneRecord record("[1]");
  CHECK(helpers_append(record.abi(), "a") == SLUICE_E_DATA);
  CHECK(helpers_set_number(record.abi(), "a", 1) == SLUICE_E_DATA);
  CHECK(record.text() == "[1]");
}

TEST_CASE("C: a member that has to be there is named where it is not, or of another kind") {
  OneRecord record(R"({"a":"x","list":[1,2]})");
  sluice_error error{};
  error.struct_size = sizeof error;
  CHECK(helpers_require(record.abi(), "list", SLUICE_KIND_ARRAY, &error) == SLUICE_OK);
  CHECK(helpers_require(record.abi(), "a", SLUICE_KIND_NUMBER, &error) == SLUICE_E_DATA);
  CHECK(std::string(error.message) == "it has no number \"a\"");
  CHECK(helpers_require(record.abi(), "z", SLUICE_KIND_OBJECT, &error) == SLUICE_E_DATA);
  CHECK(std::string(error.message) == "it has no object \"z\"");
}

TEST_CASE("C: a value that memory did not suffice for is not written") {
  record::Limits limits;
  limits.batch_memory = 1;
  record::Batch batch(limits);
  const sluice_value none = sluice_scalar(batch.abi(), SLUICE_KIND_NUMBER, "1", 1);
  if (none.as.text) return;  // the first block is there whatever the budget is
  sluice_value object{};
  object.kind = SLUICE_KIND_OBJECT;
  sluice_key key = sluice_key_of("a", 1);
  CHECK(sluice_set(batch.abi(), &object, &key, none) == SLUICE_E_NO_MEMORY);
  CHECK(object.size == 0);
}

}  // namespace
}  // namespace sluice
