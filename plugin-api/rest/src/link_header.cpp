// link_of(): RFC 8288 as servers write it, with or without quotes.
#include <algorithm>

#include "sluice/rest/ascii.hpp"
#include "sluice/rest/link_target.hpp"

namespace sluice::rest {
namespace {

constexpr std::string_view kBlanks = " \t";

std::string_view trimmed(std::string_view text) {
  const size_t first = text.find_first_not_of(kBlanks);
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

// What comes before the next `stop` that is not in quotes; takes it and the stop away.
std::string_view take_until(std::string_view& text, char stop) {
  bool quoted = false;
  size_t at = 0;
  for (; at < text.size() && (quoted || text[at] != stop); at++) {
    if (quoted && text[at] == '\\')
      at++;
    else if (text[at] == '"')
      quoted = !quoted;
  }
  const std::string_view out = text.substr(0, at);
  text.remove_prefix(std::min(at + 1, text.size()));
  return out;
}

// Whether "rel=\"next last\"" names the relation.
bool names(std::string_view parameter, std::string_view rel) {
  const size_t equals = parameter.find('=');
  if (equals == parameter.npos || !same_but_for_case(trimmed(parameter.substr(0, equals)), "rel"))
    return false;
  std::string_view words = trimmed(parameter.substr(equals + 1));
  if (words.size() > 1 && words.front() == '"') words = words.substr(1, words.size() - 2);
  while (!words.empty()) {
    const std::string_view word = words.substr(0, words.find(' '));
    if (same_but_for_case(word, rel)) return true;
    words.remove_prefix(std::min(word.size() + 1, words.size()));
  }
  return false;
}

}  // namespace

std::optional<std::string> link_of(std::string_view header, std::string_view rel) {
  for (;;) {
    const size_t open = header.find('<');
    const size_t close = header.find('>', std::min(open, header.size()));
    if (close == header.npos) return std::nullopt;
    const std::string_view address = header.substr(open + 1, close - open - 1);
    header.remove_prefix(close + 1);
    std::string_view parameters = take_until(header, ',');
    while (!parameters.empty())
      if (names(take_until(parameters, ';'), rel)) return std::string(trimmed(address));
  }
}

}  // namespace sluice::rest
