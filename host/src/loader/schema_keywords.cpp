#include "loader/schema_keywords.hpp"

#include <rapidjson/pointer.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "loader/pattern_check.hpp"

namespace sluice::loader {
namespace {

using rapidjson::Value;

std::string_view text(const Value& v) { return {v.GetString(), v.GetStringLength()}; }

// Walks one schema; `root` is the target of references.
class Checker {
 public:
  explicit Checker(const Value& root) : root_(root) {}

  Status schema(const Value& v, const std::string& at);

  Status schema_map(const Value& v, const std::string& at);
  Status pattern_map(const Value& v, const std::string& at);
  Status schema_list(const Value& v, const std::string& at);
  Status items(const Value& v, const std::string& at);
  Status bool_or_schema(const Value& v, const std::string& at);
  Status type(const Value& v, const std::string& at);
  Status names(const Value& v, const std::string& at);
  Status values(const Value& v, const std::string& at);
  Status pattern(const Value& v, const std::string& at);
  Status reference(const Value& v, const std::string& at);
  Status number(const Value& v, const std::string& at);
  Status count(const Value& v, const std::string& at);
  Status boolean(const Value& v, const std::string& at);
  Status string(const Value& v, const std::string& at);
  Status anything(const Value&, const std::string&) { return {}; }

 private:
  Status usable_pattern(std::string_view pattern, const std::string& at);

