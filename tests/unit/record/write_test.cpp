// Writing: runs of untouched text, changed trees.
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
    f.find(m[2].value, "d")->value = f.text_value(SLUICE_KIND_NUMBER, 0, "33");
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
    m->value = f.text_value(SLUICE_KIND_NUMBER, 0, "7");
  CHECK(f.out() == R"({"a\"b":7,"brand":7,"c":2})"
                   "\n");
}

TEST_CASE("a name cut out of a string of the page does not break its line") {
  Fixture f;
  REQUIRE(f.one(R"({"a":"b\":","c":2})") == SLUICE_OK);
  sluice_member& m = f.record().root.as.members[0];
  m.key_size = 6;  // a":"b and a backslash, between a quote and `":`
  m.value = f.text_value(SLUICE_KIND_NUMBER, 0, "7");
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
  CHECK(f.written(f.text_value(SLUICE_KIND_STRING, 0, all)) ==
        "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\x7f caf\xC3\xA9 \xF0\x9F\x98\x80\\u0000.\"");
  for (size_t at = 0; at < 70; at++) {
    std::string text(70, 'x');
    text[at] = '\n';
    CHECK(f.written(f.text_value(SLUICE_KIND_STRING, 0, text)) ==
          "\"" + text.substr(0, at) + "\\n" + text.substr(at + 1) + "\"");
  }
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
