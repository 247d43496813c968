#include "config/parse.hpp"

#include <algorithm>

#include "config/utf8.hpp"

namespace sluice::config {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

size_t skip_digits(std::string_view text, size_t i) {
  while (i < text.size() && is_digit(text[i])) i++;
  return i;
}

// Control characters other than tab, CR and LF; yaml-cpp treats U+0004 as the end of the file.
bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7f;
}

size_t first_bad_byte(std::string_view text) {
  const auto control = std::find_if(text.begin(), text.end(), is_control);
  const auto before = static_cast<size_t>(control - text.begin());
  const size_t bad = first_bad_utf8(text.substr(0, before));
  if (bad != std::string_view::npos) return bad;
  return control == text.end() ? std::string_view::npos : before;
}

bool ends_with_json(std::string_view file) {
  return file.size() >= 5 && file.substr(file.size() - 5) == ".json";
}

}  // namespace

bool is_json_number(std::string_view text) {
  size_t i = !text.empty() && text[0] == '-' ? 1 : 0;
  if (i == text.size() || !is_digit(text[i])) return false;
  i = text[i] == '0' ? i + 1 : skip_digits(text, i);
  if (i < text.size() && text[i] == '.') {
    if (++i == text.size() || !is_digit(text[i])) return false;
    i = skip_digits(text, i);
  }
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    i++;
    if (i < text.size() && (text[i] == '+' || text[i] == '-')) i++;
    if (i == text.size() || !is_digit(text[i])) return false;
    i = skip_digits(text, i);
  }
  return i == text.size();
}

Position position_at(std::string_view text, size_t offset) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  const size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
  return {static_cast<uint32_t>(std::count(before.begin(), before.end(), '\n') + 1),
          static_cast<uint32_t>(before.size() - line_start + 1)};
}

std::optional<Node> parse(std::string_view text, Problems& problems) {
  if (text.size() > kMaxConfigSize) {
    problems.add({}, "",
                 "the file has " + std::to_string(text.size()) + " bytes; at most " +
                     std::to_string(kMaxConfigSize) + " are read");
    return std::nullopt;
  }
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
  if (const size_t bad = first_bad_byte(text); bad != std::string_view::npos) {
    problems.add(
        position_at(text, bad), "",
        "a byte that is not UTF-8 text; save the file as UTF-8 without control characters");
    return std::nullopt;
  }
  return ends_with_json(problems.file()) ? parse_json(text, problems) : parse_yaml(text, problems);
}

}  // namespace sluice::config
