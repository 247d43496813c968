// Values as bytes: what is equal gives the same, and nothing else does.
#include "sluice/expression/canonical.hpp"

#include <doctest/doctest.h>

#include "fixture.hpp"

using namespace sluice;
using namespace sluice::expression;

namespace {

struct Bytes final : Canonical::Sink {
  void put(std::string_view bytes) override { text += bytes; }
  std::string text;
};

// Values written in a row, or "! " and why not.
std::string bytes_of(std::initializer_list<std::string_view> values) {
  Fixture f;
  auto any = f.compile("@");
  Evaluator evaluator(any->program(), f.batch());
  Bytes bytes;
  Canonical canonical(evaluator, bytes);
  for (std::string_view value : values)
    if (!canonical.write(*f.value(value))) return "! " + f.failure_text(evaluator.failure());
  return bytes.text;
}

bool equal(std::string_view a, std::string_view b) { return bytes_of({a}) == bytes_of({b}); }

}  // namespace

TEST_CASE("numbers are equal by their decimal value") {
  for (const char* two : {"2", "2.0", "2e0", "20e-1", "0.2E+1", "2.000", "0.0002e4"}) {
    CAPTURE(two);
    CHECK(equal("2", two));
  }
  CHECK(equal("0", "-0.00e7"));
  CHECK(equal("100", "1e2"));
  CHECK(equal("9007199254740993", "9007199254740993.0"));
  CHECK(equal("1e400", "10e399"));
  CHECK(equal("100.10", "1001e-1"));
  for (const char* other : {"-2", "2.0000000000000000000001", "20", "0.2", "0", "\"2\"", "[2]"}) {
    CAPTURE(other);
    CHECK(!equal("2", other));
  }
  CHECK(!equal("9007199254740993", "9007199254740992"));
  CHECK(!equal("12", "1e2"));
}

TEST_CASE("numbers of any size are compared, and an absurd exponent is told") {
  const std::string digits(5000, '7');
  CHECK(equal(digits, digits + ".0"));
  CHECK(equal("1e99999999999999999", "10e99999999999999998"));
  CHECK(bytes_of({"1e999999999999999999"}) ==
        "! the number 1e999999999999999999 cannot be compared");
}

TEST_CASE("objects are equal whatever the order of their members, arrays are not") {
  CHECK(equal(R"({"a":1,"b":{"c":2,"d":3}})", R"({"b":{"d":3.0,"c":2},"a":1})"));
  CHECK(!equal(R"({"a":1,"b":2})", R"({"a":2,"b":1})"));
  CHECK(!equal(R"({"a":1})", R"({"a":1,"b":null})"));
  CHECK(equal("[1, 2]", "[1,2]"));
  CHECK(!equal("[1,2]", "[2,1]"));
}

TEST_CASE("strings are equal by what they say") {
  CHECK(equal(R"("\u00e9")", "\"\xC3\xA9\""));
  CHECK(equal(R"("a\/b")", R"("a/b")"));
  CHECK(equal(R"({"\u0061":1})", R"({"a":1})"));
  CHECK(!equal(R"("a")", R"("A")"));
  CHECK(bytes_of({R"("\ud800")"}).starts_with("! "));
}

TEST_CASE("kinds are told apart, and so is what is written in a row") {
  const char* const kinds[] = {"null", "false", "true", "0", "\"\"", "[]", "{}", "\"0\"", "\"z\""};
  for (const char* a : kinds)
    for (const char* b : kinds) CHECK((bytes_of({a}) == bytes_of({b})) == (a == b));
  CHECK(bytes_of({"\"a\"", "\"b\""}) != bytes_of({"\"ab\"", "\"\""}));
  CHECK(bytes_of({R"("a\u0000")", "\"b\""}) != bytes_of({"\"a\"", R"("\u0000b")"}));
  CHECK(bytes_of({"12", "3"}) != bytes_of({"1", "23"}));
  CHECK(bytes_of({"[1]", "2"}) != bytes_of({"[1,2]"}));
  CHECK(bytes_of({R"({"a":1})"}) != bytes_of({R"(["a",1])"}));
}

TEST_CASE("a value that is written stays as it was, and its memory is given back") {
  Fixture f;
  auto any = f.compile("@");
  Evaluator evaluator(any->program(), f.batch());
  Bytes bytes;
  sluice_value* value = f.value(R"({ "a": [1, 2], "b": "x" })");
  const char* const next = f.batch()->arena->next;
  REQUIRE(Canonical(evaluator, bytes).write(*value));
  CHECK(f.batch()->arena->next == next);
  CHECK(value->kind == SLUICE_KIND_RAW);
  CHECK(f.json(value) == R"({ "a": [1, 2], "b": "x" })");
}

TEST_CASE("a value whose parts are shared ends at a bound and not in the machine's time") {
  Fixture f;
  auto any = f.compile("@");
  Evaluator evaluator(any->program(), f.batch());
  Bytes bytes;
  struct Count final : Canonical::Sink {
    void put(std::string_view) override {}
  } sink;
  sluice_value* value = f.value("\"0123456789\"");
  for (int i = 0; i < 60; i++) {
    sluice_value* pair = evaluator.array(2);
    pair->as.items[0] = pair->as.items[1] = *value;
    value = pair;
  }
  CHECK(!Canonical(evaluator, sink).write(*value));
  CHECK(evaluator.failure().message() ==
        "the value is over 268435456 bytes when it is written out, too large to be compared");
}
