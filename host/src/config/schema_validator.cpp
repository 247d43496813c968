#include "config/schema_validator.hpp"

#include <rapidjson/document.h>
#include <rapidjson/schema.h>
#include <rapidjson/stringbuffer.h>

namespace sluice::config {

std::optional<Violation> validate(const Node& schema, const Node& value) {
  rapidjson::Document schema_json, value_json;
  schema_json.Parse(to_json(schema).c_str());
  value_json.Parse(to_json(value).c_str());
  if (schema_json.HasParseError() || value_json.HasParseError()) return Violation{"", "JSON"};
  const rapidjson::SchemaDocument document(schema_json);
  rapidjson::SchemaValidator validator(document);
  if (value_json.Accept(validator)) return std::nullopt;
  rapidjson::StringBuffer pointer;
  validator.GetInvalidDocumentPointer().Stringify(pointer);
  const char* keyword = validator.GetInvalidSchemaKeyword();
  return Violation{pointer.GetString(), keyword ? keyword : "schema"};
}

}  // namespace sluice::config
