// Writing values that components made: what is checked, and what they get wrong.
#include <doctest/doctest.h>

#include "fixture.hpp"

using namespace sluice;
using namespace sluice::record;

TEST_CASE("what a component made and is not JSON fails the record, and no line is broken") {
  struct Bad {
    int kind, flags;
    const char* text;
    const char* message;
  };
  const Bad cases[] = {
      {SLUICE_KIND_NUMBER, 0, "NaN", "number is not JSON: \"NaN\""},
      {SLUICE_KIND_NUMBER, 0, "1\n", "number is not JSON: \"1?\""},
      {SLUICE_KIND_NUMBER, 0, "", "number is not JSON: \"\""},
      {SLUICE_KIND_STRING, 0, "\xFF", "string is not UTF-8"},
      {SLUICE_KIND_STRING, SLUICE_VALUE_JSON, "a\nb", "flagged as JSON content"},
      {SLUICE_KIND_STRING, SLUICE_VALUE_JSON, "a\"b", "flagged as JSON content"},
      {SLUICE_KIND_STRING, SLUICE_VALUE_JSON, "a\\", "flagged as JSON content"},
      {SLUICE_KIND_STRING, SLUICE_VALUE_JSON, "\xC3", "string is not UTF-8"},
      {SLUICE_KIND_RAW, SLUICE_VALUE_OBJECT, "{\"a\":\"\n\"}", "raw value is not JSON"},
      {SLUICE_KIND_RAW, SLUICE_VALUE_OBJECT, "1}\n{\"forged\":1", "raw value is not JSON"},
      {SLUICE_KIND_RAW, SLUICE_VALUE_OBJECT, "{} x", "raw value is not JSON"},
      {SLUICE_KIND_RAW, SLUICE_VALUE_OBJECT, "[1]", "raw value is not JSON"},
      {SLUICE_KIND_RAW, 0, "[1,]", "raw value is not JSON"},
      {SLUICE_KIND_RAW, 0, "[1][2]", "raw value is not JSON"},
      {SLUICE_KIND_RAW, 0, "[\"\xFF\"]", "raw value is not JSON"},
      {SLUICE_KIND_RAW, 0, "\"text\"", "raw value is not JSON"},
      {SLUICE_KIND_RAW, 0, "", "raw value is empty"},
      {77, 0, "", "kind 77"}};
  for (const Bad& bad : cases) {
    Fixture f;
    REQUIRE(f.page("[{\"a\":1},{\"b\":2},{\"c\":3}]", "") == SLUICE_OK);
    f.record(1).root.as.members[0].value = f.text_value(bad.kind, bad.flags, bad.text);
    CHECK(f.out() == "{\"a\":1}\n{\"c\":3}\n");
    CHECK(f.record(1).state == SLUICE_RECORD_FAILED);
    CHECK_MESSAGE(f.why(1).find(bad.message) != std::string::npos, f.why(1));
  }
}

TEST_CASE("a long number is checked and leaves with all its digits") {
  Fixture f;
  const std::string digits(5000, '7');
  CHECK(f.written(f.text_value(SLUICE_KIND_NUMBER, 0, digits)) == digits);
  CHECK(f.written(f.text_value(SLUICE_KIND_NUMBER, 0, digits + "x")).find("failed") == 0);
}

TEST_CASE("zeroed values are nulls and empty containers") {
  Fixture f;
  sluice_value v{};
  CHECK(f.written(v) == "null");
  v.kind = SLUICE_KIND_OBJECT;
  CHECK(f.written(v) == "{}");
  v.kind = SLUICE_KIND_ARRAY;
  CHECK(f.written(v) == "[]");
  v.kind = SLUICE_KIND_STRING;
  CHECK(f.written(v) == "\"\"");
}

TEST_CASE("raw text that a component made is taken if it is JSON") {
  Fixture f;
  REQUIRE(f.one("{\"a\":1}") == SLUICE_OK);
  f.record().root.as.members[0].value =
      f.text_value(SLUICE_KIND_RAW, SLUICE_VALUE_OBJECT, "{\"b\": [1,\n2]}");
  CHECK(f.out() == "{\"a\":{\"b\":[1,2]}}\n");
  f.record().root.as.members[0].value = f.text_value(SLUICE_KIND_RAW, 0, nested(600));
  CHECK(f.out().empty());
  CHECK(f.why() == "nesting deeper than 512");
}

TEST_CASE("values of the page that a component cut or stretched are not copied as they stood") {
  struct Change {
    const char* record;
    int by;            // bytes of the first member's value
    const char* line;  // what is written; empty: it fails
  };
  const Change changes[] = {
      {R"({"a":{"b":1},"c":{}})", -1, ""},      {R"({"a":{"b":{"c":1}},"d":2})", -1, ""},
      {R"({"a":{"b":1},"c":{"d":2}})", 12, ""}, {R"({"a":[1],"c":2})", 1, ""},
      {R"({"a":12.5,"c":2})", -1, ""},          {R"({"a":125,"c":2})", -1, R"({"a":12,"c":2})"},
      {R"({"a":1,"b":2,"c":3})", 6, ""},        {R"({"a":true,"c":2})", -1, R"({"a":true,"c":2})"},
      {R"({"a":"x\"y","c":"z"})", -2, ""},      {R"({"a":[1,[2]],"c":"z"})", -1, ""}};
  for (const Change& change : changes) {
    CAPTURE(change.record);
    Fixture f;
    REQUIRE(f.one(change.record) == SLUICE_OK);
    sluice_value& value = f.record().root.as.members[0].value;
    value.size = static_cast<uint32_t>(static_cast<int>(value.size) + change.by);
    const std::string line = change.line;
    CHECK(f.out() == (line.empty() ? line : line + "\n"));
  }
}