  const Value& root_;
};

struct Keyword {
  std::string_view name;
  Status (Checker::*check)(const Value&, const std::string& at);
};

constexpr std::array<Keyword, 35> kKeywords = {{
    {"type", &Checker::type},
    {"properties", &Checker::schema_map},
    {"required", &Checker::names},
    {"additionalProperties", &Checker::bool_or_schema},
    {"patternProperties", &Checker::pattern_map},
    {"definitions", &Checker::schema_map},
    {"items", &Checker::items},
    {"enum", &Checker::values},
    {"oneOf", &Checker::schema_list},
    {"anyOf", &Checker::schema_list},
    {"allOf", &Checker::schema_list},
    {"not", &Checker::schema},
    {"pattern", &Checker::pattern},
    {"minimum", &Checker::number},
    {"maximum", &Checker::number},
    {"exclusiveMinimum", &Checker::boolean},
    {"exclusiveMaximum", &Checker::boolean},
    {"minLength", &Checker::count},
    {"maxLength", &Checker::count},
    {"minItems", &Checker::count},
    {"maxItems", &Checker::count},
    {"uniqueItems", &Checker::boolean},
    {"minProperties", &Checker::count},
    {"maxProperties", &Checker::count},
    {"$ref", &Checker::reference},
    {"default", &Checker::anything},
    {"title", &Checker::string},
    {"description", &Checker::string},
    {"x-secret", &Checker::boolean},
    {"x-expression", &Checker::boolean},
    {"x-path", &Checker::boolean},
    {"x-order", &Checker::anything},
    {"x-group", &Checker::anything},
    {"x-widget", &Checker::anything},
    {"x-example", &Checker::anything},
}};

const Keyword* find_keyword(std::string_view name) {
  const auto found = std::find_if(kKeywords.begin(), kKeywords.end(),
                                  [&](const Keyword& k) { return k.name == name; });
  return found == kKeywords.end() ? nullptr : &*found;
}

Status wrong(const std::string& at, std::string_view wanted) {
  return Status::invalid(at, "must be " + std::string(wanted));
}

std::string child(const std::string& at, std::string_view name) {
  return at + "/" + std::string(name);
}

Status Checker::schema(const Value& v, const std::string& at) {
  if (!v.IsObject()) return wrong(at, "a schema (an object)");
  for (const auto& member : v.GetObject()) {
    const std::string here = child(at, text(member.name));
    const Keyword* keyword = find_keyword(text(member.name));
    if (!keyword)
      return Status::invalid(here, "unsupported schema keyword \"" +
                                       std::string(text(member.name)) +
                                       "\"; the host would not check it");
    if (Status s = (this->*keyword->check)(member.value, here); !s) return s;
  }
  return {};
}

Status Checker::schema_map(const Value& v, const std::string& at) {
  if (!v.IsObject()) return wrong(at, "an object of schemas");
  for (const auto& member : v.GetObject())
    if (Status s = schema(member.value, child(at, text(member.name))); !s) return s;
  return {};
}

Status Checker::pattern_map(const Value& v, const std::string& at) {
  if (Status s = schema_map(v, at); !s) return s;
  for (const auto& member : v.GetObject())
    if (Status s = usable_pattern(text(member.name), at); !s) return s;
  return {};
}

Status Checker::schema_list(const Value& v, const std::string& at) {
  if (!v.IsArray() || v.Empty()) return wrong(at, "a list of one or more schemas");
  for (rapidjson::SizeType i = 0; i < v.Size(); i++)
    if (Status s = schema(v[i], child(at, std::to_string(i))); !s) return s;
  return {};
}

Status Checker::items(const Value& v, const std::string& at) {
  return v.IsArray() ? schema_list(v, at) : schema(v, at);
}

Status Checker::bool_or_schema(const Value& v, const std::string& at) {
  return v.IsBool() ? Status() : schema(v, at);
}

Status Checker::type(const Value& v, const std::string& at) {
  constexpr std::array<std::string_view, 7> kTypes = {"null",   "boolean", "object", "array",
                                                      "number", "string",  "integer"};
  const auto known = [&](const Value& t) {
    return t.IsString() && std::find(kTypes.begin(), kTypes.end(), text(t)) != kTypes.end();
  };
  if (!v.IsArray()) return known(v) ? Status() : wrong(at, "a JSON type's name");
  if (!v.Empty() && std::all_of(v.Begin(), v.End(), known)) return {};
  return wrong(at, "a list of JSON types' names");
}

Status Checker::names(const Value& v, const std::string& at) {
  const bool good = v.IsArray() && !v.Empty() &&
                    std::all_of(v.Begin(), v.End(), [](const Value& n) { return n.IsString(); });
  return good ? Status() : wrong(at, "a list of one or more names");
}

Status Checker::values(const Value& v, const std::string& at) {
  return v.IsArray() && !v.Empty() ? Status() : wrong(at, "a list of one or more values");
}

Status Checker::usable_pattern(std::string_view pattern, const std::string& at) {
  if (is_usable_pattern(pattern)) return {};
  return Status::invalid(at, "pattern \"" + std::string(pattern) +
                                 "\" is malformed, too costly or beyond what the host's checker "
                                 "supports; it would not be checked");
}

Status Checker::pattern(const Value& v, const std::string& at) {
  return v.IsString() ? usable_pattern(text(v), at) : wrong(at, "a regular expression");
}

Status Checker::reference(const Value& v, const std::string& at) {
  constexpr std::string_view kPlace = "#/definitions/";
  if (!v.IsString() || text(v).substr(0, kPlace.size()) != kPlace)
    return wrong(at, "a reference to #/definitions/...");
  const rapidjson::Pointer pointer(v.GetString() + 1, v.GetStringLength() - 1);
  if (pointer.IsValid() && pointer.Get(root_)) return {};
  return Status::invalid(at, "leads nowhere: there is no " + std::string(text(v)));
}

Status Checker::number(const Value& v, const std::string& at) {
  return v.IsNumber() ? Status() : wrong(at, "a number");
}

Status Checker::count(const Value& v, const std::string& at) {
  return v.IsUint64() ? Status() : wrong(at, "a whole number, 0 or more");
}

Status Checker::boolean(const Value& v, const std::string& at) {
  return v.IsBool() ? Status() : wrong(at, "true or false");
}

Status Checker::string(const Value& v, const std::string& at) {
  return v.IsString() ? Status() : wrong(at, "text");
}

}  // namespace

Status check_schema(const Value& schema) { return Checker(schema).schema(schema, ""); }

}  // namespace sluice::loader
