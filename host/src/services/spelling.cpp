#include "services/spelling.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "base/hex.hpp"

namespace sluice::services {
namespace {

// Both the byte and an escape may be meant: \\ is one backslash or two. So often both are tried.
constexpr unsigned kMostChoices = 8;

// What an escape stands for; no size: it is none.
struct Escape {
  size_t size = 0;
  std::string bytes = {};
};

std::string utf8(uint32_t point) {
  const auto tail = [&](int shift) { return static_cast<char>(0x80 | ((point >> shift) & 0x3F)); };
  if (point < 0x80) return {static_cast<char>(point)};
  if (point < 0x800) return {static_cast<char>(0xC0 | (point >> 6)), tail(0)};
  if (point < 0x10000) return {static_cast<char>(0xE0 | (point >> 12)), tail(6), tail(0)};
  return {static_cast<char>(0xF0 | ((point >> 18) & 7)), tail(12), tail(6), tail(0)};
}

std::optional<uint32_t> number_in(std::string_view digits, uint32_t base) {
  uint32_t out = 0;
  if (digits.empty() || digits.size() > 7) return std::nullopt;
  for (const char c : digits) {
    const int value = base::hex_value(c);
    if (value < 0 || static_cast<uint32_t>(value) >= base) return std::nullopt;
    out = out * base + static_cast<uint32_t>(value);
  }
  return out;
}

Escape percent_at(std::string_view text) {
  const auto value = text.size() < 3 ? std::nullopt : number_in(text.substr(1, 2), 16);
  return value ? Escape{3, std::string(1, static_cast<char>(*value))} : Escape{};
}

// %252B, as what was encoded more than once.
Escape percents_at(std::string_view text) {
  size_t skipped = 0;
  while (text.substr(1 + skipped, 2) == "25") skipped += 2;
  Escape out = percent_at("%" + std::string(text.substr(1 + skipped, 2)));
  if (out.size) out.size += skipped;
  return out;
}

std::optional<uint32_t> unit_at(std::string_view text) {
  if (text.size() < 6 || text.substr(0, 2) != "\\u") return std::nullopt;
  return number_in(text.substr(2, 4), 16);
}

Escape backslash_at(std::string_view text) {
  static constexpr std::string_view kLetters = "\"\\/bfnrt", kMeant = "\"\\/\b\f\n\r\t";
  if (text.size() < 2) return {};
  if (const size_t at = kLetters.find(text[1]); at != kLetters.npos)
    return {2, std::string(1, kMeant[at])};
  const auto high = unit_at(text);
  if (!high) return {};
  if ((*high & 0xFC00) != 0xD800) return {6, utf8(*high)};
  const auto low = unit_at(text.substr(6));
  if (!low || (*low & 0xFC00) != 0xDC00) return {};
  return {12, utf8(0x10000 + ((*high & 0x3FF) << 10) + (*low & 0x3FF))};
}

Escape entity_at(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, char>, 5> kNamed = {
      {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}}};
  const size_t end = text.substr(0, 12).find(';');
  if (end == text.npos) return {};
  const std::string_view name = text.substr(1, end - 1);
  for (const auto& [known, meant] : kNamed)
    if (name == known) return {end + 1, std::string(1, meant)};
  if (!name.starts_with('#')) return {};
  const bool hex = name.substr(1, 1) == "x" || name.substr(1, 1) == "X";
  const auto point = number_in(name.substr(hex ? 2 : 1), hex ? 16 : 10);
  return point && *point ? Escape{end + 1, utf8(*point)} : Escape{};
}

Escape escape_at(std::string_view text) {
  switch (text[0]) {
    case '%':
      return percent_at(text);
    case '\\':
      return backslash_at(text);
    case '&':
      return entity_at(text);
    default:
      return {};
  }
}

// An escape that is cut off may still become any byte.
bool is_begun_escape(std::string_view text) {
  return begins_escape(text[0]) && text.size() < kLongestSpelling && !escape_at(text).size &&
         text.find_first_of("; \"") == text.npos;
}

// Of several meanings the one that is wanted.
Escape escape_at(std::string_view text, std::string_view wanted) {
  Escape out = escape_at(text);
  if (text[0] != '%' || wanted.starts_with(out.bytes)) return out;
  return percents_at(text);
}

Spelled follow(std::string_view text, std::string_view wanted, unsigned choices) {
  Spelled out;
  while (out.size < text.size() && out.known < wanted.size()) {
    const std::string_view rest = text.substr(out.size), next = wanted.substr(out.known);
    const Escape escape = escape_at(rest, next);
    const bool plain = rest[0] == next[0] || (rest[0] == '+' && next[0] == ' ');
    const bool escaped = escape.size && next.starts_with(escape.bytes);
    if (plain && escaped && choices) {
      const Spelled other =
          follow(rest.substr(escape.size), next.substr(escape.bytes.size()), choices - 1);
      if (other.known + escape.bytes.size() == next.size())
        return {out.size + escape.size + other.size, wanted.size(), other.to_end};
    }
    if (!plain && !escaped) break;
    out.size += plain ? 1 : escape.size;
    out.known += plain ? 1 : escape.bytes.size();
  }
  out.to_end = out.size == text.size() ||
               (out.known < wanted.size() && is_begun_escape(text.substr(out.size)));
  return out;
}

}  // namespace

Spelled spelled(std::string_view text, std::string_view wanted) {
  return follow(text, wanted, kMostChoices);
}

}  // namespace sluice::services
