#include "sluice/expression/values.hpp"

#include <cstdio>
#include <cstring>
#include <string>

#include "characters.hpp"
#include "sluice/expression/path.hpp"

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

constexpr uint64_t kOnes = 0x0101010101010101;
constexpr uint64_t kHighBits = kOnes * 0x80;

// Not 0 if one of eight bytes is below `least` (at most 128).
constexpr uint64_t has_below(uint64_t bytes, uint64_t least) {
  return (bytes - kOnes * least) & ~bytes & kHighBits;
}
// Not 0 if one of eight bytes has to be escaped.
constexpr uint64_t has_escape(uint64_t bytes) {
  return has_below(bytes, 0x20) | has_below(bytes ^ (kOnes * '"'), 1) |
         has_below(bytes ^ (kOnes * '\\'), 1);
}

// Less than eight bytes, some of them twice, and letters.
uint64_t few_bytes(const char* p, size_t size) {
  if (size >= sizeof(uint32_t))
    return detail::load<uint32_t>(p) | uint64_t{detail::load<uint32_t>(p + size - sizeof(uint32_t))}
                                           << 32;
  uint64_t bytes = kOnes * 'a';
  for (size_t i = 0; i < size; i++) bytes = bytes << 8 | static_cast<unsigned char>(p[i]);
  return bytes;
}

// Raw text was checked, so anything after the bracket except space and its partner is content.
bool is_empty_raw(std::string_view text) {
  size_t i = 1;
  while (i < text.size() && is_space(text[i])) i++;
  return i >= text.size() || text[i] == ']' || text[i] == '}';
}

}  // namespace

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

// Eight bytes at a time; the last eight overlap those before.
bool needs_no_escape(std::string_view text) {
  const char* p = text.data();
  size_t left = text.size();
  if (left < sizeof(uint64_t)) return !has_escape(few_bytes(p, left));
  uint64_t found = 0;
  for (; left > sizeof(uint64_t); p += sizeof(uint64_t), left -= sizeof(uint64_t))
    found |= has_escape(detail::load<uint64_t>(p));
  return !(found | has_escape(detail::load<uint64_t>(p + left - sizeof(uint64_t))));
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
