// Writing: runs of untouched text, changed trees, what plugins get wrong.
#include <doctest/doctest.h>

#include "fixture.hpp"

using namespace sluice;
using namespace sluice::record;

namespace {

const char kRecord[] =
    R"({"id":"a","n":19.90,"big":9007199254740993,"e":1e400,"t":true,"x":{"y":[1, 2]},"z":null})";

void drop(sluice_value& object, uint32_t at) {
  for (uint32_t i = at; i + 1 < object.size; i++) object.as.members[i] = object.as.members[i + 1];
  object.size--;
  object.room++;
}

sluice_value text_value(Fixture& f, int kind, int flags, std::string_view text) {
  sluice_value v = sluice_string(f.in_arena(text), static_cast<uint32_t>(text.size()));
  v.kind = static_cast<uint8_t>(kind);
  v.flags = static_cast<uint8_t>(flags);
  return v;
}

}  // namespace

TEST_CASE("an untouched record leaves byte for byte") {
  Fixture f;
  REQUIRE(f.one(kRecord) == SLUICE_OK);
  CHECK(f.out() == std::string(kRecord) + "\n");
}

TEST_CASE("dropped, moved, renamed, changed and added members leave as they are now") {
  Fixture f;
  REQUIRE(f.one(R"({"a":1,"b":"two","c":{"d":3},"e":[4],"f":5})") == SLUICE_OK);
  sluice_value& root = f.record().root;
  sluice_member* m = root.as.members;
  SUBCASE("drop the first") {
    drop(root, 0);
    CHECK(f.out() == R"({"b":"two","c":{"d":3},"e":[4],"f":5})"
                     "\n");
  }
  SUBCASE("drop in the middle") {
    drop(root, 2);
    CHECK(f.out() == R"({"a":1,"b":"two","e":[4],"f":5})"
                     "\n");
  }
  SUBCASE("drop the last") {
    drop(root, 4);
    CHECK(f.out() == R"({"a":1,"b":"two","c":{"d":3},"e":[4]})"
                     "\n");
  }
  SUBCASE("swap neighbours") {
    std::swap(m[1], m[2]);
    CHECK(f.out() == R"({"a":1,"c":{"d":3},"b":"two","e":[4],"f":5})"
                     "\n");
  }
  SUBCASE("swap values") {
    std::swap(m[0].value, m[1].value);
    CHECK(f.out() == R"({"a":"two","b":1,"c":{"d":3},"e":[4],"f":5})"
                     "\n");
  }
  SUBCASE("rename") {
    m[1].key = f.in_arena("new \"name\"");
    m[1].key_size = 10;
    CHECK(f.out() == R"({"a":1,"new \"name\"":"two","c":{"d":3},"e":[4],"f":5})"
                     "\n");
  }
  SUBCASE("same member twice") {
    m[1] = m[0];
    CHECK(f.out() == R"({"a":1,"a":1,"c":{"d":3},"e":[4],"f":5})"
                     "\n");
  }
  SUBCASE("expanded and changed below") {
    REQUIRE(f.find(m[2].value, "d"));
    f.find(m[2].value, "d")->value = text_value(f, SLUICE_KIND_NUMBER, 0, "33");
    CHECK(f.out() == R"({"a":1,"b":"two","c":{"d":33},"e":[4],"f":5})"
                     "\n");
  }
  SUBCASE("append") {
    sluice_member* added = sluice_append(f.abi()->arena, &root);
    REQUIRE(added);
    *added = {f.in_arena("g"), 1, sluice_key_head("g", 1), f.parsed("[6, 7]")};
    CHECK(f.out() == R"({"a":1,"b":"two","c":{"d":3},"e":[4],"f":5,"g":[6, 7]})"
                     "\n");
  }
  SUBCASE("empty") {
    root.size = 0;
    CHECK(f.out() == "{}\n");
  }
}

TEST_CASE("names and strings cut shorter in place are not copied as they stood") {
  Fixture f;
  REQUIRE(f.one(R"({"abc":"defg","h":12.5,"i":[1]})") == SLUICE_OK);
  sluice_member* m = f.record().root.as.members;
  SUBCASE("a string's start") {
    m[0].value.size = 2;
    CHECK(f.out() == R"({"abc":"de","h":12.5,"i":[1]})"
                     "\n");
  }
  SUBCASE("a string's end") {
    m[0].value.as.text += 2;
    m[0].value.size = 2;
    CHECK(f.out() == R"({"abc":"fg","h":12.5,"i":[1]})"
                     "\n");
  }
  SUBCASE("a name's end") {
    m[0].key += 1;
    m[0].key_size = 2;
    CHECK(f.out() == R"({"bc":"defg","h":12.5,"i":[1]})"
                     "\n");
  }
  SUBCASE("a name's start") {
    m[0].key_size = 1;
    CHECK(f.out() == R"({"a":"defg","h":12.5,"i":[1]})"
                     "\n");
  }
  SUBCASE("a number's start") {
    m[1].value.size = 2;
    CHECK(f.out() == R"({"abc":"defg","h":12,"i":[1]})"
                     "\n");
  }
  SUBCASE("a string's text as a number") {
    m[1].value.as.text += 3;
    m[1].value.size = 1;
    CHECK(f.out() == R"({"abc":"defg","h":5,"i":[1]})"
                     "\n");
  }
}

