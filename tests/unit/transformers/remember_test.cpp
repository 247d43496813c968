#include "remember.hpp"

#include <doctest/doctest.h>

#include "unit/transformers/table_rig.hpp"

using namespace sluice;
using sluice::core::Remember;
using sluice::test::TableRig;

namespace {

struct RememberRig : TableRig {
  explicit RememberRig(std::string_view config) {
    tables.add("ids", true);
    REQUIRE(make<Remember>(config) == "");
  }
  std::string row(const std::string& key) {
    const auto found = put.rows.find({"ids", key});
    if (found == put.rows.end()) return "none";
    return found->second.value.value_or("removed");
  }
};

std::string refused(std::string_view config) {
  TableRig rig;
  rig.tables.add("ids", true);
  rig.tables.add("colours");
  return rig.make<Remember>(config);
}

}  // namespace

TEST_CASE("remember: a row is put for each record, because of it, and the record stays as it is") {
  RememberRig rig(R"({"table":"ids","key":"id","value":"{ours: response.id, n: `1`}"})");
  REQUIRE(
      rig.run({R"({"id":"é","response":{"id":"x"}})", R"({"id":2.0,"response":{"id":7}})"}).ok());
  CHECK(rig.row("é") == R"({"ours":"x","n":1})");
  CHECK(rig.row("2") == R"({"ours":7,"n":1})");
  CHECK(rig.put.records == std::vector<size_t>{0, 1});
  CHECK(rig.result(0) == R"({"id":"é","response":{"id":"x"}})");
}

TEST_CASE("remember: without a value it is the time, which is last seen") {
  RememberRig rig(R"({"table":"ids","key":"id"})");
  REQUIRE(rig.run({R"({"id":1})"}).ok());
  CHECK(rig.row("1") == "\"2023-11-14T22:13:20Z\"");
}

TEST_CASE("remember: a constant can be the value") {
  RememberRig rig(R"({"table":"ids","key":"id","value":true})");
  REQUIRE(rig.run({R"({"id":1})"}).ok());
  CHECK(rig.row("1") == "true");
}

TEST_CASE("remember: a time to live begins when it is put") {
  RememberRig rig(R"({"table":"ids","key":"id","ttl":"2h"})");
  REQUIRE(rig.run({R"({"id":1})"}).ok());
  CHECK(rig.put.rows[{"ids", "1"}].expires_us == rig.now_us + 7'200'000'000);
}

TEST_CASE("remember: remove takes the row out") {
  RememberRig rig(R"({"table":"ids","key":"id","remove":true})");
  REQUIRE(rig.run({R"({"id":1})"}).ok());
  CHECK(rig.row("1") == "removed");
}

TEST_CASE("remember: a key or a value that is null, or no key, fails the record") {
  RememberRig rig(R"({"table":"ids","key":"id","value":"v"})");
  CHECK(rig.change(R"({"v":1,"n":1})").find("failed: key: it gives null") == 0);
  CHECK(rig.change(R"({"id":1})").find("failed: value: it gives null") == 0);
  CHECK(rig.change(R"({"id":{"a":1},"v":1})").find("failed: ") == 0);
  CHECK(rig.change(R"({"id":"","v":1})") == R"({"id":"","v":1})");
  CHECK(rig.row("") == "1");
}

TEST_CASE("remember: what is wrong in its settings is told at its place") {
  CHECK(refused(R"({"table":"colours","key":"id"})").find("/table: table colours is not kept") ==
        0);
  CHECK(refused(R"({"table":"idz","key":"id"})").find("/table: there is no table") == 0);
  CHECK(refused(R"({"table":"ids","key":"id","ttl":"2y"})").find("/ttl: ") == 0);
  CHECK(refused(R"({"table":"ids","key":"id","remove":true,"value":"a"})").find("/value: ") == 0);
  CHECK(refused(R"({"table":"ids","key":"id","remove":true,"ttl":"2h"})").find("/ttl: ") == 0);
}

TEST_CASE("remember: times to live are whole numbers of a unit") {
  CHECK(core::ttl_ms("90s") == 90'000);
  CHECK(core::ttl_ms("15m") == 900'000);
  CHECK(core::ttl_ms("4w") == 2'419'200'000);
  for (const char* bad :
       {"", "d", "0d", "-1d", "1.5h", "10", "1y", "99999999999999999999d", "36526d"})
    CHECK_FALSE(core::ttl_ms(bad));
}
