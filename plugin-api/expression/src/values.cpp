#include "sluice/expression/values.hpp"

#include <cstdio>
#include <cstring>
#include <string>

#include "characters.hpp"

namespace sluice::expression {
namespace {

struct NamedType {
  Type type;
  const char* name;
};
constexpr NamedType kTypes[] = {{kNullType, "null"},           {kBooleanType, "boolean"},
                                {kNumberType, "number"},       {kStringType, "string"},
                                {kArrayType, "array"},         {kObjectType, "object"},
                                {kReferenceType, "expression"}};

// Raw text was checked, so anything after the bracket except space and its partner is content.
bool is_empty_raw(std::string_view text) {
  size_t i = 1;
  while (i < text.size() && is_space(text[i])) i++;
  return i >= text.size() || text[i] == ']' || text[i] == '}';
}

}  // namespace

Type type_of(const sluice_value& v) {
  switch (v.kind) {
    case SLUICE_KIND_NULL:
      return kNullType;
    case SLUICE_KIND_FALSE:
    case SLUICE_KIND_TRUE:
      return kBooleanType;
    case SLUICE_KIND_NUMBER:
      return kNumberType;
    case SLUICE_KIND_STRING:
      return kStringType;
    default:
      return is_object(v) ? kObjectType : kArrayType;
  }
}

const char* type_name(const sluice_value& v) {
  Type type = type_of(v);
  for (const NamedType& named : kTypes)
    if (named.type == type) return named.name;
  return "value";
}

const char* type_names(uint8_t types, char* buffer, size_t size) {
  std::string text;
  int left = __builtin_popcount(types);
  for (const NamedType& named : kTypes) {
    if (!(types & named.type)) continue;
    text += named.name;
    if (--left) text += left == 1 ? " or " : ", ";
  }
  snprintf(buffer, size, "%s", text.c_str());
  return buffer;
}

bool is_truthy(const sluice_value& v) {
  switch (v.kind) {
    case SLUICE_KIND_NULL:
    case SLUICE_KIND_FALSE:
      return false;
    case SLUICE_KIND_TRUE:
    case SLUICE_KIND_NUMBER:
      return true;
    case SLUICE_KIND_RAW:
      return !is_empty_raw(text_of(v));
    default:
      return v.size != 0;
  }
}

bool needs_no_escape(std::string_view text) {
  for (char c : text)
    if (static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\') return false;
  return true;
}

sluice_value make_scalar(uint8_t kind, std::string_view text) {
  sluice_value v{};
  v.kind = kind;
  v.size = static_cast<uint32_t>(text.size());
  v.as.text = text.data();
  return v;
}

sluice_value make_string(std::string_view decoded) {
  sluice_value v = make_scalar(SLUICE_KIND_STRING, decoded);
  if (needs_no_escape(decoded)) v.flags = SLUICE_VALUE_JSON | SLUICE_VALUE_PLAIN;
  return v;
}

}  // namespace sluice::expression