TEST_CASE("a name of the page whose value changed leaves as it stands there") {
  Fixture f;
  REQUIRE(f.one(R"({"a\"b":1,"brand":{"id":1},"c":2})") == SLUICE_OK);
  for (sluice_member* m : {&f.record().root.as.members[0], &f.record().root.as.members[1]})
    m->value = text_value(f, SLUICE_KIND_NUMBER, 0, "7");
  CHECK(f.out() == R"({"a\"b":7,"brand":7,"c":2})"
                   "\n");
}

TEST_CASE("a name cut out of a string of the page does not break its line") {
  Fixture f;
  REQUIRE(f.one(R"({"a":"b\":","c":2})") == SLUICE_OK);
  sluice_member& m = f.record().root.as.members[0];
  m.key_size = 6;  // a":"b and a backslash, between a quote and `":`
  m.value = text_value(f, SLUICE_KIND_NUMBER, 0, "7");
  CHECK(f.out() == R"({"a\":\"b\\":7,"c":2})"
                   "\n");
}

TEST_CASE("names that components made are told apart whatever order they come in") {
  Fixture f;
  REQUIRE(f.lines("{\"a\":1,\"b\":2}\n{\"a\":3,\"b\":4}\n{\"a\":5,\"b\":6}\n") == SLUICE_OK);
  const char* const names = f.in_arena("onetwothree");
  for (size_t i = 0; i < 3; i++) {
    sluice_member* m = f.record(i).root.as.members;
    m[i % 2].key = names;
    m[i % 2].key_size = 3;
    m[1 - i % 2].key = names + 3;
    m[1 - i % 2].key_size = i == 2 ? 8 : 3;
  }
  CHECK(f.out() == "{\"one\":1,\"two\":2}\n{\"two\":3,\"one\":4}\n{\"one\":5,\"twothree\":6}\n");
}

TEST_CASE("a decoded string is escaped on its way out") {
  Fixture f;
  const std::string all("\"\\/\b\f\n\r\t\x01\x1f\x7f caf\xC3\xA9 \xF0\x9F\x98\x80\0.", 24);
  CHECK(f.written(text_value(f, SLUICE_KIND_STRING, 0, all)) ==
        "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\x7f caf\xC3\xA9 \xF0\x9F\x98\x80\\u0000.\"");
  for (size_t at = 0; at < 70; at++) {
    std::string text(70, 'x');
    text[at] = '\n';
    CHECK(f.written(text_value(f, SLUICE_KIND_STRING, 0, text)) ==
          "\"" + text.substr(0, at) + "\\n" + text.substr(at + 1) + "\"");
  }
}

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
    f.record(1).root.as.members[0].value = text_value(f, bad.kind, bad.flags, bad.text);
    CHECK(f.out() == "{\"a\":1}\n{\"c\":3}\n");
    CHECK(f.record(1).state == SLUICE_RECORD_FAILED);
    CHECK_MESSAGE(f.why(1).find(bad.message) != std::string::npos, f.why(1));
  }
}

