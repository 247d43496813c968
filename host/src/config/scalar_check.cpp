#include "config/scalar_check.hpp"

#include <Poco/Exception.h>
#include <Poco/RegularExpression.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdlib>

#include "base/character.hpp"
#include "config/hide.hpp"
#include "config/parse.hpp"
#include "config/suggest.hpp"

namespace sluice::config {
namespace {

// "1.0" is not an integer in draft 4, as RapidJSON reads it.
bool is_integer(const Node& value) {
  return value.is(Kind::kNumber) && value.text.find_first_of(".eE") == std::string::npos;
}

long double number(const std::string& text) { return std::strtold(text.c_str(), nullptr); }

size_t code_points(const std::string& text) {
  return static_cast<size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string type_name(const std::string& type) {
  if (type == "integer") return "a whole number";
  if (type == "number") return "a number";
  if (type == "boolean") return "true or false";
  if (type == "string") return "text";
  if (type == "array") return "a list";
  if (type == "object") return "an object";
  return type;
}

std::string type_names(const std::vector<std::string>& types) {
  std::string out;
  for (size_t i = 0; i < types.size(); i++) {
    out += (i == 0 ? "" : i + 1 == types.size() ? " or " : ", ") + type_name(types[i]);
  }
  return out;
}

bool wants(const std::vector<std::string>& types, std::string_view type) {
  return std::find(types.begin(), types.end(), type) != types.end();
}

// What YAML 1.1 readers treated as booleans.
std::string boolean_hint(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (text == "yes" || text == "on" || text == "true") return "; write true";
  if (text == "no" || text == "off" || text == "false") return "; write false";
  return {};
}

std::string type_hint(const Node& value, const std::vector<std::string>& types) {
  const bool scalar = value.is(Kind::kNumber) || value.is(Kind::kBoolean);
  if (wants(types, "string") && scalar) return "; put it in quotes";
  if (wants(types, "string") && (value.is(Kind::kArray) || value.is(Kind::kObject))) {
    return "; text that starts with [ or { must be in quotes";
  }
  if (!value.is(Kind::kString)) return {};
  if (wants(types, "boolean")) return boolean_hint(value.text);
  const bool numeric = wants(types, "number") || wants(types, "integer");
  if (numeric && is_json_number(value.text)) return "; write it without quotes";
  return {};
}

void check_enum(const Node& schema, const Node& value, bool secret,
                std::vector<std::string>& errors) {
  const Node* allowed = schema.find("enum");
  if (!allowed) return;
  const std::string json = to_json(value);
  std::vector<std::string> names;
  for (const Node& item : allowed->items) {
    if (to_json(item) == json) return;
    names.push_back(item.is(Kind::kString) ? item.text : to_json(item));
  }
  const bool text = value.is(Kind::kString) && !secret && value.outside.empty();
  errors.push_back(shown(value, secret) + " is none of " + list_names(names) +
                   (text ? did_you_mean(value.text, names) : ""));
}

void check_length(const Node& schema, const Node& value, std::vector<std::string>& errors) {
  const auto length = static_cast<long double>(code_points(value.text));
  const Node* least = schema.find("minLength");
  if (least && length < number(least->text)) {
    errors.push_back(value.text.empty() ? "text must not be empty"
                                        : "text must have at least " + least->text + " characters");
  }
  const Node* most = schema.find("maxLength");
  if (most && length > number(most->text)) {
    errors.push_back("text must have at most " + most->text + " characters");
  }
}

void check_pattern(const Node& schema, const Node& value, bool secret,
                   std::vector<std::string>& errors) {
  const Node* pattern = schema.find("pattern");
  if (!pattern) return;
  try {
    const Poco::RegularExpression expression(pattern->text, Poco::RegularExpression::RE_UTF8);
    Poco::RegularExpression::Match match;
    if (expression.match(value.text, 0, match) > 0) return;
    errors.push_back(shown(value, secret) + " does not match " + pattern->text);
  } catch (const Poco::Exception&) {
    errors.push_back("the schema's pattern " + pattern->text + " cannot be matched against it");
  }
}

void check_range(const Node& schema, const Node& value, std::vector<std::string>& errors) {
  const long double have = number(value.text);
  if (std::isinf(std::strtod(value.text.c_str(), nullptr))) {
    errors.push_back(value.text + " is out of a number's range");
  }
  const Node* least = schema.find("minimum");
  const bool above = is_true(schema, "exclusiveMinimum");
  if (least && (have < number(least->text) || (above && have == number(least->text)))) {
    errors.push_back(value.text + " is too small; " + (above ? "more than " : "at least ") +
                     least->text + " is wanted");
  }
  const Node* most = schema.find("maximum");
  const bool below = is_true(schema, "exclusiveMaximum");
  if (most && (have > number(most->text) || (below && have == number(most->text)))) {
    errors.push_back(value.text + " is too large; " + (below ? "less than " : "at most ") +
                     most->text + " is wanted");
  }
}

}  // namespace

bool is_true(const Node& schema, std::string_view keyword) {
  const Node* value = schema.find(keyword);
  return value && value->is(Kind::kBoolean) && value->text == "true";
}

std::vector<std::string> types_of(const Node& schema) {
  const Node* type = schema.find("type");
  if (!type) return {};
  if (type->is(Kind::kString)) return {type->text};
  std::vector<std::string> out;
  for (const Node& item : type->items) out.push_back(item.text);
  return out;
}

bool is_of_type(const Node& value, std::string_view type) {
  switch (value.kind) {
    case Kind::kNull:
      return type == "null";
    case Kind::kBoolean:
      return type == "boolean";
    case Kind::kNumber:
      return type == "number" || (type == "integer" && is_integer(value));
    case Kind::kString:
      return type == "string";
    case Kind::kArray:
      return type == "array";
    case Kind::kObject:
      return type == "object";
  }
  return false;
}

void convert_outside(Node& value, const std::vector<std::string>& types) {
  if (!value.whole || !value.is(Kind::kString) || types.empty() || wants(types, "string")) return;
  const bool numeric = wants(types, "number") || wants(types, "integer");
  if (numeric && is_json_number(value.text)) value.kind = Kind::kNumber;
  const bool boolean = value.text == "true" || value.text == "false";
  if (wants(types, "boolean") && boolean) value.kind = Kind::kBoolean;
}

std::string shown(const Node& value, bool secret) {
  constexpr size_t kLongest = 60;
  if (value.is(Kind::kArray) || value.is(Kind::kObject) || value.is(Kind::kNull)) {
    return std::string(kind_name(value.kind));
  }
  if (secret) return "the value";
  if (!value.outside.empty()) return "the value inserted for ${…}";
  if (value.is(Kind::kString) && looks_secret(value.text))
    return "text of " + std::to_string(code_points(value.text)) + " characters";
  if (value.text.size() <= kLongest) {
    return value.is(Kind::kString) ? '"' + value.text + '"' : value.text;
  }
  return '"' + value.text.substr(0, base::character_start(value.text, kLongest)) + "…\"";
}

std::string type_error(const Node& value, const std::vector<std::string>& types, bool secret) {
  const std::string wanted = type_names(types) + " is wanted, ";
  if (value.is(Kind::kNull)) return wanted + "there is nothing (null)";
  if (secret) {
    const bool scalar = value.is(Kind::kNumber) || value.is(Kind::kBoolean);
    return wanted + "there is " + std::string(kind_name(value.kind)) +
           (scalar && wants(types, "string") ? "; put it in quotes" : "");
  }
  if (!value.outside.empty()) return wanted + "the value inserted for ${…} is not one";
  const bool text = value.is(Kind::kString);
  return wanted + "there is " + (text ? "text " : "") + shown(value, secret) +
         type_hint(value, types);
}

std::vector<std::string> scalar_errors(const Node& schema, const Node& value, bool secret) {
  std::vector<std::string> errors;
  check_enum(schema, value, secret, errors);
  if (value.is(Kind::kString)) {
    check_length(schema, value, errors);
    check_pattern(schema, value, secret, errors);
  }
  if (value.is(Kind::kNumber)) check_range(schema, value, errors);
  return errors;
}

}  // namespace sluice::config
