// Pages: envelope, path, limits, and what is said about bad ones.
#include <doctest/doctest.h>

#include "fixture.hpp"
#include "record/page_pool.hpp"

using namespace sluice;
using namespace sluice::record;

TEST_CASE("records come from the member at the path, the rest is the envelope") {
  Fixture f;
  REQUIRE(
      f.page(R"({"version":{"min":1,"max":9007199254740993},"data":[{"id":1},{"id":2}],"n":2})") ==
      SLUICE_OK);
  CHECK(f.abi()->count == 2);
  CHECK(f.out() == "{\"id\":1}\n{\"id\":2}\n");
  CHECK(f.written(f.envelope) == R"({"version":{"min":1,"max":9007199254740993},"n":2})");
  sluice_member* version = f.find(f.envelope, "version");
  REQUIRE(version);
  sluice_member* max = f.find(version->value, "max");
  REQUIRE(max);
  CHECK(f.written(max->value) == "9007199254740993");
}

TEST_CASE("a dot path goes into objects") {
  Fixture f;
  REQUIRE(f.page(R"({"a":1,"payload":{"x":[],"data":[7],"cursor":"c"},"b":{}})", "payload.data") ==
          SLUICE_OK);
  CHECK(f.out() == "7\n");
  CHECK(f.written(f.envelope) == R"({"a":1,"payload":{"x":[],"cursor":"c"},"b":{}})");
}

TEST_CASE("with an empty path the document is the array and the envelope is null") {
  Fixture f;
  REQUIRE(f.page("[{\"a\":1},[2],\"s\",null]", "") == SLUICE_OK);
  CHECK(f.envelope.kind == SLUICE_KIND_NULL);
  CHECK(f.out() == "{\"a\":1}\n[2]\n\"s\"\nnull\n");
}

TEST_CASE("an empty array is a page without records") {
  Fixture f;
  CHECK(f.page(R"({"data":[],"version":{}})") == SLUICE_OK);
  CHECK(f.abi()->count == 0);
  CHECK(f.out() == "");
}

TEST_CASE("a page whose path leads nowhere is refused and told why") {
  const auto told = [](std::string_view text, std::string_view path, std::string_view what) {
    Fixture f;
    CAPTURE(text);
    CHECK(f.page(text, path) == SLUICE_E_DATA);
    CHECK_MESSAGE(f.message().find(what) != std::string::npos, f.message());
  };
  told(R"({"items":[1]})", "data", "page has no member \"data\"");
  told(R"({"data":null})", "data", "page has no array of records at \"data\"");
  told(R"({"data":{"x":[]}})", "data", "page has no array of records at \"data\"");
  told(R"({"a":[1]})", "a.b", "page has no object at \"a\"");
  told(R"({"a":{}})", "a.b", "page has no member \"a.b\"");
  told(R"([1])", "data", "page is not an object");
  told(R"({"data":[]})", "", "page is not an array of records");
  told(R"({"data":[1],"data":[2]})", "data", "page has two members \"data\"");
  told(R"({"data":[1],"v":1,"v":2})", "data", "duplicate key \"v\"");
}

TEST_CASE("a path with an empty step is an invalid argument") {
  for (const char* path : {".", "a.", ".a", "a..b"}) {
    Fixture f;
    CHECK(f.page("{}", path) == SLUICE_E_INVALID);
  }
}

