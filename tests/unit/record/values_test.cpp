// Values by themselves: expanding, decoding, parsing of text, duplicate and escaped names.
#include <doctest/doctest.h>

#include "fixture.hpp"

using namespace sluice;
using namespace sluice::record;

TEST_CASE("a record's own level is open, what is nested is raw until touched") {
  Fixture f;
  REQUIRE(f.one(R"({"a":1,"b":{"c":{"d":2}},"e":[1,[2]]})") == SLUICE_OK);
  sluice_value& root = f.record().root;
  REQUIRE(root.kind == SLUICE_KIND_OBJECT);
  sluice_member* b = f.find(root, "b");
  REQUIRE(b);
  CHECK(b->value.kind == SLUICE_KIND_RAW);
  CHECK(b->value.flags == SLUICE_VALUE_OBJECT);
  sluice_member* c = f.find(b->value, "c");
  REQUIRE(c);
  CHECK(b->value.kind == SLUICE_KIND_OBJECT);
  CHECK(c->value.kind == SLUICE_KIND_RAW);
  sluice_member* e = f.find(root, "e");
  CHECK(e->value.flags == 0);
  sluice_value* items = sluice_items(f.abi(), &e->value);
  REQUIRE(items);
  CHECK(e->value.size == 2);
  CHECK(items[1].kind == SLUICE_KIND_RAW);
  CHECK(f.out() == R"({"a":1,"b":{"c":{"d":2}},"e":[1,[2]]})"
                   "\n");
}

TEST_CASE("expanding a scalar or something expanded changes nothing") {
  Fixture f;
  REQUIRE(f.one(R"({"a":1})") == SLUICE_OK);
  sluice_value& root = f.record().root;
  const sluice_value before = root;
  CHECK(f.json()->expand(f.abi(), &root) == SLUICE_OK);
  CHECK(root.as.members == before.as.members);
  CHECK(f.json()->expand(f.abi(), &root.as.members[0].value) == SLUICE_OK);
}

TEST_CASE("an escaped name is found by what it means and leaves in plain spelling") {
  Fixture f;
  REQUIRE(f.one(R"({"\u0069d":1,"a\"b\n":2,"x\u0000y":3,"":4})") == SLUICE_OK);
  sluice_value& root = f.record().root;
  CHECK(f.find(root, "id"));
  CHECK(f.find(root, "a\"b\n"));
  CHECK(f.find(root, std::string_view("x\0y", 3)));
  CHECK_FALSE(f.find(root, "x"));
  CHECK(f.find(root, ""));
  CHECK(f.out() == "{\"id\":1,\"a\\\"b\\n\":2,\"x\\u0000y\":3,\"\":4}\n");
}

TEST_CASE("an escaped name wastes no chunk of the arena") {
  std::string record = "{\"plain\":0";
  for (int i = 0; i < 1000; i++) record += ",\"\\u0061" + std::to_string(i) + "\":1";
  Fixture f;
  REQUIRE(f.one(record + "}") == SLUICE_OK);
  CHECK(f.batch.memory_used() < 400 * 1024);
}

TEST_CASE("short names differ by size although their heads are padded alike") {
  Fixture f;
  REQUIRE(f.one(R"({"a\u0000":1,"a":2,"ab":3,"abcd":4,"abcde":5})") == SLUICE_OK);
  sluice_value& root = f.record().root;
  CHECK(f.written(f.find(root, "a")->value) == "2");
  CHECK(f.written(f.find(root, std::string_view("a\0", 2))->value) == "1");
  CHECK(f.written(f.find(root, "abcd")->value) == "4");
  CHECK_FALSE(f.find(root, "abcf"));
  CHECK_FALSE(f.find(root, "abcdf"));
}

TEST_CASE("a duplicate key of the record fails it and is named") {
  for (const char* record :
       {R"({"id":1,"id":2})", R"({"id":1,"x":0,"i\u0064":2})", R"({"\u0069d":1,"id":2})"}) {
    Fixture f;
    REQUIRE(f.page("[{\"good\":1}," + std::string(record) + "]", "") == SLUICE_OK);
    CHECK(f.record(1).state == SLUICE_RECORD_FAILED);
    CHECK(f.why(1) == "record 2 of the page, at byte 12: duplicate key \"id\"");
    CHECK(view(f.record(1).source) == record);
    CHECK(f.out() == "{\"good\":1}\n");
  }
}

TEST_CASE("a duplicate among many names is found") {
  for (const int count : {63, 64, 65, 66, 3000}) {
    std::string record = "{";
    for (int i = 0; i < count; i++) record += "\"key" + std::to_string(i) + "\":1,";
    Fixture good, bad;
    REQUIRE(good.one(record + "\"other\":1}") == SLUICE_OK);
    CHECK(good.record().state == SLUICE_RECORD_LIVE);
    REQUIRE(bad.one(record + "\"key7\":1}") == SLUICE_OK);
    CHECK(bad.why() == "record 1 of the page, at byte 1: duplicate key \"key7\"");
  }
}

namespace {

Limits allowing_duplicates() {
  Limits limits;
  limits.allow_duplicate_keys = true;
  return limits;
}

}  // namespace

