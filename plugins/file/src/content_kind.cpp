#include "content_kind.hpp"

#include <algorithm>

namespace file_plugin {
namespace {

using std::string_view;

constexpr string_view kExport = "export it as JSON lines first";
constexpr string_view kSplit = "set `format: json`";
constexpr string_view kCompact = "set `format: json`, and `items` to the array in it";
constexpr string_view kXml = "set `format: xml`";
constexpr string_view kConvert = "set `format: csv`, and `delimiter` unless it is a comma";

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

string_view trimmed(string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

// The next line that is not blank, without the blanks around it.
struct Line {
  string_view text;
  bool ended = false;  // by a line break, or by the end of everything
};

Line next_line(string_view& text, bool whole) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  const size_t end = text.find('\n');
  const Line out{trimmed(text.substr(0, end)), end != text.npos || whole};
  text.remove_prefix(end == text.npos ? text.size() : end + 1);
  return out;
}

bool is_one_of(char c, string_view set) { return set.find(c) != set.npos; }

// Bytes of the string or the word that the line starts with.
size_t first_token(string_view line) {
  if (line.front() != '"') return std::min(line.size(), line.find_first_of(" \t\r,;|:\"{}[]"));
  for (size_t i = 1; i < line.size(); i++) {
    if (line[i] == '\\')
      i++;
    else if (line[i] == '"')
      return i + 1;
  }
  return line.size();
}

bool is_scalar(string_view token) {
  if (token.empty()) return false;
  if (token.front() == '"' || token == "true" || token == "false" || token == "null") return true;
  return std::all_of(token.begin(), token.end(),
                     [](char c) { return is_one_of(c, "0123456789+-.eE"); }) &&
         is_one_of(token.front(), "-0123456789");
}

// Whether it may be meant as a JSON value: the parser reports a bad one.
bool may_be_json(string_view line) {
  if (line.empty() || line.front() == '{' || line.front() == '[') return true;
  const size_t end = first_token(line);
  return is_scalar(line.substr(0, end)) && trimmed(line.substr(end)).empty();
}

std::optional<OtherKind> document(const Line& first) {
  const bool array = first.text.front() == '[';
  const OtherKind spread = array ? OtherKind{"a JSON array over several lines", kSplit}
                                 : OtherKind{"a JSON document over several lines", kCompact};
  const string_view inner = trimmed(first.text.substr(1));
  if (array && !inner.empty() && is_one_of(inner.front(), "{]"))
    return OtherKind{"one JSON array, not one record per line", kSplit};
  if (first.ended && (inner.empty() || is_one_of(inner.back(), "{[,"))) return spread;
  if (first.ended && array && inner.back() != ']') return spread;
  return std::nullopt;
}

}  // namespace

std::optional<OtherKind> other_kind(string_view start, bool whole) {
  if (auto kind = sluice::encoding::no_text(start)) return kind;
  if (start.substr(0, 3) == "---") return OtherKind{"YAML", "convert it to JSON lines first"};
  const Line first = next_line(start, whole);
  if (first.text.empty()) return std::nullopt;
  if (first.text.front() == '<') return OtherKind{"XML or HTML", kXml};
  if (first.text.front() == '{' || first.text.front() == '[') return document(first);
  if (may_be_json(first.text)) return std::nullopt;
  // One bad line parks; if the next is bad too, it is another kind of file.
  const Line second = next_line(start, whole);
  const bool separated = first.text.find_first_of(",;\t|") != string_view::npos;
  if (second.text.empty() ? !whole && !separated : may_be_json(second.text)) return std::nullopt;
  if (separated) return OtherKind{"CSV or another table of text", kConvert};
  return OtherKind{"text that is not JSON", kExport};
}

}  // namespace file_plugin
