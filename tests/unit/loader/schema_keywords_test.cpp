#include "loader/schema_keywords.hpp"
#include "support/text.hpp"

#include <doctest/doctest.h>

#include <string>

using sluice::test::has;

namespace {

sluice::Status check(const char* json) {
  rapidjson::Document document;
  document.Parse(json);
  REQUIRE_FALSE(document.HasParseError());
  return sluice::loader::check_schema(document);
}

std::string schema_refusal(const char* json) {
  const sluice::Status status = check(json);
  REQUIRE_FALSE(status.ok());
  return status.message();
}

}  // namespace

TEST_CASE("every keyword of the closed list may be used") {
  CHECK(check(R"({
    "type": "object", "title": "t", "description": "d", "required": ["a"],
    "additionalProperties": {"type": ["string", "null"]}, "minProperties": 1, "maxProperties": 9,
    "properties": {
      "a": {"type": "integer", "minimum": 0, "exclusiveMinimum": true, "maximum": 9.5,
            "exclusiveMaximum": false, "default": 3},
      "b": {"type": "array", "items": {"$ref": "#/definitions/word"}, "minItems": 0,
            "maxItems": 3, "uniqueItems": true},
      "c": {"type": "array", "items": [{"type": "string"}, {"type": "number"}]},
      "d": {"enum": ["x", null, 1], "x-secret": true, "x-order": 1, "x-group": "g",
            "x-widget": "w", "x-example": {"any": "thing"}},
      "e": {"oneOf": [{}, {}], "anyOf": [{}], "allOf": [{}], "not": {}}},
    "patternProperties": {"^x-": {"type": "boolean"}},
    "definitions": {"word": {"type": "string", "pattern": "^[a-z]+$", "minLength": 1,
                             "maxLength": 5}}})")
            .ok());
}

TEST_CASE("a keyword the host would not check is refused with its place") {
  CHECK(has(schema_refusal(R"({"properties":{"a":{"const":1}}})"),
            "/properties/a/const: unsupported schema keyword \"const\""));
  for (const char* schema :
       {R"({"if":{}})", R"({"format":"date"})", R"({"$defs":{}})", R"({"x-else":1})",
        R"({"items":{"anyOf":[{"multipleOf":2}]}})", R"({"not":{"dependencies":{}}})",
        R"({"definitions":{"a":{"contains":{}}}})", R"({"patternProperties":{"a":{"id":"x"}}})",
        R"({"additionalProperties":{"examples":[]}})", R"({"oneOf":[{"propertyNames":{}}]})"})
    CHECK(has(schema_refusal(schema), "unsupported schema keyword"));
}

TEST_CASE("names of settings and values are no keywords") {
  CHECK(check(R"({"properties":{"const":{"default":{"if":1}},"format":{}}})").ok());
}

TEST_CASE("a known keyword with a value that would be ignored is refused") {
  CHECK(
      has(schema_refusal(R"({"exclusiveMinimum":5})"), "/exclusiveMinimum: must be true or false"));
  CHECK(has(schema_refusal(R"({"required":true})"), "/required: must be a list"));
  CHECK(has(schema_refusal(R"({"required":[]})"), "/required"));
  CHECK(has(schema_refusal(R"({"type":"text"})"), "/type: must be a JSON type's name"));
  CHECK(has(schema_refusal(R"({"type":[]})"), "/type"));
  CHECK(has(schema_refusal(R"({"enum":[]})"), "/enum"));
  CHECK(has(schema_refusal(R"({"minLength":-1})"), "/minLength: must be a whole number"));
  CHECK(has(schema_refusal(R"({"minimum":"1"})"), "/minimum: must be a number"));
  CHECK(has(schema_refusal(R"({"properties":{"a":true}})"), "/properties/a: must be a schema"));
  CHECK(has(schema_refusal(R"({"anyOf":{}})"), "/anyOf: must be a list"));
  CHECK(has(schema_refusal(R"({"x-secret":"yes"})"), "/x-secret: must be true or false"));
}

TEST_CASE("a pattern beyond the host's engine is refused, for it would not be checked") {
  CHECK(check(R"({"pattern":"^(a|b)[0-9]{2,3}.*$"})").ok());
  CHECK(has(schema_refusal(R"j({"pattern":"^(?=a)"})j"), "it would not be checked"));
  CHECK(has(schema_refusal(R"j({"pattern":"("})j"), "it would not be checked"));
  CHECK(has(schema_refusal(R"({"patternProperties":{"[":{}}})"), "it would not be checked"));
}

TEST_CASE("a reference leads to a definition of the same schema") {
  CHECK(check(R"({"$ref":"#/definitions/a","definitions":{"a":{}}})").ok());
  CHECK(has(schema_refusal(R"({"$ref":"#/definitions/a"})"), "leads nowhere"));
  for (const char* schema : {R"({"$ref":"#"})", R"({"$ref":"other.json#/definitions/a"})",
                             R"({"$ref":"https://example.org/a"})", R"({"$ref":1})"})
    CHECK(has(schema_refusal(schema), "a reference to #/definitions/"));
}
