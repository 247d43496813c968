#include "unicode.hpp"

#include <utf8proc.h>

#include <cstdlib>
#include <memory>
#include <new>

namespace sluice::expression {
namespace {

constexpr int32_t kSharpS = 0xDF;
constexpr int32_t kByteOrderMark = 0xFEFF;

const auto* bytes_of(std::string_view text) {
  return reinterpret_cast<const utf8proc_uint8_t*>(text.data());
}

std::string mapped(std::string_view text, int options) {
  utf8proc_uint8_t* out = nullptr;
  const utf8proc_ssize_t size =
      utf8proc_map(bytes_of(text), static_cast<utf8proc_ssize_t>(text.size()), &out,
                   static_cast<utf8proc_option_t>(UTF8PROC_STABLE | options));
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(out, std::free);
  if (size == UTF8PROC_ERROR_NOMEM) throw std::bad_alloc();
  if (size < 0) return std::string(text);  // only invalid UTF-8 is left
  return {reinterpret_cast<const char*>(out), static_cast<size_t>(size)};
}

bool is_ascii(std::string_view text) {
  for (const char c : text)
    if (c & 0x80) return false;
  return true;
}

// `one` for ASCII, which is nearly all text; `any` for the rest.
template <class One, class Any>
std::string changed(std::string_view text, One one, Any any) {
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    const CodePoint c = code_point_at(text, at);
    if (c.value < 0x80)
      out += one(static_cast<char>(c.value));
    else
      any(c.value, &out);
    at += c.size;
  }
  return out;
}

void append_upper(int32_t c, std::string* out) {
  if (c == kSharpS)
    *out += "SS";
  else
    append(out, utf8proc_toupper(c));
}

bool is_in_word(int32_t c) {
  constexpr int32_t kRightQuote = 0x2019;
  return is_letter_or_digit(c) || c == '\'' || c == kRightQuote ||
         utf8proc_category(c) == UTF8PROC_CATEGORY_MN;
}

}  // namespace

CodePoint code_point_at(std::string_view text, size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  if (first < 0x80) return {first, 1};
  utf8proc_int32_t value = 0;
  const utf8proc_ssize_t size = utf8proc_iterate(
      bytes_of(text) + at, static_cast<utf8proc_ssize_t>(text.size() - at), &value);
  return size > 0 ? CodePoint{value, static_cast<size_t>(size)} : CodePoint{0xFFFD, 1};
}

void append(std::string* out, int32_t code_point) {
  utf8proc_uint8_t bytes[4];
  const auto size = static_cast<size_t>(utf8proc_encode_char(code_point, bytes));
  out->append(reinterpret_cast<const char*>(bytes), size);
}

bool is_white_space(std::string_view character) {
  if (character.empty()) return false;
  const int32_t c = code_point_at(character, 0).value;
  if (c < 0x80) return c == ' ' || (c >= 0x09 && c <= 0x0D);
  constexpr int32_t kNextLine = 0x85;
  const utf8proc_category_t category = utf8proc_category(c);
  return c == kNextLine || c == kByteOrderMark || category == UTF8PROC_CATEGORY_ZS ||
         category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP;
}

bool is_letter_or_digit(int32_t c) {
  if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  const utf8proc_category_t category = utf8proc_category(c);
  return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
         (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO);
}

std::string lower_case(std::string_view text) {
  return changed(
      text, [](char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c ^ 0x20 : c); },
      [](int32_t c, std::string* out) { append(out, utf8proc_tolower(c)); });
}

std::string upper_case(std::string_view text) {
  return changed(
      text, [](char c) { return static_cast<char>(c >= 'a' && c <= 'z' ? c ^ 0x20 : c); },
      append_upper);
}

std::string title_case(std::string_view text) {
  std::string out;
  bool inside = false;
  for (size_t at = 0; at < text.size();) {
    const CodePoint c = code_point_at(text, at);
    append(&out, inside ? utf8proc_tolower(c.value) : utf8proc_totitle(c.value));
    inside = is_in_word(c.value);
    at += c.size;
  }
  return out;
}

std::string normalized(std::string_view text, Form form) {
  if (is_ascii(text)) return std::string(text);
  switch (form) {
    case Form::kNfc:
      return mapped(text, UTF8PROC_COMPOSE);
    case Form::kNfd:
      return mapped(text, UTF8PROC_DECOMPOSE);
    case Form::kNfkc:
      return mapped(text, UTF8PROC_COMPOSE | UTF8PROC_COMPAT);
    default:
      return mapped(text, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT);
  }
}

std::string without_marks(std::string_view text) {
  return is_ascii(text) ? std::string(text)
                        : mapped(text, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_STRIPMARK);
}

}  // namespace sluice::expression
