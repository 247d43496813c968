#include "cast.hpp"

#include "unit/transformers/harness.hpp"

using sluice::Harness;
using sluice::core::Cast;

namespace {

// One value cast, as JSON.
std::string cast(std::string_view kind, std::string_view value,
                 std::string_view bad_value = "fail") {
  Harness<Cast> h(R"({"fields":{"a":")" + std::string(kind) + R"("},"bad_value":")" +
                  std::string(bad_value) + "\"}");
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
  CHECK(cast("number", "[1]") ==
        "failed: cannot cast 'a' to number: its array has no such form (record 1 of its batch)");
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
  for (const char* one : {"1.0", "1.00", "10e-1"})
    CHECK_MESSAGE(cast("boolean", one) == "true", one);
  for (const char* zero : {"0.0", "-0", "0e5"})
    CHECK_MESSAGE(cast("boolean", zero) == "false", zero);
  CHECK(cast("boolean", "1.5").find("failed: ") == 0);
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

TEST_CASE("a time as text becomes seconds or milliseconds since 1970, exactly") {
  CHECK(cast("epoch_s", "\"2026-07-15T15:00:00Z\"") == "1784127600");
  CHECK(cast("epoch_s", "\"2026-07-15T17:00:00+02:00\"") == "1784127600");
  CHECK(cast("epoch_s", "\"2026-07-15 09:30:00.250-05:30\"") == "1784127600.25");
  CHECK(cast("epoch_ms", "\"2026-07-15t15:00:00.250z\"") == "1784127600250");
  CHECK(cast("epoch_ms", "\"2026-07-15T15:00:00.000123Z\"") == "1784127600000.123");
  CHECK(cast("epoch_s", "\"1969-12-31T23:59:59.5Z\"") == "-0.5");
  CHECK(cast("epoch_s", "\"2016-12-31T23:59:60Z\"") == "1483228800");
  CHECK(cast("epoch_s", "\"1990-12-31T15:59:60-08:00\"") == "662688000");
  CHECK(cast("epoch_s", "\"2017-01-01T05:29:60.5+05:30\"") == "1483228800.5");
  CHECK(cast("epoch_s", "\"2024-02-29T00:00:00Z\"") == "1709164800");
  CHECK(cast("epoch_s", "1784127600") == "1784127600");
  CHECK(cast("epoch_ms", "\"1784127600250\"") == "1784127600250");
  CHECK(cast("epoch_s", "null") == "null");
}

TEST_CASE("a count of seconds or milliseconds becomes a time in UTC, exactly") {
  CHECK(cast("utc_of_s", "1784127600") == "\"2026-07-15T15:00:00Z\"");
  CHECK(cast("utc_of_ms", "1784127600250") == "\"2026-07-15T15:00:00.25Z\"");
  CHECK(cast("utc_of_s", "\"1784127600.000001\"") == "\"2026-07-15T15:00:00.000001Z\"");
  CHECK(cast("utc_of_ms", "-1") == "\"1969-12-31T23:59:59.999Z\"");
  CHECK(cast("utc_of_s", "0") == "\"1970-01-01T00:00:00Z\"");
  CHECK(cast("utc_of_s", "-62167219200") == "\"0000-01-01T00:00:00Z\"");
  CHECK(cast("utc_of_s", "253402300799.9") == "\"9999-12-31T23:59:59.9Z\"");
  CHECK(cast("utc_of_s", "\"2026-07-15T17:00:00.5+02:00\"") == "\"2026-07-15T15:00:00.5Z\"");
}

TEST_CASE("what is no time parks its record") {
  for (const char* text : {"2026-07-15",
                           "2026-07-15T15:00:00",
                           "2026-02-29T00:00:00Z",
                           "2026-13-01T00:00:00Z",
                           "2026-00-01T00:00:00Z",
                           "2026-04-31T00:00:00Z",
                           "2026-07-15T24:00:00Z",
                           "2026-07-15T15:60:00Z",
                           "2026-07-15T15:00:61Z",
                           "2026-07-15T15:00Z",
                           "2026-07-15T15:00:00.Z",
                           "2026-07-15T15:00:00+2:00",
                           "2026-07-15T15:00:00+0200",
                           "2018-06-15T12:30:60Z",
                           "2018-06-01T12:30:60Z",
                           "2018-06-15T23:59:60Z",
                           "2016-12-31T23:58:60Z",
                           "2016-12-31T23:59:60+01:00",
                           "2016-12-30T23:59:60Z",
                           "2026-07-15T15:00:00Zx",
                           "26-07-15T15:00:00Z",
                           "now",
                           ""}) {
    CAPTURE(text);
    const std::string value = "\"" + std::string(text) + "\"";
    CHECK(cast("epoch_s", value).find("failed: cannot cast 'a' to epoch_s") == 0);
    CHECK(cast("utc_of_ms", value).find("failed: ") == 0);
  }
  CHECK(cast("utc_of_s", "253402300800").find("failed: ") == 0);
  CHECK(cast("utc_of_s", "1e400").find("failed: ") == 0);
  CHECK(cast("utc_of_s", "1e-400").find("failed: ") == 0);
  CHECK(cast("epoch_s", "true").find("failed: ") == 0);
  CHECK(cast("epoch_s", "\"now\"", "null") == "null");
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

TEST_CASE("a date without its hyphens is no count of seconds") {
  for (const char* value : {"\"20260715\"", "20260715", "\"20260715150000\"", "20260715150000"}) {
    CAPTURE(value);
    for (const char* kind : {"utc_of_s", "utc_of_ms", "epoch_s", "epoch_ms"})
      CHECK(cast(kind, value).find("failed: cannot cast 'a' to ") == 0);
    CHECK(cast("utc_of_s", value, "keep") == value);
  }
  CHECK(cast("utc_of_s", "20261315") == "\"1970-08-23T12:08:35Z\"");
  CHECK(cast("epoch_s", "2026071") == "2026071");
  for (const char* count : {"20260700", "20260732", "20260015", "17991231", "30000101",
                            "20260715240000", "20260715156000", "20260715150061", "202607151500",
                            "-20260715", "20260715.5", "2.0260715e7"})
    CHECK_MESSAGE(cast("epoch_s", count).find("failed") == std::string::npos, count);
  CHECK(cast("epoch_s", "18000101").find("failed") == 0);
  CHECK(cast("epoch_s", "29991231235960").find("failed") == 0);
  CHECK(cast("epoch_s", "1784127600") == "1784127600");
  CHECK(cast("epoch_ms", "17841276002500") == "17841276002500");
}

TEST_CASE("a path through an array casts the member of each item") {
  Harness<Cast> h(R"({"fields":{"lines.price":"number","orders[].lines[*].qty":"integer"}})");
  CHECK(h.change(R"({"lines":[{"price":"1.50"},{"price":"2"},{"sku":"x"},5]})") ==
        R"({"lines":[{"price":1.50},{"price":2},{"sku":"x"},5]})");
  CHECK(h.change(R"([{"lines":[{"price":"1"}]}])") == R"([{"lines":[{"price":1}]}])");
  CHECK(h.change(R"({"lines":{"price":"1"}})") == R"({"lines":{"price":1}})");
  CHECK(h.change(R"({"lines":[[{"price":"1"}],[]]})") == R"({"lines":[[{"price":1}],[]]})");
  CHECK(h.change(R"({"orders":[{"lines":[{"qty":"1"}]},{"lines":[]},{"lines":[{"qty":"2"}]}]})") ==
        R"({"orders":[{"lines":[{"qty":1}]},{"lines":[]},{"lines":[{"qty":2}]}]})");
}

TEST_CASE("a cast that fails names field, value, item and record") {
  Harness<Cast> h(R"({"fields":{"orders.lines.qty":"integer"}})");
  CHECK(
      h.change(R"({"id":7,"orders":[{"lines":[]},{"lines":[{"qty":1},{"qty":"x"}]}]})") ==
      "failed: cannot cast 'orders.lines.qty' to integer: its string 'x' has no such form, at item "
      "[1][1] (record id=7)");
  CHECK(h.change(R"({"id":8,"orders":[{"lines":[{"qty":"y"}]}]})")
            .find("at item [0][0] (record id=8)") != std::string::npos);
  Harness<Cast> null(R"({"fields":{"lines.qty":"integer"},"bad_value":"null"})");
  CHECK(null.change(R"({"lines":[{"qty":"x"},{"qty":"2"}]})") ==
        R"({"lines":[{"qty":null},{"qty":2}]})");
}

TEST_CASE("all bad fields are told at once") {
  const auto host =
      Harness<Cast>::asked(R"({"fields":{"a..b":"number","c":"float","d":"string"}})");
  REQUIRE(host->problems.size() == 2);
  CHECK(host->problems[0].find("/fields/a..b: column 3:") == 0);
  CHECK(host->problems[1].find("/fields/c: 'float' is none of") == 0);
}