TEST_CASE("a long number is checked and leaves with all its digits") {
  Fixture f;
  const std::string digits(5000, '7');
  CHECK(f.written(text_value(f, SLUICE_KIND_NUMBER, 0, digits)) == digits);
  CHECK(f.written(text_value(f, SLUICE_KIND_NUMBER, 0, digits + "x")).find("failed") == 0);
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

TEST_CASE("a pretty-printed page leaves in one line a record, with all values as they were") {
  Fixture f;
  REQUIRE(
      f.page("{\n  \"data\": [\n    {\n      \"a\": 1,\n      \"b\": {\n        \"c\": \"x \\n "
             "y\",\r\n        \"d\": [\n 1,\n 2\n ]\n      },\"e\":2,\"f\":{\n}\n    },\n [\n1\n"
             "]\n  ]\n}\n") == SLUICE_OK);
  CHECK(f.out() == "{\"a\":1,\"b\":{\"c\":\"x \\n y\",\"d\":[1,2]},\"e\":2,\"f\":{}}\n[1]\n");
  CHECK(f.batch.error_of(0) == nullptr);
}

TEST_CASE("a carriage return between tokens of a line does not reach the output") {
  Fixture f;
  REQUIRE(f.lines("{\"a\":[1,\r2]}\n") == SLUICE_OK);
  CHECK(f.out() == "{\"a\":[1,2]}\n");
}

TEST_CASE("line breaks in text that was parsed in or added are taken out as well") {
  Fixture f;
  REQUIRE(f.one(R"({"a":1})") == SLUICE_OK);
  f.record().root.as.members[0].value = f.parsed("{\n\"b\" : [1,\n2]}");
  CHECK(f.out() == "{\"a\":{\"b\":[1,2]}}\n");
  size_t index = 0;
  REQUIRE(f.abi()->records_api->add_source(f.abi(), slice("{\"x\":\n{\"y\":\n1}}"), &index) ==
          SLUICE_OK);
  CHECK(f.out() == "{\"a\":{\"b\":[1,2]}}\n{\"x\":{\"y\":1}}\n");
}

TEST_CASE("raw text that a component made is taken if it is JSON") {
  Fixture f;
  REQUIRE(f.one("{\"a\":1}") == SLUICE_OK);
  f.record().root.as.members[0].value =
      text_value(f, SLUICE_KIND_RAW, SLUICE_VALUE_OBJECT, "{\"b\": [1,\n2]}");
  CHECK(f.out() == "{\"a\":{\"b\":[1,2]}}\n");
  f.record().root.as.members[0].value = text_value(f, SLUICE_KIND_RAW, 0, nested(600));
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
    CHECK(f.why(1) ==
          "a value's text, members or items do not lie in the batch, or not all of them");
  };
  fails([](Fixture&, sluice_value& root) { root.size = 0x7FFFFFFF; });
  fails([](Fixture&, sluice_value& root) { root.as.members[0].value.size = UINT32_MAX; });
  fails([](Fixture&, sluice_value& root) { root.as.members = nullptr; });
  fails([](Fixture& f, sluice_value& root) {
    root.as.members[0].value = text_value(f, SLUICE_KIND_STRING, 0, "abc");
    root.as.members[0].value.size = 1u << 30;
  });
  fails([](Fixture& f, sluice_value& root) {
    root.as.members[0].value = text_value(f, SLUICE_KIND_NUMBER, 0, "12");
    root.as.members[0].value.as.text = nullptr;
  });
  fails([](Fixture&, sluice_value& root) { root.as.members[0].value = sluice_string(nullptr, 7); });
  fails([](Fixture&, sluice_value& root) { root.as.members[0].key_size = 1u << 30; });
  fails([](Fixture& f, sluice_value& root) {
    root.as.members[0].value = text_value(f, SLUICE_KIND_RAW, 0, "[1]");
    root.as.members[0].value.size = 1u << 30;
  });
  fails([](Fixture& f, sluice_value& root) {
    root.as.members[0].value = sluice_string(f.abi()->text.data + 2, 1u << 20);
  });
}

TEST_CASE("a value that leads out of the batch is neither opened nor decoded") {
  Fixture f;
  sluice_value string = text_value(f, SLUICE_KIND_STRING, SLUICE_VALUE_JSON, "abc");
  string.size = 1u << 30;
  CHECK(f.decoded(string) == "failed: a value's text does not lie in the batch, or not all of it");
  CHECK(f.decoded(sluice_string(nullptr, 7)).starts_with("failed: "));
  sluice_value raw = text_value(f, SLUICE_KIND_RAW, 0, "[1]");
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

TEST_CASE("only live records are written, and the text of the call before dies") {
  Fixture f;
  REQUIRE(f.page("[1,2,3]", "") == SLUICE_OK);
  f.record(1).state = SLUICE_RECORD_FILTERED;
  CHECK(f.out() == "1\n3\n");
  CHECK(f.out() == "1\n3\n");
}

TEST_CASE("strings of every length and offset are copied whole") {
  for (size_t size = 0; size < 140; size++) {
    const std::string text = "{\"k\":\"" + std::string(size, 'v') + "\",\"l\":1}";
    Fixture f;
    REQUIRE(f.one(text) == SLUICE_OK);
    CHECK(f.out() == text + "\n");
    std::swap(f.record().root.as.members[0], f.record().root.as.members[1]);
    CHECK(f.out() == "{\"l\":1,\"k\":\"" + std::string(size, 'v') + "\"}\n");
  }
}
