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
  CHECK(checked(R"({"sku":"a","price":1.50,"x":1e400})") ==
        R"({"sku":"a","price":1.50,"x":1e400})");
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

namespace {

// Whether the schema takes each of the values, as "yes no ".
std::string taken(const std::string& schema, std::initializer_list<std::string_view> values) {
  Harness<Validate> harness(R"({"schema":{"properties":{"v":)" + schema + "}}}");
  std::string out;
  for (const std::string_view value : values) {
    const std::string result = harness.change(R"({"v":)" + std::string(value) + "}");
    const bool refused = result.find("failed: the schema refuses '/v") == 0;
    if (!refused) CHECK(result.find("failed: ") == std::string::npos);
    out += refused ? "no " : "yes ";
  }
  return out;
}

}  // namespace

TEST_CASE("multiples are those of decimal numbers") {
  CHECK(taken(R"({"multipleOf":0.01})", {"0.07", "19.99", "1.1", "0.075", "-4.35", "1e2", "1e-2",
                                         "1e-3", "0"}) == "yes yes yes no yes yes yes no yes ");
  CHECK(taken(R"({"multipleOf":3})", {"9007199254740993", "9007199254740994",
                                      "36893488147419103233", "36893488147419103234"}) ==
        "yes no yes no ");
  CHECK(taken(R"({"multipleOf":0.1})", {"0.3", "1e400", "0.35"}) == "yes yes no ");
}

TEST_CASE("bounds hold for numbers of any size and precision") {
  CHECK(taken(R"({"maximum":9007199254740992})", {"9007199254740992", "9007199254740993"}) ==
        "yes no ");
  CHECK(taken(R"({"minimum":0.1,"exclusiveMinimum":true})",
              {"0.1", "0.10000000000000000001", "0.10", "1e999"}) == "no yes no yes ");
  CHECK(taken(R"({"maximum":1e30,"exclusiveMaximum":true})",
              {"1000000000000000000000000000000", "999999999999999999999999999999"}) == "no yes ");
}

TEST_CASE("an integer is a number without fraction and exponent, however large") {
  CHECK(taken(R"({"type":"integer"})", {"1", "-0", "123456789012345678901234567890", "1.0", "1e2",
                                        "\"1\""}) == "yes yes yes no no no ");
  CHECK(taken(R"({"type":["number","null"]})", {"1", "1.5", "null", "true"}) == "yes yes yes no ");
}

TEST_CASE("items are unique, and values listed, by their decimal value") {
  CHECK(taken(R"({"uniqueItems":true})", {"[1,1.0]", "[1,2]", "[9007199254740992,9007199254740993]",
                                          "[0.1,1e-1]", R"([{"a":1,"b":2},{"b":2.0,"a":1}])",
                                          R"(["1",1])", "[]"}) == "no yes yes no no yes yes ");
  CHECK(taken(R"({"enum":[1,"a",null,{"x":0.50}]})",
              {"1.0", "\"a\"", "null", R"({"x":0.5})", "2", "\"b\""}) == "yes yes yes yes no no ");
}

TEST_CASE("texts, lists and objects are checked by their rules") {
  CHECK(taken(R"({"pattern":"^a\\d+$","minLength":3})", {"\"a12\"", "\"a1\"", "\"b12\"", "7"}) ==
        "yes no no yes ");
  CHECK(taken(R"({"items":[{"type":"string"},{"type":"number"}],"additionalItems":false})",
              {R"(["a",1])", R"(["a"])", R"([1])", R"(["a",1,2])"}) == "yes yes no no ");
  CHECK(taken(R"({"items":{"minimum":2},"minItems":1,"maxItems":2})",
              {"[2]", "[1]", "[]", "[2,3,4]"}) == "yes no no no ");
  CHECK(taken(R"({"items":[{}],"additionalItems":{"type":"null"}})", {"[1,null]", "[1,2]"}) ==
        "yes no ");
  CHECK(taken(R"({"properties":{"a":{}},"patternProperties":{"^x":{"type":"null"}},
                  "additionalProperties":false,"minProperties":1,"maxProperties":2})",
              {R"({"a":1})", R"({"x1":null})", R"({"x1":1})", R"({"b":1})", "{}",
               R"({"a":1,"x1":null,"x2":null})"}) == "yes yes no no no no ");
  CHECK(taken(R"({"additionalProperties":{"type":"number"}})", {R"({"z":1})", R"({"z":"1"})"}) ==
        "yes no ");
  CHECK(taken(R"({"dependencies":{"a":["b"],"c":{"required":["d"]}}})",
              {R"({"a":1,"b":1})", R"({"a":1})", R"({"c":1})", R"({"c":1,"d":1})"}) ==
        "yes no no yes ");
}

TEST_CASE("schemas are combined") {
  const std::string parts = R"([{"minimum":5},{"multipleOf":2}]})";
  CHECK(taken(R"({"allOf":)" + parts, {"6", "7", "4"}) == "yes no no ");
  CHECK(taken(R"({"anyOf":)" + parts, {"6", "7", "4", "3"}) == "yes yes yes no ");
  CHECK(taken(R"({"oneOf":)" + parts, {"6", "7", "4", "3"}) == "no yes yes no ");
  CHECK(taken(R"({"not":{"anyOf":)" + parts + "}", {"6", "3"}) == "no yes ");
}

TEST_CASE("a schema may refer to its parts, and to itself below") {
  Harness<Validate> tree(R"({"schema":{"$ref":"#/definitions/no~1de","definitions":{"no/de":
    {"required":["id"],"properties":{"below":{"items":{"$ref":"#/definitions/no~1de"}}}}}}})");
  CHECK(tree.change(R"({"id":1,"below":[{"id":2,"below":[]}]})").find("failed") ==
        std::string::npos);
  CHECK(tree.change(R"({"id":1,"below":[{"id":2,"below":[{}]}]})") ==
        "failed: the schema refuses '/below/0/below/0' by its rule '/definitions/no~1de/required' "
        "(record id=1)");
}

TEST_CASE("what a schema refuses is told with its place, also of a member that may not be") {
  Harness<Validate> h(R"({"schema":{"additionalProperties":false,"properties":
    {"a":{"allOf":[{"type":"number"},{"items":{"type":"null"}}]}}}})");
  CHECK(h.change(R"({"x/y":1})") ==
        "failed: the schema refuses '/x~1y' by its rule '/additionalProperties' (record 1 of "
        "its batch)");
  CHECK(h.change(R"({"a":"b"})").find("refuses '/a' by its rule '/properties/a/allOf/0/type'") !=
        std::string::npos);
}

TEST_CASE("a number that cannot be checked fails its record only") {
  Harness<Validate> h(kPrice);
  REQUIRE(h.run({R"({"sku":"a","price":1e9999999999})", R"({"sku":"b"})"}).ok());
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
  for (const char* wrong :
       {R"({"multipleOf":0})", R"({"multipleOf":"1"})", R"({"minimum":"0"})", R"({"type":"int"})",
        R"({"required":true})", R"({"enum":[]})", R"({"maxLength":-1})", R"({"uniqueItems":1})",
        R"({"minimum":1e9999999999})", R"({"dependencies":{"a":1}})", R"({"properties":[]})"}) {
    CAPTURE(wrong);
    CHECK(refusal(wrong).find("/schema/") == 0);
  }
  CHECK(refusal(R"({"anyOf":[{"$ref":"#"}]})").find("refers to itself here, without end") !=
        std::string::npos);
  CHECK(refusal(R"({"items":{"$ref":"#/items"}})").find("refers to itself here, without end") !=
        std::string::npos);
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