TEST_CASE("a bad page is told with byte, line, column, what was found and what was expected") {
  const auto told = [](std::string_view text, std::string_view what) {
    Fixture f;
    CHECK(f.page(text) == SLUICE_E_DATA);
    CHECK(f.message() == what);
    CHECK(f.abi()->fault == SLUICE_E_DATA);
    CHECK(f.batch.last_fault().message() == what);
  };
  told("<!DOCTYPE html>",
       "page is not JSON at byte 0 (line 1, column 1): found '<', an HTML page?");
  told("\n\n  <html>", "page is not JSON at byte 4 (line 3, column 3): found '<', an HTML page?");
  told("{\"data\":\n [1;2]}",
       "page is not JSON at byte 12 (line 2, column 4): found ';', expected ',' or ']'");
  told("{\"data\":[\"\xC3\xA9\" 1]}",
       "page is not JSON at byte 14 (line 1, column 14): found '1', expected ',' or ']'");
  told("{\"data\":[{\"a\":1}",
       "page is truncated: it ends at byte 16 (line 1, column 17), expected ',' or ']'");
  told("", "page is empty, expected JSON");
  told(" \n ", "page is empty, expected JSON");
  told("{\"data\":[\"a\x01\"]}",
       "page is not JSON at byte 11 (line 1, column 12): found byte 0x01, expected a string "
       "without raw control bytes, in record 1");
  told("{\"data\":[{\"a\":1},{\"b\":2,}]}",
       "page is not JSON at byte 24 (line 1, column 25): found '}', expected a member's name in "
       "quotes, in record 2");
  told("\xEF\xBB\xBF{\"data\":[]}",
       "page is not JSON at byte 0 (line 1, column 1): found a UTF-8 byte order mark; send the "
       "text without one");
  told("{\"data\":[\"ab\"],\"v\":\"\xFF\"}", "page is not UTF-8 at byte 20 (line 1, column 21)");
  told("{\"\xFF\":1,\"data\":[\"ab\"]}", "page is not UTF-8 at byte 2 (line 1, column 3)");
  told("{\"data\":[]} x",
       "page is not JSON at byte 12 (line 1, column 13): found 'x', expected the end");
}

TEST_CASE("a record that is not UTF-8 fails alone, and the page goes on") {
  Fixture f;
  REQUIRE(f.page("{\"v\":7,\"data\":[{\"a\":1},{\"a\":\"x\xFF\"},{\"\xC3\":[2]},{\"b\":"
                 "\"\xC3\xA9\"}],\"w\":8}") == SLUICE_OK);
  CHECK(f.written(f.envelope) == "{\"v\":7,\"w\":8}");
  REQUIRE(f.abi()->count == 4);
  CHECK(f.why(1) == "record 2 of the page, at byte 23 is not UTF-8 at byte 7 (line 1, column 8)");
  CHECK(f.why(2) == "record 3 of the page, at byte 34 is not UTF-8 at byte 2 (line 1, column 3)");
  CHECK(view(f.batch.source_of_origin(1)) == "{\"a\":\"x\xFF\"}");
  CHECK(f.out() == "{\"a\":1}\n{\"b\":\"\xC3\xA9\"}\n");
}

TEST_CASE("what a cursor may be read from is there in a record that is not UTF-8") {
  Fixture f;
  REQUIRE(f.page("[{\"id\":12,\"a\":\"\xFF\"}]", "") == SLUICE_OK);
  CHECK(f.record().state == SLUICE_RECORD_FAILED);
  CHECK(f.written(f.find(f.record().root, "id")->value) == "12");
}