TEST_CASE("where duplicate keys are allowed the last one counts, and there is one") {
  Fixture f(allowing_duplicates());
  REQUIRE(f.one(R"({"a":1,"b":0,"a":2,"\u0061":3,"c":4})") == SLUICE_OK);
  CHECK(f.record().state == SLUICE_RECORD_LIVE);
  CHECK(f.record().root.size == 3);
  CHECK(f.written(f.find(f.record().root, "a")->value) == "3");
  CHECK(f.out() == "{\"b\":0,\"a\":3,\"c\":4}\n");
}

TEST_CASE("so it is at every level, looked into or not, however records come in") {
  const std::string text = R"({"x":[{"b":1,"n":{"b":1,"b":[ 2 ]},"b":2}],"raw":{ "k": [1, 2] }})";
  const std::string once = R"({"x":[{"n":{"b":[ 2 ]},"b":2}],"raw":{ "k": [1, 2] }})"
                           "\n";
  Fixture page(allowing_duplicates()), lines(allowing_duplicates()), added(allowing_duplicates());
  REQUIRE(page.one(text) == SLUICE_OK);
  CHECK(page.out() == once);
  REQUIRE(lines.lines(text + "\n{\"a\":1,\"a\":2}\n") == SLUICE_OK);
  CHECK(lines.out() == once + "{\"a\":2}\n");
  size_t index = 0;
  REQUIRE(added.abi()->records_api->add_source(added.abi(), slice(text), &index) == SLUICE_OK);
  CHECK(added.out() == once);
  CHECK(added.written(added.parsed(text)) + "\n" == once);
}

TEST_CASE("the last of many duplicates is found among many names") {
  std::string record = "{", expected;
  for (int i = 0; i < 3000; i++)
    record += "\"k" + std::to_string(i % 1000) + "\":" + std::to_string(i) + ",";
  record.back() = '}';
  Fixture f(allowing_duplicates());
  REQUIRE(f.page("[" + record + "," + record + ",{\"k\":1}]", "") == SLUICE_OK);
  for (size_t i = 0; i < 2; i++) {
    CHECK(f.record(i).root.size == 1000);
    CHECK(f.written(f.find(f.record(i).root, "k7")->value) == "2007");
  }
  CHECK(f.written(f.record(2).root) == "{\"k\":1}");
}

TEST_CASE("duplicates of the envelope are one, too") {
  Fixture f(allowing_duplicates());
  REQUIRE(f.page(R"({"v":1,"data":[1],"v":2})") == SLUICE_OK);
  CHECK(f.written(f.envelope) == "{\"v\":2}");
}

TEST_CASE("duplicates that take more memory than there is are an end, not a crash") {
  Limits limits = allowing_duplicates();
  limits.batch_memory = record::kMiB;
  std::string record = "{";
  for (int i = 0; i < 30'000; i++) record += "\"k" + std::to_string(i % 20'000) + "\":1,";
  record.back() = '}';
  Fixture f(limits);
  CHECK(f.one(record) == SLUICE_E_NO_MEMORY);
}

TEST_CASE("a nested duplicate shows when its level is expanded, and only then") {
  Fixture f;
  const std::string text = R"({"n":{"m":{"b":1,"b":2},"c":1}})";
  REQUIRE(f.one(text) == SLUICE_OK);
  sluice_member* n = f.find(f.record().root, "n");
  REQUIRE(f.find(n->value, "c"));
  CHECK(f.abi()->fault == SLUICE_OK);
  sluice_member* m = f.find(n->value, "m");
  CHECK_FALSE(f.find(m->value, "b"));
  CHECK(f.abi()->fault == SLUICE_E_DATA);
  CHECK(f.batch.last_fault().message() == "duplicate key \"b\"");
  CHECK(m->value.kind == SLUICE_KIND_RAW);
  CHECK(f.out() == text + "\n");
}

TEST_CASE("a lone surrogate is legal in a value and fails only who decodes it") {
  Fixture f;
  REQUIRE(f.one(R"({"a":"\ud800","b":"\ud83d\ude00","c":"\udc00x","d":"\ud800\u0041"})") ==
          SLUICE_OK);
  sluice_member* m = f.record().root.as.members;
  CHECK(f.decoded(m[0].value).find("half a surrogate pair") != std::string::npos);
  CHECK(f.abi()->fault == SLUICE_E_DATA);
  CHECK(f.decoded(m[1].value) == "\xF0\x9F\x98\x80");
  CHECK(f.decoded(m[2].value).find("failed: ") == 0);
  CHECK(f.decoded(m[3].value).find("failed: ") == 0);
  CHECK(f.out() == R"({"a":"\ud800","b":"\ud83d\ude00","c":"\udc00x","d":"\ud800\u0041"})"
                   "\n");
}

TEST_CASE("a lone surrogate in a name fails the record, for no name could find it") {
  Fixture f;
  REQUIRE(f.page(R"([{"\ud800":1},{"a":{"\ud800":1}}])", "") == SLUICE_OK);
  CHECK(f.record(0).state == SLUICE_RECORD_FAILED);
  CHECK(f.why(0).find("half a surrogate pair") != std::string::npos);
  CHECK(f.record(1).state == SLUICE_RECORD_LIVE);
}

