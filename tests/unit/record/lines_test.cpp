// NDJSON in: one record a line, a bad line fails alone.
#include <doctest/doctest.h>

#include "fixture.hpp"

using namespace sluice;
using namespace sluice::record;

TEST_CASE(
    "each line is a record, blank lines are skipped, CRLF and a missing last break are fine") {
  Fixture f;
  REQUIRE(f.lines("{\"a\":1}\r\n\n  \r\n[2]\n\t\n\"x\"") == SLUICE_OK);
  CHECK(f.abi()->count == 3);
  CHECK(f.out() == "{\"a\":1}\n[2]\n\"x\"\n");
  CHECK(view(f.record(0).source) == "{\"a\":1}");
  CHECK(view(f.record(2).source) == "\"x\"");
}

TEST_CASE("nothing but blanks is no record") {
  for (const char* text : {"", "\n", "\r\n\r\n", "   "}) {
    Fixture f;
    CHECK(f.lines(text) == SLUICE_OK);
    CHECK(f.abi()->count == 0);
  }
}

TEST_CASE("a bad line becomes a failed record that names its line and keeps its text") {
  Fixture f;
  REQUIRE(f.lines("{\"a\":1}\n\n{\"a\":\n{\"b\":2}\r\n{\"a\" 1}\r\n", 41) == SLUICE_OK);
  REQUIRE(f.abi()->count == 4);
  CHECK(f.record(1).state == SLUICE_RECORD_FAILED);
  CHECK(f.why(1) ==
        "line 43: it is truncated: it ends at byte 5 (line 1, column 6), expected a value");
  CHECK(view(f.record(1).source) == "{\"a\":");
  CHECK(f.why(3) ==
        "line 45: it is not JSON at byte 5 (line 1, column 6): found '1', expected ':'");
  CHECK(view(f.record(3).source) == "{\"a\" 1}");
  CHECK(f.out() == "{\"a\":1}\n{\"b\":2}\n");
}

TEST_CASE("a value may not go over the end of its line") {
  Fixture f;
  REQUIRE(f.lines("{\"a\":\n1}\n[\n]\n\"x\n\"\n") == SLUICE_OK);
  CHECK(f.abi()->count == 6);
  for (size_t i = 0; i < 6; i++) CHECK(f.record(i).state == SLUICE_RECORD_FAILED);
}

TEST_CASE("two values in a line are one bad line") {
  Fixture f;
  REQUIRE(f.lines("{} {}\n1,2\n{}\n") == SLUICE_OK);
  CHECK(f.record(0).state == SLUICE_RECORD_FAILED);
  CHECK(f.record(1).state == SLUICE_RECORD_FAILED);
  CHECK(f.out() == "{}\n");
}

TEST_CASE("a byte order mark on line 1 is refused clearly") {
  Fixture f;
  REQUIRE(f.lines("\xEF\xBB\xBF{\"a\":1}\n{\"b\":1}\n") == SLUICE_OK);
  CHECK(f.record(0).state == SLUICE_RECORD_FAILED);
  CHECK(f.why(0).find("line 1: ") == 0);
  CHECK(f.why(0).find("byte order mark") != std::string::npos);
  CHECK(f.out() == "{\"b\":1}\n");
}

TEST_CASE("a line that is not UTF-8 fails alone") {
  Fixture f;
  REQUIRE(f.lines("{\"a\":\"caf\xE9\"}\n{\"a\":\"caf\xC3\xA9\"}\n") == SLUICE_OK);
  CHECK(f.why(0) == "line 1: it is not UTF-8 at byte 9 (line 1, column 10)");
  CHECK(f.out() == "{\"a\":\"caf\xC3\xA9\"}\n");
}

TEST_CASE("a NUL in a line is an error of that line") {
  Fixture f;
  REQUIRE(f.lines(std::string_view("1\0002\n\0\n3\n", 8)) == SLUICE_OK);
  CHECK(f.abi()->count == 3);
  CHECK(f.why(0).find("found byte 0x00") != std::string::npos);
  CHECK(f.out() == "3\n");
}

TEST_CASE("limits and duplicate keys fail a line alone") {
  Limits limits;
  limits.record_bytes = 20;
  limits.depth = 3;
  Fixture f(limits);
  REQUIRE(f.lines("\"0123456789012345678901234\"\n{\"k\":1,\"k\":2}\n[[[[]]]]\n[[[]]]\n") ==
          SLUICE_OK);
  CHECK(f.why(0) == "line 1: it is 27 bytes, over the limit of 20 bytes");
  CHECK(f.why(1) == "line 2: it: duplicate key \"k\"");
  CHECK(f.why(2) == "line 3: it: nesting deeper than 3");
  CHECK(f.out() == "[[[]]]\n");
}

TEST_CASE("parsing lines leaves the page's bytes as they came") {
  const std::string text = "{\"a\":1}\r\n{\"b\":\n\n[]";
  Fixture f;
  REQUIRE(f.lines(text) == SLUICE_OK);
  CHECK(view(f.abi()->text) == text);
}

TEST_CASE("many open brackets on many lines take no more than linear time") {
  std::string text;
  for (int i = 0; i < 200000; i++) text += "[\n";
  Fixture f;
  REQUIRE(f.lines(text) == SLUICE_OK);  // quadratic would be 4e10 steps: the test's time limit
  CHECK(f.abi()->count == 200000);
}
