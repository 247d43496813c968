#include "config/env_file.hpp"

#include <optional>
#include <utility>

#include "config/interpolate.hpp"
#include "config/utf8.hpp"

namespace sluice::config {
namespace {

constexpr std::string_view kBlanks = " \t\r";

std::string_view trimmed(std::string_view text) {
  const size_t from = text.find_first_not_of(kBlanks);
  if (from == text.npos) return {};
  return text.substr(from, text.find_last_not_of(kBlanks) - from + 1);
}

// What stands between double quotes, from behind the first one; nothing: the second one is missing,
// or something follows it.
std::optional<std::string> unescaped(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); i++) {
    if (text[i] == '"') return i + 1 == text.size() ? std::optional(out) : std::nullopt;
    if (text[i] != '\\' || i + 1 == text.size()) {
      out += text[i];
      continue;
    }
    const char next = text[++i];
    if (next != '"' && next != '\\' && next != 'n') out += '\\';
    out += next == 'n' ? '\n' : next;
  }
  return std::nullopt;
}

std::optional<std::string> value_of(std::string_view text) {
  if (text.empty() || (text[0] != '"' && text[0] != '\'')) return std::string(text);
  if (text[0] == '"') return unescaped(text.substr(1));
  const size_t end = text.find('\'', 1);
  return end + 1 == text.size() ? std::optional<std::string>(text.substr(1, end - 1))
                                : std::nullopt;
}

class EnvFileParser {
 public:
  explicit EnvFileParser(Problems& problems) : problems_(problems) {}

  void line(std::string_view text) {
    number_++;
    text = trimmed(text);
    if (text.empty() || text[0] == '#') return;
    if (text.substr(0, 7) == "export ") text = trimmed(text.substr(7));
    const size_t equals = text.find('=');
    const std::string name(trimmed(text.substr(0, equals)));
    if (equals == text.npos || !is_variable_name(name))
      return problem("is not NAME=value, nor a # comment");
    std::optional<std::string> value = value_of(trimmed(text.substr(equals + 1)));
    if (!value) return problem("the value of " + name + " has no closing quote at its end");
    if (first_bad_utf8(*value) != std::string::npos)
      return problem("the value of " + name + " is not UTF-8 text");
    if (!out_.insert({name, *std::move(value)}).second)
      problem(name + " is given twice; remove one of them");
  }

  Variables take() { return std::move(out_); }

 private:
  void problem(std::string message) { problems_.add({number_, 1}, "", std::move(message)); }

  Problems& problems_;
  Variables out_;
  uint32_t number_ = 0;
};

}  // namespace

Variables parse_env_file(std::string_view text, Problems& problems) {
  EnvFileParser parser(problems);
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
  while (!text.empty()) {
    const size_t end = text.find('\n');
    parser.line(text.substr(0, end));
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
  }
  return parser.take();
}

}  // namespace sluice::config
