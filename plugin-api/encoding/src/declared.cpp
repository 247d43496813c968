#include "sluice/encoding/declared.hpp"

#include <algorithm>
#include <array>

namespace sluice::encoding {
namespace {

// UTF-32 first: its mark begins with one of UTF-16.
constexpr std::array<ByteOrderMark, 5> kMarks = {{{"\xEF\xBB\xBF", "UTF-8"},
                                                  {{"\xFF\xFE\0\0", 4}, "UTF-32LE"},
                                                  {{"\0\0\xFE\xFF", 4}, "UTF-32BE"},
                                                  {"\xFF\xFE", "UTF-16LE"},
                                                  {"\xFE\xFF", "UTF-16BE"}}};

// Letters count as equal to their capitals.
bool same_word(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t";
  const size_t from = text.find_first_not_of(kSpace);
  if (from == text.npos) return {};
  return text.substr(from, text.find_last_not_of(kSpace) - from + 1);
}

// Up to the semicolon that ends a parameter: one in quotes does not.
std::string_view next_part(std::string_view& rest) {
  bool quoted = false;
  size_t end = 0;
  for (; end < rest.size() && (quoted || rest[end] != ';'); end++) {
    if (rest[end] == '"') quoted = !quoted;
    if (quoted && rest[end] == '\\') end++;
  }
  const std::string_view part = rest.substr(0, end);
  rest.remove_prefix(std::min(part.size() + 1, rest.size()));
  return trimmed(part);
}

std::string unquoted(std::string_view value) {
  if (value.size() < 2 || value.front() != '"' || value.back() != '"') return std::string(value);
  std::string out;
  for (size_t i = 1; i + 1 < value.size(); i++) {
    if (value[i] == '\\' && i + 2 < value.size()) i++;
    out += value[i];
  }
  return out;
}

}  // namespace

ByteOrderMark byte_order_mark(std::string_view text) {
  for (const ByteOrderMark& mark : kMarks)
    if (text.substr(0, mark.bytes.size()) == mark.bytes) return mark;
  return {};
}

std::string of_xml(std::string_view beginning) {
  constexpr std::string_view kWord = "encoding";
  beginning.remove_prefix(byte_order_mark(beginning).bytes.size());
  if (beginning.substr(0, 5) != "<?xml") return {};
  beginning = beginning.substr(0, beginning.find("?>"));
  size_t at = beginning.find(kWord);
  if (at == beginning.npos) return {};
  at = beginning.find_first_of("\"'", at + kWord.size());
  if (at == beginning.npos) return {};
  const size_t end = beginning.find(beginning[at], at + 1);
  return std::string(end == beginning.npos ? std::string_view()
                                           : beginning.substr(at + 1, end - at - 1));
}

std::string of_content_type(std::string_view content_type) {
  next_part(content_type);
  while (!content_type.empty()) {
    const std::string_view parameter = next_part(content_type);
    const size_t equal = std::min(parameter.find('='), parameter.size());
    if (equal < parameter.size() && same_word(trimmed(parameter.substr(0, equal)), "charset"))
      return unquoted(trimmed(parameter.substr(equal + 1)));
  }
  return {};
}

bool names_utf8(std::string_view encoding) {
  return same_word(encoding, "UTF-8") || same_word(encoding, "UTF8");
}

}  // namespace sluice::encoding
