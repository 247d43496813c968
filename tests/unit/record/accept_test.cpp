// What a page may hold: the acceptance table of the record model, row by row.
#include <doctest/doctest.h>

#include "fixture.hpp"

using namespace sluice;
using namespace sluice::record;

namespace {

// The value as the record itself, as a member, as an item, and one level further down, where
// another part of the parser decides it.
bool accepted(std::string_view value) {
  const std::string v(value);
  bool all = true, any = false;
  for (const std::string& record :
       {v, "{\"a\":" + v + "}", "{\"a\":[" + v + "]}", "{\"a\":{\"b\":" + v + "}}",
        "{\"a\":[[{\"b\":" + v + "}]],\"c\":1}"}) {
    Fixture f;
    const bool good = f.one(record) == SLUICE_OK && f.record().state == SLUICE_RECORD_LIVE;
    all &= good;
    any |= good;
    if (good) CHECK(f.out() == record + "\n");
  }
  CHECK_MESSAGE(all == any, "decided differently by level: ", v);
  return all;
}

void check_all(bool expected, std::initializer_list<std::string_view> values) {
  for (const std::string_view v : values) {
    CAPTURE(v);
    CHECK(accepted(v) == expected);
  }
}

}  // namespace

TEST_CASE("every kind of good value is accepted and leaves as it came") {
  check_all(true, {"null",
                   "true",
                   "false",
                   "0",
                   "-0",
                   "1.0",
                   "1E5",
                   "1e-07",
                   "19.90",
                   "\"\"",
                   "\"a\"",
                   "[]",
                   "{}",
                   "[1,2]",
                   "{\"x\":null}",
                   "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
                   "\"\\u00e9\"",
                   "\"caf\xC3\xA9\"",
                   "\"\xF0\x9F\x98\x80\"",
                   "\"\x7f\""});
}

TEST_CASE("legal JSON that other parsers refuse is accepted") {
  check_all(true, {"\"\\ud800\"", "\"\\udc00\\ud800\"", "1e400", "-1e-400",
                   "123456789012345678901234567890", "0.1234567890123456789012345678901234567890"});
}

TEST_CASE("a control byte in a string is refused") {
  check_all(false, {"\"a\x01\"", "\"a\nb\"", "\"\t\"", "\"abcdefghijklmnopqrstu\x1f\""});
  CHECK_FALSE(accepted(std::string_view("\"a\0b\"", 5)));
}

TEST_CASE("a bad escape is refused") {
  check_all(false, {"\"\\x\"", "\"\\u12G4\"", "\"\\u123\"", "\"\\U0041\"", "\"\\\"", "\"\\'\""});
}

TEST_CASE("text that is not UTF-8 is refused") {
  check_all(false, {"\"\xFF\"", "\"\xC3\"", "\"\xC0\x80\"", "\"\xE0\x80\x80\"", "\"\xED\xA0\x80\"",
                    "\"\xF4\x90\x80\x80\"", "\"\x80\"", "\"0123456789abcdef\xE2\x82\""});
}

TEST_CASE("a bad number is refused") {
  check_all(false, {"01", "-01", "1.", "-", "1e", "1e+", "1x", "1/*c*/", ".5", "+1", "NaN",
                    "Infinity", "-Infinity", "0x10", "1.e5", "--1", "1.2.3", "1_000"});
}

TEST_CASE("a bad literal is refused") {
  check_all(false, {"tru", "truex", "True", "nul", "nulll", "falsy", "undefined", "TRUE"});
}

TEST_CASE("broken structure is refused") {
  check_all(false, {"[1}",
                    "{\"a\":1]",
                    "[1 2]",
                    "[1,]",
                    "[,1]",
                    "[1,,2]",
                    "{\"a\" 1}",
                    "{\"a\"}",
                    "{1:2}",
                    "{\"a\":1,}",
                    "{,}",
                    "{a:1}",
                    "{'a':1}",
                    "{\"a\":}",
                    "{\"a\":1 \"b\":2}",
                    "{\"a\":1,,\"b\":2}",
                    "[",
                    "{",
                    "]",
                    "[1",
                    "{\"a\":1",
                    "\"a",
                    "[[1]",
                    "{\"a\":{}",
                    "[1,2",
                    "//c\n1",
                    "1;"});
}

TEST_CASE("a control byte between tokens is refused, for white space is exactly four bytes") {
  check_all(false, {"true\x01", "\x01true", "[1\x0b]", "[\x0c]", "{\"a\"\x01:1}", "1\x08"});
  Fixture f;
  CHECK(f.one(" \t\r\n1 \t\r\n") == SLUICE_OK);
  CHECK(f.out() == "1\n");
}

TEST_CASE("nesting up to the limit is accepted, one level more fails the record alone") {
  Fixture f;
  REQUIRE(f.page("[1," + nested(512) + "," + nested(513) + "," + nested(100000) + ",{\"a\":2}]",
                 "") == SLUICE_OK);
  REQUIRE(f.abi()->count == 5);
  CHECK(f.record(1).state == SLUICE_RECORD_LIVE);
  for (const size_t deep : {size_t{2}, size_t{3}}) {
    CHECK(f.record(deep).state == SLUICE_RECORD_FAILED);
    CHECK(f.why(deep).find("nesting deeper than 512") != std::string::npos);
  }
  CHECK(f.out() == "1\n" + nested(512) + "\n{\"a\":2}\n");
}

TEST_CASE("a page cut off at any byte is refused") {
  const std::string text =
      R"({"data":[{"id":"a\u0041","n":-1.5e+3,"x":{"y":[true,{"z":null}]}},2,[]],"v":{"max":12}})";
  for (size_t size = 0; size < text.size(); size++) {
    CAPTURE(size);
    Fixture f;
    CHECK(f.page(text.substr(0, size)) == SLUICE_E_DATA);
    CHECK(f.abi()->count == 0);
    CHECK(f.message() != "");
  }
  Fixture f;
  CHECK(f.page(text) == SLUICE_OK);
}

TEST_CASE("text behind the document is refused") {
  for (const char* behind : {"x", "{}", "[]", ",", "]", "}", "\x01", "\xEF\xBB\xBF"}) {
    CAPTURE(behind);
    Fixture f;
    CHECK(f.page(std::string(R"({"data":[1]})") + behind) == SLUICE_E_DATA);
    CHECK(f.page(std::string("[1] ") + behind, "") == SLUICE_E_DATA);
  }
  Fixture f;
  CHECK(f.page("{\"data\":[1]} \r\n\t") == SLUICE_OK);
}
