// Properties of a value that need no batch: its JMESPath type and truth. Nothing
// here expands. Functions; no thread rule.
#pragma once

#include <cstdint>
#include <string_view>

#include "sluice/abi.h"

namespace sluice::expression {

// Types as a set, for the functions' parameters.
enum Type : uint8_t {
  kNullType = 1,
  kBooleanType = 2,
  kNumberType = 4,
  kStringType = 8,
  kArrayType = 16,
  kObjectType = 32,
  kReferenceType = 64,
  kAnyType = 63
};

inline bool is_object(const sluice_value& v) {
  return v.kind == SLUICE_KIND_OBJECT ||
         (v.kind == SLUICE_KIND_RAW && (v.flags & SLUICE_VALUE_OBJECT));
}
inline bool is_array(const sluice_value& v) {
  return v.kind == SLUICE_KIND_ARRAY ||
         (v.kind == SLUICE_KIND_RAW && !(v.flags & SLUICE_VALUE_OBJECT));
}
inline bool is_string(const sluice_value& v) { return v.kind == SLUICE_KIND_STRING; }
inline bool is_number(const sluice_value& v) { return v.kind == SLUICE_KIND_NUMBER; }
inline std::string_view text_of(const sluice_value& v) { return {v.as.text, v.size}; }

// A string whose text needs no decoding.
inline bool is_decoded(const sluice_value& v) {
  return (v.flags & SLUICE_VALUE_PLAIN) || !(v.flags & SLUICE_VALUE_JSON);
}

inline Type type_of(const sluice_value& v) {
  constexpr Type kTypes[] = {kNullType,   kBooleanType, kBooleanType, kNumberType,
                             kStringType, kArrayType,   kObjectType};
  if (v.kind <= SLUICE_KIND_OBJECT) return kTypes[v.kind];
  return is_object(v) ? kObjectType : kArrayType;
}
// "number", "array", ...: the names of type()'s results.
const char* type_name(const sluice_value& v);
// "string, array or object"
const char* type_names(uint8_t types, char* buffer, size_t size);

// False for null, false, "", [] and {}.
bool is_truthy(const sluice_value& v);

// Whether text may be in a JSON string unescaped.
bool needs_no_escape(std::string_view text);

// Scalars whose text already obeys the rule for batch memory (page, arena or interned).
sluice_value make_scalar(uint8_t kind, std::string_view text);
sluice_value make_string(std::string_view decoded);

}  // namespace sluice::expression
