#include "cast.hpp"

#include "unit/transformers/harness.hpp"

using sluice::Harness;
using sluice::core::Cast;

namespace {

// One value cast, as JSON.
std::string cast(std::string_view kind, std::string_view value,
                 std::string_view on_error = "fail") {
  Harness<Cast> h(R"({"fields":{"a":")" + std::string(kind) + R"("},"on_error":")" +
                  std::string(on_error) + "\"}");
  std::string result = h.change("{\"a\":" + std::string(value) + "}");
  return result.substr(0, 5) == "{\"a\":" ? result.substr(5, result.size() - 6) : result;
}

}  // namespace

TEST_CASE("numbers come from numbers and strings that hold one") {
  CHECK(cast("number", "1.50") == "1.50");
  CHECK(cast("number", "\"19.90\"") == "19.90");
  CHECK(cast("number", "\" 1e400 \"") == "1e400");
  CHECK(cast("number", "\"007\"").find("failed: cannot cast 'a' to number: its string '007'") == 0);
  CHECK(cast("number", "\"\"").find("failed: ") == 0);
  CHECK(cast("number", "true").find("failed: ") == 0);
  CHECK(cast("number", "[1]") == "failed: cannot cast 'a' to number: its array has no such form");
}

TEST_CASE("integers have no fraction, however they are spelled") {
  CHECK(cast("integer", "\"9007199254740993\"") == "9007199254740993");
  CHECK(cast("integer", "3.00") == "3");
  CHECK(cast("integer", "1.2e3") == "1200");
  CHECK(cast("integer", "3.5").find("failed: ") == 0);
}

TEST_CASE("strings are made of scalars") {
  CHECK(cast("string", "1.50") == "\"1.50\"");
  CHECK(cast("string", "true") == "\"true\"");
  CHECK(cast("string", "\"x\\n\"") == "\"x\\n\"");
  CHECK(cast("string", "{}").find("failed: ") == 0);
}

TEST_CASE("booleans know true, false, 1 and 0") {
  CHECK(cast("boolean", "\"true\"") == "true");
  CHECK(cast("boolean", "\"False\"") == "false");
  CHECK(cast("boolean", "1") == "true");
  CHECK(cast("boolean", "\"0\"") == "false");
  CHECK(cast("boolean", "false") == "false");
  CHECK(cast("boolean", "2").find("failed: ") == 0);
  CHECK(cast("boolean", "\"yes\"").find("failed: ") == 0);
}

TEST_CASE("decimals have the given digits, rounded half-even") {
  CHECK(cast("decimal(2)", "19.9") == "19.90");
  CHECK(cast("decimal(2)", "\"1.005\"") == "1.00");
  CHECK(cast("decimal(2)", "1.015") == "1.02");
  CHECK(cast("decimal(2)", "-1.005") == "-1.00");
  CHECK(cast("decimal(2)", "-1.015") == "-1.02");
  CHECK(cast("decimal(2)", "-0.001") == "0.00");
  CHECK(cast("decimal(2)", "0.05") == "0.05");
  CHECK(cast("decimal(2)", "-0.05") == "-0.05");
  CHECK(cast("decimal(0)", "2.5") == "2");
  CHECK(cast("decimal(0)", "3.5") == "4");
  CHECK(cast("decimal(3)", "1e20") == "100000000000000000000.000");
  CHECK(cast("decimal(2)", "1e400").find("failed: ") == 0);
  CHECK(cast("decimal(2)", "1e999999999").find("failed: ") == 0);
}

TEST_CASE("null and absent members stay as they are") {
  CHECK(cast("number", "null") == "null");
  Harness<Cast> h(R"({"fields":{"a.b":"number"}})");
  CHECK(h.change(R"({"c":1})") == R"({"c":1})");
  CHECK(h.change(R"({"a":"x"})") == R"({"a":"x"})");
}

TEST_CASE("what has no such form becomes null or stays, if that is wanted") {
  CHECK(cast("number", "\"x\"", "null") == "null");
  CHECK(cast("number", "\"x\"", "keep") == "\"x\"");
  CHECK(cast("number", "\"\\ud800\"", "null") == "null");
}

TEST_CASE("several fields at any depth are cast") {
  Harness<Cast> h(R"({"fields":{"a.b":"string","c":"boolean"}})");
  CHECK(h.change(R"({"a":{"b":1.85},"c":1})") == R"({"a":{"b":"1.85"},"c":true})");
}

TEST_CASE("an unknown kind is refused") {
  auto refusal = [](const std::string& kind) {
    return Harness<Cast>::refusal("{\"fields\":{\"a\":\"" + kind + "\"}}");
  };
  CHECK(refusal("float").find("/fields/a: 'float' is none of") == 0);
  CHECK(refusal("decimal(99)").find("/fields/a: ") == 0);
  CHECK(refusal("decimal(2").find("/fields/a: ") == 0);
  CHECK(refusal("").find("/fields/a: ") == 0);
  CHECK(Harness<Cast>::refusal("{\"fields\":{}}") == "/fields: core.cast needs at least one field");
}