TEST_CASE("sizes that lead out of the batch, and text without an address, fail the record") {
  const auto fails = [](auto change) {
    Fixture f;
    REQUIRE(f.page("[{\"a\":1},{\"b\":[1]}]", "") == SLUICE_OK);
    REQUIRE(sluice_items(f.abi(), &f.record(1).root.as.members[0].value));
    change(f, f.record(1).root);
    CHECK(f.out() == "{\"a\":1}\n");
    CHECK(f.record(1).state == SLUICE_RECORD_FAILED);
    CHECK(f.why(1) == "a value's text, members or items are not in the batch, or not all of them");
  };
  fails([](Fixture&, sluice_value& root) { root.size = 0x7FFFFFFF; });
  fails([](Fixture&, sluice_value& root) { root.as.members[0].value.size = UINT32_MAX; });
  fails([](Fixture&, sluice_value& root) { root.as.members = nullptr; });
  fails([](Fixture& f, sluice_value& root) {
    root.as.members[0].value = f.text_value(SLUICE_KIND_STRING, 0, "abc");
    root.as.members[0].value.size = 1u << 30;
  });
  fails([](Fixture& f, sluice_value& root) {
    root.as.members[0].value = f.text_value(SLUICE_KIND_NUMBER, 0, "12");
    root.as.members[0].value.as.text = nullptr;
  });
  fails([](Fixture&, sluice_value& root) { root.as.members[0].value = sluice_string(nullptr, 7); });
  fails([](Fixture&, sluice_value& root) { root.as.members[0].key_size = 1u << 30; });
  fails([](Fixture& f, sluice_value& root) {
    root.as.members[0].value = f.text_value(SLUICE_KIND_RAW, 0, "[1]");
    root.as.members[0].value.size = 1u << 30;
  });
  fails([](Fixture& f, sluice_value& root) {
    root.as.members[0].value = sluice_string(f.abi()->text.data + 2, 1u << 20);
  });
}

TEST_CASE("a value that leads out of the batch is neither opened nor decoded") {
  Fixture f;
  sluice_value string = f.text_value(SLUICE_KIND_STRING, SLUICE_VALUE_JSON, "abc");
  string.size = 1u << 30;
  CHECK(f.decoded(string) == "failed: a value's text is not in the batch, or not all of it");
  CHECK(f.decoded(sluice_string(nullptr, 7)).starts_with("failed: "));
  sluice_value raw = f.text_value(SLUICE_KIND_RAW, 0, "[1]");
  raw.size = 1u << 30;
  CHECK(f.json()->expand(f.abi(), &raw) == SLUICE_E_DATA);
  raw.as.text = nullptr;
  CHECK(f.json()->expand(f.abi(), &raw) == SLUICE_E_DATA);
}

TEST_CASE("slices without an address are empty, whatever their size says") {
  Fixture f;
  REQUIRE(f.one("{\"a\":1}") == SLUICE_OK);
  const sluice_slice nothing{nullptr, 7};
  const sluice_records* records = f.abi()->records_api;
  size_t index = 0;
  CHECK(records->set_cursor(f.abi(), nothing) == SLUICE_OK);
  CHECK(f.abi()->cursor.size == 0);
  CHECK(records->add_source(f.abi(), nothing, &index) == SLUICE_OK);
  CHECK(f.why(index) == "record is empty, expected JSON");
  records->fail_record(f.abi(), 0, SLUICE_E_DATA, nothing);
  CHECK(f.why(0) == "failed without a message");
  sluice_value out{};
  CHECK(f.json()->parse(f.abi(), nothing, &out) == SLUICE_E_DATA);
  Fixture page;
  CHECK(page.json()->reserve_page(page.abi(), 4) != nullptr);
  std::memcpy(page.batch.page().data(), "[{}]", 4);
  CHECK(page.json()->parse_page(page.abi(), 4, nothing, nullptr, &page.error) == SLUICE_OK);
}

TEST_CASE("the writer has a depth limit of its own, which ends cycles as well") {
  Fixture f;
  REQUIRE(f.page("[{\"a\":1},{\"b\":2}]", "") == SLUICE_OK);
  f.record(0).root.as.members[0].value = f.record(0).root;
  CHECK(f.out() == "{\"b\":2}\n");
  CHECK(f.why(0) == "nesting deeper than 512");
}

TEST_CASE("a tree that shares its branches ends at the memory budget") {
  Limits limits;
  limits.batch_memory = 1 << 20;
  Fixture f(limits);
  sluice_value v = f.parsed("1");
  for (int i = 0; i < 60; i++) {
    auto* items = static_cast<sluice_value*>(sluice_alloc(f.abi()->arena, 2 * sizeof v));
    REQUIRE(items);
    items[0] = items[1] = v;
    v.kind = SLUICE_KIND_ARRAY;
    v.size = 2;
    v.as.items = items;
  }
  CHECK(f.written(v).find("memory budget") != std::string::npos);
  CHECK(f.abi()->fault == SLUICE_E_NO_MEMORY);
}
