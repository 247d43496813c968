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
  CHECK(h.result(1) == "failed: column 7: '-' takes numbers; its left side is of type null");
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
  sluice_record_at(h.abi(), 1)->state = SLUICE_FILTERED;
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
  auto status = (*filter)->transform(sluice::Batch(h.abi()), sluice::Cancel(&cancel));
  CHECK(status.code() == SLUICE_E_CANCELLED);
}
