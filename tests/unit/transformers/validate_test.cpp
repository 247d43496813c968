#include "validate.hpp"

#include "support/temp_folder.hpp"
#include "unit/transformers/harness.hpp"

using sluice::Harness;
using sluice::core::Validate;

namespace {

constexpr const char* kPrice = R"({"schema":{"type":"object","required":["sku"],
  "properties":{"price":{"type":"number","minimum":0},"name":{"type":"string","maxLength":3}}}})";

std::string checked(std::string_view record) { return Harness<Validate>(kPrice).change(record); }

}  // namespace

TEST_CASE("a record that the schema takes passes byte for byte") {
  CHECK(checked(R"({ "sku":"a","price": 1.50, "x":1e400 })").find("failed: ") == 0);
  CHECK(checked(R"({"sku":"a","price":1.50,"ü":"é"})") == R"({"sku":"a","price":1.50,"ü":"é"})");
}

TEST_CASE("a record that the schema refuses tells place, rule and name") {
  CHECK(
      checked(R"({"sku":"a","price":-1})") ==
      "failed: the schema refuses '/price' by its rule '/properties/price/minimum' (record sku=a)");
  CHECK(checked(R"({"id":7})") ==
        "failed: the schema refuses the record by its rule '/required' (record id=7)");
}

TEST_CASE("missing, null, empty, another kind and no object are told apart by the schema alone") {
  CHECK(checked(R"({"sku":null})") == R"({"sku":null})");
  CHECK(checked(R"({"sku":"","price":null})").find("'/properties/price/type'") !=
        std::string::npos);
  CHECK(checked("{}").find("'/required'") != std::string::npos);
  CHECK(checked("[]").find("'/type'") != std::string::npos);
}

TEST_CASE("lengths are counted in characters") {
  CHECK(checked(R"({"sku":"a","name":"äöü"})") == R"({"sku":"a","name":"äöü"})");
  CHECK(checked(R"({"sku":"a","name":"äöüß"})").find("maxLength") != std::string::npos);
}

TEST_CASE("a huge and a deep record are checked") {
  std::string huge = R"({"sku":"a","lines":[)", deep(300, '[');
  for (int i = 0; i < 20'000; i++) huge += (i ? ",{" : "{") + std::string(R"("n":1})");
  huge += "]}";
  CHECK(checked(huge) == huge);
  const std::string nested = R"({"sku":"a","x":)" + deep + std::string(300, ']') + "}";
  CHECK(checked(nested) == nested);
}

TEST_CASE("a number that cannot be checked fails its record only") {
  Harness<Validate> h(kPrice);
  REQUIRE(h.run({R"({"sku":"a","price":1e999})", R"({"sku":"b"})"}).ok());
  CHECK(h.result(0).find("failed: it cannot be checked: ") == 0);
  CHECK(h.result(1) == R"({"sku":"b"})");
}

TEST_CASE("what of a schema could not be checked is refused or warned about") {
  const auto refusal = [](const char* schema) {
    return Harness<Validate>::refusal(std::string(R"({"schema":)") + schema + "}");
  };
  CHECK(refusal(R"({"properties":{"a":{"pattern":"("}}})").find("/schema/properties/a/pattern: ") ==
        0);
  CHECK(refusal(R"({"properties":{"a":{"pattern":"a{3,1}"}}})")
            .find("/schema/properties/a/pattern: ") == 0);
  CHECK(refusal(R"({"properties":{"a":{"$ref":"#/definitions/b"}}})")
            .find("/schema/properties/a/$ref: leads nowhere") == 0);
  CHECK(refusal(R"({"items":{"$ref":"http://example.org/a"}})").find("/schema/items/$ref: ") == 0);
  CHECK(refusal(R"({"minimum":1,"exclusiveMinimum":2})").find("/schema/exclusiveMinimum: ") == 0);
  const auto host =
      Harness<Validate>::asked(R"({"schema":{"properties":{"a":{"format":"date"}}}})");
  REQUIRE(host->warnings.size() == 1);
  CHECK(host->warnings[0].find("/schema/properties/a/format: ") == 0);
}

TEST_CASE("the schema may be in a file, and one place only") {
  const sluice::test::TempFolder folder;
  const std::string path = folder.write("s.json", R"({"required":["id"]})").string();
  const std::string config = R"({"file":")" + path + "\"}";
  CHECK(Harness<Validate>(config).change("{}").find("failed: ") == 0);
  CHECK(Harness<Validate>::refusal(R"({"file":"/nowhere/s.json"})")
            .find("/file: cannot read '/nowhere/s.json': ") == 0);
  folder.write("s.json", "{");
  CHECK(Harness<Validate>::refusal(config).find("/file: the schema is no JSON") == 0);
  CHECK(Harness<Validate>::refusal("{}").find("one of them") != std::string::npos);
  CHECK(Harness<Validate>::refusal(R"({"schema":{},"file":"x"})").find("one of them") !=
        std::string::npos);
}