TEST_CASE("decoding gives every escape's character, a plain string is not copied") {
  Fixture f;
  REQUIRE(f.one(R"(["\"\\\/\b\f\n\r\t\u00e9\u20AC\u0000x","plain","","caf\u00e9 au lait"])") ==
          SLUICE_OK);
  sluice_value* items = sluice_items(f.abi(), &f.record().root);
  REQUIRE(items);
  CHECK(f.decoded(items[0]) == std::string("\"\\/\b\f\n\r\t\xC3\xA9\xE2\x82\xAC\0x", 15));
  sluice_slice plain{};
  REQUIRE(f.json()->decode(f.abi(), &items[1], &plain) == SLUICE_OK);
  CHECK(plain.data == items[1].as.text);
  CHECK(f.decoded(items[2]) == "");
  CHECK(f.decoded(items[3]) == "caf\xC3\xA9 au lait");
}

TEST_CASE("only strings can be decoded") {
  Fixture f;
  REQUIRE(f.one("1") == SLUICE_OK);
  sluice_slice text{};
  CHECK(f.json()->decode(f.abi(), &f.record().root, &text) == SLUICE_E_INVALID);
}

TEST_CASE("parse copies, checks and keeps containers raw") {
  Fixture f;
  std::string text = R"( {"a":[1,{"b":"x"}]} )";
  sluice_value v = f.parsed(text);
  text.assign(text.size(), '!');
  REQUIRE(v.kind == SLUICE_KIND_RAW);
  REQUIRE(f.find(v, "a"));
  CHECK(f.written(v) == R"({"a":[1,{"b":"x"}]})");
  CHECK(f.parsed("19.90").kind == SLUICE_KIND_NUMBER);
  CHECK(f.parsed("\"x\"").flags == (SLUICE_VALUE_JSON | SLUICE_VALUE_PLAIN));
  CHECK(f.parsed("\"\\n\"").flags == SLUICE_VALUE_JSON);
}

TEST_CASE("parse refuses what a page refuses") {
  for (const char* text : {"", " ", "{", "1 2", "nul", "\"\xFF\"", "{\"a\":1,}", "[1]]"}) {
    CAPTURE(text);
    Fixture f;
    CHECK(f.parsed(text).kind == 255);
    CHECK(f.abi()->fault == SLUICE_E_DATA);
    CHECK(f.batch.last_fault().message().find("text ") == 0);
  }
  Fixture f;
  CHECK(f.parsed(nested(513)).kind == 255);
  CHECK(f.batch.last_fault().message() == "text: nesting deeper than 512");
}

TEST_CASE("raw text that no parser has seen is refused, not trusted") {
  Fixture f;
  for (const char* text : {"{\"a\":1", "{]", "[1}", "{\"a\"", "{\"a\":1}}", "x", "[1,", "{"}) {
    CAPTURE(text);
    sluice_value v{};
    v.kind = SLUICE_KIND_RAW;
    v.flags = *text == '{' ? SLUICE_VALUE_OBJECT : 0;
    v.as.text = f.in_arena(text);
    v.size = static_cast<uint32_t>(std::strlen(text));
    CHECK(f.json()->expand(f.abi(), &v) == SLUICE_E_DATA);
    CHECK(v.kind == SLUICE_KIND_RAW);
  }
}

TEST_CASE("two copies of a raw value expand to two independent trees") {
  Fixture f;
  REQUIRE(f.one(R"({"a":{"x":1,"y":2}})") == SLUICE_OK);
  sluice_member* a = f.find(f.record().root, "a");
  sluice_value copy = a->value;
  REQUIRE(sluice_members(f.abi(), &copy));
  copy.size = 1;
  CHECK(f.out() == "{\"a\":{\"x\":1,\"y\":2}}\n");
  CHECK(f.written(copy) == "{\"x\":1}");
}

TEST_CASE("an empty container is opened like any other") {
  Fixture f;
  REQUIRE(f.one(R"({"a":{},"b":[]})") == SLUICE_OK);
  CHECK(sluice_members(f.abi(), &f.record().root.as.members[0].value) != nullptr);
  CHECK(sluice_items(f.abi(), &f.record().root.as.members[1].value) != nullptr);
  Fixture empty;
  REQUIRE(empty.one("{}") == SLUICE_OK);
  CHECK(sluice_members(empty.abi(), &empty.record().root) != nullptr);
}

TEST_CASE("ten levels are opened one at a time") {
  Fixture f;
  std::string text = "7";
  for (int i = 0; i < 10; i++) text = "{\"k\":" + text + ",\"o\":[" + std::to_string(i) + "]}";
  REQUIRE(f.one(text) == SLUICE_OK);
  sluice_value* v = &f.record().root;
  for (int i = 0; i < 10; i++) {
    sluice_member* m = f.find(*v, "k");
    REQUIRE(m);
    v = &m->value;
  }
  CHECK(f.written(*v) == "7");
  CHECK(f.out() == text + "\n");
}
