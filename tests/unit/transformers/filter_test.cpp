#include "filter.hpp"

#include "unit/transformers/harness.hpp"

using sluice::Harness;
using sluice::core::Filter;

TEST_CASE("filter keeps the records for which the expression holds") {
  Harness<Filter> h(R"({"where":"active && !deleted_at"})");
  REQUIRE(h.run({R"({"active":true})", R"({"active":false})",
                 R"({"active":true,"deleted_at":"2026-01-01"})", R"({"deleted_at":null})"})
              .ok());
  CHECK(h.result(0) == R"({"active":true})");
  CHECK(h.result(1) == "filtered");
  CHECK(h.result(2) == "filtered");
  CHECK(h.result(3) == "filtered");
}

TEST_CASE("a record the expression fails on is failed, its neighbours are not") {
  Harness<Filter> h(R"({"where":"a > b - c"})");
  REQUIRE(h.run({R"({"a":5,"b":3,"c":1})", R"({"a":5})", R"({"a":1,"b":3,"c":1})"}).ok());
  CHECK(h.result(0) == R"({"a":5,"b":3,"c":1})");
  CHECK(h.result(1) ==
        "failed: where: column 7, `b - c`: '-' takes numbers; its left side, `b`, is missing "
        "(record 2 of its batch)");
  CHECK(h.result(2) == "filtered");
}

TEST_CASE("a record that cannot be looked into fails with the host's message") {
  Harness<Filter> h(R"({"where":"a.x"})");
  std::string result = h.change(R"({"a":{"x":1,"x":2}})");
  CHECK(result.find("failed: ") == 0);
  CHECK(result.find("\"x\"") != std::string::npos);
}

TEST_CASE("filter leaves failed and filtered records alone") {
  Harness<Filter> h(R"({"where":"a - b"})");
  REQUIRE(h.run({"{}", "{}"}).ok());
  std::string first = h.result(0);
  sluice_record_at(h.abi(), 1)->state = SLUICE_RECORD_FILTERED;
  REQUIRE(h.again().ok());
  CHECK(h.result(0) == first);
  CHECK(h.result(1) == "filtered");
}

TEST_CASE("filter takes records that are no objects") {
  Harness<Filter> h(R"({"where":"@ > `3`"})");
  REQUIRE(h.run({"5", "2", "[1]"}).ok());
  CHECK(h.result(0) == "5");
  CHECK(h.result(1) == "filtered");
  CHECK(h.result(2) == "filtered");
}

TEST_CASE("a bad condition is refused with the setting and the column") {
  CHECK(Harness<Filter>::refusal(R"({"where":"active == true"})").find("/where: column 11: true") ==
        0);
  CHECK(Harness<Filter>::refusal(R"({"where":"a ||"})") ==
        "/where: column 5: expected an expression, found the end");
}

TEST_CASE("a cancelled filter says so") {
  Harness<Filter> h(R"({"where":"a"})");
  REQUIRE(h.run({R"({"a":1})"}).ok());
  sluice_cancel cancel{};
  cancel.struct_size = sizeof cancel;
  cancel.requested = [](const sluice_cancel*) -> int32_t { return 1; };
  sluice::FakeHost host;
  sluice_create args{sizeof args, sluice::slice("core.filter"), sluice::slice(R"({"where":"a"})"),
                     nullptr};
  sluice::Context context(host.abi(), &args);
  auto filter = Filter::create(context);
  REQUIRE(filter.ok());
  auto status = (*filter)->transform_batch(sluice::Batch(h.abi()), sluice::Cancel(&cancel));
  CHECK(status.code() == SLUICE_E_CANCELLED);
}

TEST_CASE("where takes true and false as such, for all records and for none") {
  CHECK(Harness<Filter>(R"({"where":true})").change("{}") == "{}");
  CHECK(Harness<Filter>(R"({"where":false})").change(R"({"false":true})") == "filtered");
}

TEST_CASE("where: true in quotes is refused with the literal to write, not taken as a field") {
  for (const char* word : {"true", "false", "null"}) {
    const std::string config = "{\"where\":\"" + std::string(word) + "\"}";
    CHECK(Harness<Filter>::refusal(config).find("/where: column 1: " + std::string(word) +
                                                " is the name of a field here; write `" + word +
                                                "`") == 0);
  }
  CHECK(Harness<Filter>(R"({"where":"`true`"})").change("{}") == "{}");
}

TEST_CASE("comparisons that cannot have been meant are remarked once a batch, with their number") {
  Harness<Filter> h(R"({"where":"price > `10`"})");
  REQUIRE(
      h.run({R"({"id":6,"price":12})", R"({"id":7,"price":"12.50"})", R"({"id":8,"price":"9"})"})
          .ok());
  CHECK(h.result(0) == R"({"id":6,"price":12})");
  CHECK(h.result(1) == "filtered");
  CHECK(
      h.host().remarks ==
      std::vector<std::string>{"2 comparison of text with a number (`price > `10``), record id=7"});
}

TEST_CASE("what a condition cannot have meant is warned about at create") {
  const auto host = Harness<Filter>::asked(R"({"where":"status == \"OPEN\""})");
  REQUIRE(host->warnings.size() == 1);
  CHECK(host->warnings[0].find("/where: column 11: \"OPEN\" is the name of a field") == 0);
  CHECK(host->problems.empty());
}

TEST_CASE("a condition reads declared variables as values") {
  Harness<Filter> h(R"({"where":"outlet == $env.OUTLET"})", {}, {{"OUTLET", "O'Brien's"}});
  CHECK(h.change(R"({"outlet":"O'Brien's"})") == R"({"outlet":"O'Brien's"})");
  CHECK(h.change(R"({"outlet":"Main"})") == "filtered");
  CHECK(Harness<Filter>::refusal(R"({"where":"a == $env.B"})") ==
        "/where: column 6: the environment variable B is not set");
}