TEST_CASE("faults of one record are its own: depth, duplicates, a name that is no text") {
  const std::string page = "[" + nested(513) + R"(,{"a":1,"a":2},{"\ud800":1},{"ok":)" +
                           std::string(100'000, '9') + "}]";
  Fixture f;
  REQUIRE(f.page(page, "") == SLUICE_OK);
  REQUIRE(f.abi()->count == 4);
  for (size_t i = 0; i < 3; i++) CHECK(f.record(i).state == SLUICE_RECORD_FAILED);
  CHECK(f.out() == "{\"ok\":" + std::string(100'000, '9') + "}\n");
}

TEST_CASE("an HTML page in another encoding is told as HTML, not as bad UTF-8") {
  Fixture f;
  CHECK(f.page("<html>caf\xE9</html>") == SLUICE_E_DATA);
  CHECK(f.message().find("an HTML page?") != std::string::npos);
}

TEST_CASE("a record over the size limit fails alone, with its size and the limit") {
  Limits limits;
  limits.record_bytes = 100;
  Fixture f(limits);
  const std::string big = "{\"a\":\"" + std::string(200, 'x') + "\"}";
  REQUIRE(f.page("[{\"b\":1}," + big + ",{\"c\":2}]", "") == SLUICE_OK);
  CHECK(f.record(1).state == SLUICE_RECORD_FAILED);
  CHECK(f.batch.error_of(1)->code == SLUICE_E_DATA);
  CHECK(f.why(1) == "record 2 of the page, at byte 9 is 208 bytes, over the limit of 100 bytes");
  CHECK(view(f.batch.source_of_origin(1)) == big);
  CHECK(f.out() == "{\"b\":1}\n{\"c\":2}\n");
}

TEST_CASE("a page over the limit is refused, reserved or adopted") {
  Limits limits;
  limits.page_bytes = 10;
  Fixture f(limits);
  CHECK(f.json()->reserve_page(f.abi(), 11) == nullptr);
  CHECK(f.abi()->fault == SLUICE_E_NO_MEMORY);
  PageBuffer page(1000);
  REQUIRE(page.append("[1,2,3,4,5,6]", 13));
  f.batch.adopt_page(std::move(page));
  CHECK(f.json()->parse_page(f.abi(), 13, {nullptr, 0}, &f.envelope, &f.error) == SLUICE_E_DATA);
  CHECK(f.message() == "page is 13 bytes, over the limit of 10 bytes");
}

TEST_CASE("more than was reserved cannot be parsed") {
  Fixture f;
  REQUIRE(f.json()->reserve_page(f.abi(), 4));
  CHECK(f.json()->parse_page(f.abi(), 5, {nullptr, 0}, &f.envelope, &f.error) == SLUICE_E_INVALID);
}

TEST_CASE("an adopted page is not copied and every text lies in it") {
  Fixture f;
  PageBuffer page;
  REQUIRE(page.append("[{\"id\":1}]", 10));
  const char* body = page.data();
  f.batch.adopt_page(std::move(page));
  REQUIRE(f.json()->parse_page(f.abi(), 10, {nullptr, 0}, &f.envelope, nullptr) == SLUICE_OK);
  CHECK(f.abi()->text.data == body);
  CHECK(f.record().source.data == body + 1);
  CHECK(f.record().root.as.members[0].key == body + 3);
  for (size_t i = 0; i < 64; i++) CHECK(f.abi()->text.data[10 + i] == 0);
}

TEST_CASE("the page stays where it is while records lie in it") {
  Fixture f;
  REQUIRE(f.one("1") == SLUICE_OK);
  CHECK(f.json()->reserve_page(f.abi(), 100) == nullptr);
  CHECK(f.json()->parse_page(f.abi(), 3, {nullptr, 0}, nullptr, &f.error) == SLUICE_E_INVALID);
  CHECK(f.abi()->count == 1);
}

TEST_CASE("a failed page can be read again with another path") {
  Fixture f;
  CHECK(f.page(R"({"errors":[1]})") == SLUICE_E_DATA);
  CHECK(f.json()->parse_page(f.abi(), 14, slice("errors"), nullptr, &f.error) == SLUICE_OK);
  CHECK(f.out() == "1\n");
}

TEST_CASE("a buffer grows to its limit and not beyond") {
  PageBuffer page(10);
  CHECK(page.append("12345", 5));
  CHECK(page.append("67890", 5));
  CHECK_FALSE(page.append("1", 1));
  CHECK_FALSE(page.append("1", SIZE_MAX));
  CHECK(page.size() == 10);
  CHECK(page.seal());
  CHECK(std::string(page.data()) == "1234567890");
}

TEST_CASE("a moved buffer is empty") {
  PageBuffer a(100);
  REQUIRE(a.append("x", 1));
  PageBuffer b = std::move(a);
  CHECK(b.size() == 1);
  CHECK(a.size() == 0);
  CHECK(a.data() == nullptr);
  a = std::move(b);
  CHECK(a.size() == 1);
}

TEST_CASE("a pool gives back what a batch released, bounded in number and size") {
  PagePool pool(1, 1000);
  const char* address = nullptr;
  {
    Batch batch({}, &pool);
    address = batch.abi()->json->reserve_page(batch.abi(), 500);
    REQUIRE(address);
  }
  CHECK(pool.count() == 1);
  PageBuffer again = pool.take(600);
  CHECK(again.data() == address);
  CHECK(again.size() == 0);
  CHECK(again.limit() == 600);
  PageBuffer big(5000);
  REQUIRE(big.reserve(2000));
  pool.put(std::move(big));
  CHECK(pool.count() == 0);
  PageBuffer other(600);
  REQUIRE(other.reserve(10));
  pool.put(std::move(again));
  pool.put(std::move(other));
  CHECK(pool.count() == 1);
}
