// core.fail, core.log, core.sample and core.throttle.
#include "fail.hpp"
#include "log.hpp"
#include "sample.hpp"
#include "throttle.hpp"
#include "unit/transformers/harness.hpp"

using sluice::Harness;
using sluice::core::Fail;
using sluice::core::Log;
using sluice::core::Sample;
using sluice::core::Throttle;

namespace {

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("fail fails each record with the message and the value behind it") {
  Harness<Fail> h(R"({"message":"no price: {{price}}"})");
  REQUIRE(
      h.run({R"({"id":1,"price":"ask"})", R"({"id":2})", R"({"id":3,"price":{"a":[1]}})"}).ok());
  CHECK(h.result(0) == "failed: no price: ask (record id=1)");
  CHECK(h.result(1) == "failed: no price:  (record id=2)");
  CHECK(h.result(2) == R"(failed: no price: {"a":[1]} (record id=3))");
  CHECK(Harness<Fail>(R"({"message":"no"})").change("[]") == "failed: no (record 1 of its batch)");
}

TEST_CASE("fail tells why its own expression failed") {
  CHECK(Harness<Fail>(R"({"message":"no {{a - b}}"})").change("{}").find("'-' takes numbers") !=
        std::string::npos);
  CHECK(Harness<Fail>::refusal(R"({"message":"no {{a -"})").find("/message: column ") == 0);
}

TEST_CASE("a long value is cut between characters, and control characters are shown") {
  std::string value;
  for (int i = 0; i < 1000; i++) value += "ü";
  const std::string result =
      Harness<Fail>(R"({"message":"no: {{v}}"})").change(R"({"id":1,"v":")" + value + "\"}");
  CHECK(result.size() < 1100);
  CHECK(result.find("…") != std::string::npos);
  CHECK(Harness<Fail>(R"({"message":"no: {{v}}"})").change(R"({"id":1,"v":"a\nb"})") ==
        "failed: no: a\\nb (record id=1)");
}

TEST_CASE("log writes a line for each live record, and they pass unchanged") {
  Harness<Log> h(R"({"message":"seen {{ {n: n} }}","level":"warning"})");
  REQUIRE(h.run({R"({"n":1})", R"({"n":null})"}).ok());
  CHECK(h.host().lines == Lines{R"(2 seen {"n":1})", R"(2 seen {"n":null})"});
  CHECK(h.live() == Lines{R"({"n":1})", R"({"n":null})"});
}

TEST_CASE("log without settings writes the whole record") {
  Harness<Log> h("{}");
  REQUIRE(h.run({R"({"é":[1, 2]})", "5"}).ok());
  CHECK(h.host().lines == Lines{R"(1 {"é":[1, 2]})", "1 5"});
}

TEST_CASE("log with a message alone writes no record") {
  Harness<Log> h(R"({"message":"seen"})");
  REQUIRE(h.run({R"({"secret":1})"}).ok());
  CHECK(h.host().lines == Lines{"1 seen"});
}

TEST_CASE("log says once that no more lines follow") {
  Harness<Log> h(R"({"message":"seen","most":2})");
  REQUIRE(h.run({"1", "2", "3", "4"}).ok());
  REQUIRE(h.run({"5"}).ok());
  CHECK(h.host().lines == Lines{"1 seen", "1 seen", "1 no further lines: 2 were written"});
}

TEST_CASE("log fails a record on which its expression fails, and no other") {
  Harness<Log> h(R"({"message":"{{a - b}}"})");
  REQUIRE(h.run({R"({"a":2,"b":1})", "{}"}).ok());
  CHECK(h.host().lines == Lines{"1 1"});
  CHECK(h.result(1).find("failed: message: ") == 0);
}

TEST_CASE("sample lets the first and each nth record pass, over batches") {
  Harness<Sample> h(R"({"every":3})");
  REQUIRE(h.run({"1", "2", "3", "4"}).ok());
  CHECK(h.live() == Lines{"1", "4"});
  REQUIRE(h.run({"5", "6", "7"}).ok());
  CHECK(h.live() == Lines{"7"});
}

TEST_CASE("sample by share chooses the same values each time, about that many of them") {
  Harness<Sample> h(R"({"share":0.25,"by":"c"})"), again(R"({"share":0.25,"by":"c"})");
  int passed = 0;
  for (int i = 0; i < 400; i++) {
    const std::string record = R"({"c":)" + std::to_string(i) + "}";
    const std::string other = R"({"x":1,"c":)" + std::to_string(i) + ".0}";
    const bool passes = h.change(record) != "filtered";
    CHECK(passes == (again.change(other) != "filtered"));
    passed += passes;
  }
  CHECK(passed > 60);
  CHECK(passed < 140);
}

TEST_CASE("sample with share 0 and 1 lets none and all pass, whatever they are") {
  Harness<Sample> none(R"({"share":0})"), all(R"({"share":1})");
  for (const char* record : {"{}", "null", "[]", R"({"ü":"é"})", "5"}) {
    CHECK(none.change(record) == "filtered");
    CHECK(all.change(record) == record);
  }
}

TEST_CASE("sample takes one of its two ways") {
  CHECK(Harness<Sample>::refusal("{}").find("one of them") != std::string::npos);
  CHECK(Harness<Sample>::refusal(R"({"every":2,"share":0.5})").find("one of them") !=
        std::string::npos);
  CHECK(Harness<Sample>::refusal(R"({"every":2,"by":"a"})").find("/by: ") == 0);
}

TEST_CASE("throttle holds a batch back for the time that the one before takes") {
  Harness<Throttle> h(R"({"per_second":10})");
  REQUIRE(h.run({"1", "2", "3", "4", "5"}).ok());
  CHECK(h.host().waits.empty());
  REQUIRE(h.run({"6"}).ok());
  CHECK(h.host().waits == std::vector<int64_t>{500});
  h.host().now_us += 60'000;
  REQUIRE(h.run({"7"}).ok());
  CHECK(h.host().waits == std::vector<int64_t>{500, 40});
}

TEST_CASE(
    "throttle does not hold back what has no records, nor longer for a clock that went back") {
  Harness<Throttle> h(R"({"per_second":0.5})");
  REQUIRE(h.run({"1"}).ok());
  REQUIRE(h.run({}).ok());
  CHECK(h.host().waits.empty());
  h.host().now_us -= 3'600'000'000;
  REQUIRE(h.run({"2"}).ok());
  CHECK(h.host().waits == std::vector<int64_t>{2000});
}

TEST_CASE("throttle needs a rate above 0") {
  CHECK(Harness<Throttle>::refusal(R"({"per_second":0})").find("/per_second: ") == 0);
}
