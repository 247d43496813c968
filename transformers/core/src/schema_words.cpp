#include "schema_words.hpp"

#include <rapidjson/internal/regex.h>
#include <rapidjson/pointer.h>
#include <re2/re2.h>

#include <algorithm>
#include <string_view>

namespace sluice::core {
namespace {

using Json = rapidjson::Value;

constexpr std::string_view kChecked[] = {"type",
                                         "enum",
                                         "allOf",
                                         "anyOf",
                                         "oneOf",
                                         "not",
                                         "definitions",
                                         "properties",
                                         "required",
                                         "dependencies",
                                         "minProperties",
                                         "maxProperties",
                                         "items",
                                         "minItems",
                                         "maxItems",
                                         "additionalItems",
                                         "uniqueItems",
                                         "minLength",
                                         "maxLength",
                                         "pattern",
                                         "minimum",
                                         "maximum",
                                         "multipleOf",
                                         "additionalProperties",
                                         "$ref",
                                         "patternProperties",
                                         "exclusiveMinimum",
                                         "exclusiveMaximum",
                                         "title",
                                         "description",
                                         "default",
                                         "$schema",
                                         "id",
                                         "examples",
                                         "$comment"};

std::string_view name_of(const Json& text) { return {text.GetString(), text.GetStringLength()}; }

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

class SchemaWalk {
 public:
  explicit SchemaWalk(const Json& root) : root_(root) {}

  void schema(const Json& value, const std::string& at) {
    if (!value.IsObject()) return refuse(at, "a schema is an object");
    for (const auto& member : value.GetObject()) {
      const std::string name(name_of(member.name)), place = at + "/" + name;
      if (std::find(std::begin(kChecked), std::end(kChecked), name) == std::end(kChecked))
        out_.push_back(
            {place, "'" + name + "' is not a rule of draft 4, so nothing is checked by it", true});
      else
        keyword(name, member.value, place);
    }
  }

  std::vector<SchemaProblem> take() { return std::move(out_); }

 private:
  void refuse(const std::string& at, const std::string& what) { out_.push_back({at, what}); }

  void keyword(std::string_view name, const Json& value, const std::string& at) {
    if (is_one_of(name, {"properties", "patternProperties", "definitions"})) {
      named(value, at, name == "patternProperties");
    } else if (is_one_of(name, {"allOf", "anyOf", "oneOf"})) {
      list(value, at);
    } else if (name == "not" ||
               (is_one_of(name, {"additionalProperties", "additionalItems"}) && !value.IsBool())) {
      schema(value, at);
    } else if (name == "items") {
      value.IsArray() ? list(value, at) : schema(value, at);
    } else if (name == "pattern") {
      pattern(value, at);
    } else if (name == "$ref") {
      reference(value, at);
    } else if (is_one_of(name, {"exclusiveMinimum", "exclusiveMaximum"}) && !value.IsBool()) {
      refuse(at, "is true or false in draft 4, beside minimum or maximum");
    }
  }

  void named(const Json& value, const std::string& at, bool patterns) {
    if (!value.IsObject()) return refuse(at, "an object of schemas is needed");
    for (const auto& member : value.GetObject()) {
      const std::string place = at + "/" + std::string(name_of(member.name));
      if (patterns) pattern(member.name, place);
      schema(member.value, place);
    }
  }

  void list(const Json& value, const std::string& at) {
    if (!value.IsArray()) return refuse(at, "a list of schemas is needed");
    for (rapidjson::SizeType i = 0; i < value.Size(); i++)
      schema(value[i], at + "/" + std::to_string(i));
  }

  void pattern(const Json& value, const std::string& at) {
    if (!value.IsString()) return refuse(at, "a pattern is text");
    // RapidJSON's reader of patterns takes for granted that brackets match and ranges are in order.
    const RE2 strict(name_of(value), RE2::Quiet);
    if (!strict.ok()) return refuse(at, "is no pattern: " + strict.error());
    const rapidjson::internal::Regex regex(value.GetString());
    if (!regex.IsValid()) refuse(at, "is no pattern that can be checked here");
  }

  void reference(const Json& value, const std::string& at) {
    if (!value.IsString() || name_of(value).substr(0, 1) != "#")
      return refuse(at, "only parts of this schema can be referred to, as #/definitions/name");
    const rapidjson::Pointer pointer(value.GetString(), value.GetStringLength());
    if (!pointer.IsValid() || !pointer.Get(root_)) refuse(at, "leads nowhere");
  }

  const Json& root_;
  std::vector<SchemaProblem> out_;
};

}  // namespace

std::vector<SchemaProblem> problems_of_schema(const Json& schema) {
  SchemaWalk walk(schema);
  walk.schema(schema, {});
  return walk.take();
}

}  // namespace sluice::core
