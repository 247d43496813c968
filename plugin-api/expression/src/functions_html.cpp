// html_decode, html_strip, truncate
#include <algorithm>
#include <charconv>

#include "characters.hpp"
#include "html_entities.hpp"
#include "parameters.hpp"
#include "sluice/expression/utf8.hpp"
#include "unicode.hpp"

namespace sluice::expression {
namespace {

constexpr size_t kLongestEntity = 12;

int32_t named_character(std::string_view name) {
  const auto* const found =
      std::lower_bound(std::begin(kEntities), std::end(kEntities), name,
                       [](const Entity& entity, std::string_view n) { return entity.name < n; });
  return found != std::end(kEntities) && found->name == name ? found->character : -1;
}

// "#8364" or "#x20AC"; -1: it is none.
int32_t numbered_character(std::string_view text) {
  const bool is_hex = text.size() > 2 && (text[1] == 'x' || text[1] == 'X');
  const std::string_view digits = text.substr(is_hex ? 2 : 1);
  int32_t value = -1;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), value, is_hex ? 16 : 10);
  const bool is_whole = error == std::errc() && end == digits.data() + digits.size();
  constexpr int32_t kLast = 0x10FFFF, kFirstSurrogate = 0xD800, kLastSurrogate = 0xDFFF;
  if (!is_whole || value <= 0 || value > kLast) return -1;
  return value >= kFirstSurrogate && value <= kLastSurrogate ? -1 : value;
}

std::string decoded_html(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const size_t plain = std::min(text.find('&'), text.size());
    out += text.substr(0, plain);
    text.remove_prefix(plain);
    const size_t end = text.substr(0, kLongestEntity).find(';');
    const std::string_view name = end == text.npos || end < 2 ? "" : text.substr(1, end - 1);
    const int32_t c = name.starts_with('#') ? numbered_character(name) : named_character(name);
    if (c >= 0) append(&out, c);
    if (c < 0 && !text.empty()) out += '&';
    text.remove_prefix(std::min(c >= 0 ? end + 1 : 1, text.size()));
  }
  return out;
}

char small_letter(char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c ^ 0x20 : c); }

// The name of a tag without its sign, in small letters: "/p" gives "p".
std::string tag_name(std::string_view tag) {
  if (tag.starts_with('/')) tag.remove_prefix(1);
  std::string out;
  for (const char c : tag) {
    if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && !is_digit(c)) break;
    out += small_letter(c);
  }
  return out;
}

// Tags within a line of text; every other one stands between words.
bool is_inline(const std::string& name) {
  constexpr std::string_view kInline[] = {
      "a",    "abbr", "b", "bdi",   "bdo",  "cite",   "code", "em",  "font", "i",   "ins", "kbd",
      "mark", "q",    "s", "small", "span", "strong", "sub",  "sup", "u",    "wbr", "del"};
  return std::find(std::begin(kInline), std::end(kInline), name) != std::end(kInline);
}

// Where `</name` begins from `at` on; the end if it is not there.
size_t closing_tag(std::string_view text, size_t at, const std::string& name) {
  for (; at < text.size(); at++) {
    at = std::min(text.find("</", at), text.size());
    if (at < text.size() && tag_name(text.substr(at + 1)) == name) return at;
  }
  return text.size();
}

// Behind the tag, comment or script that begins at text[at]; `name` is of the tag.
size_t tag_end(std::string_view text, size_t at, std::string* name) {
  constexpr std::string_view kComment = "<!--", kCommentEnd = "-->";
  if (text.substr(at).starts_with(kComment)) {
    const size_t end = text.find(kCommentEnd, at + kComment.size());
    return end == text.npos ? text.size() : end + kCommentEnd.size();
  }
  *name = tag_name(text.substr(at + 1));
  char quote = 0;
  size_t end = at + 1;
  for (; end < text.size() && (quote || text[end] != '>'); end++) {
    if (quote ? text[end] == quote : text[end] == '"' || text[end] == '\'')
      quote = quote ? '\0' : text[end];
  }
  end = std::min(end + 1, text.size());
  const bool is_hidden = text[at + 1] != '/' && (*name == "script" || *name == "style");
  return is_hidden ? closing_tag(text, end, *name) : end;
}

bool starts_tag(std::string_view text, size_t at) {
  if (text[at] != '<' || at + 1 >= text.size()) return false;
  const char next = small_letter(text[at + 1]);
  return next == '/' || next == '!' || next == '?' || (next >= 'a' && next <= 'z');
}

std::string without_tags(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    if (!starts_tag(text, at)) {
      out += text[at++];
      continue;
    }
    std::string name;
    at = tag_end(text, at, &name);
    if (!is_inline(name)) out += ' ';
  }
  return out;
}

// One blank for any white space, and none at the ends.
std::string with_single_blanks(std::string_view text) {
  std::string out;
  bool is_apart = false;
  for (size_t at = 0; at < text.size();) {
    const size_t size = code_point_size(text, at);
    const std::string_view character = text.substr(at, size);
    at += size;
    if (is_white_space(character)) {
      is_apart = !out.empty();
      continue;
    }
    if (is_apart) out += ' ';
    is_apart = false;
    out += character;
  }
  return out;
}

sluice_value* html_decode(Evaluator& e, const Arguments& args) {
  std::string_view text;
  if (!e.text(*args[0], &text)) return nullptr;
  return text.find('&') == text.npos ? args[0] : e.copied_string(decoded_html(text));
}

sluice_value* html_strip(Evaluator& e, const Arguments& args) {
  std::string_view text;
  if (!e.text(*args[0], &text)) return nullptr;
  return e.copied_string(with_single_blanks(decoded_html(without_tags(text))));
}

// The bytes of the first `count` characters.
size_t size_of_characters(std::string_view text, int64_t count) {
  size_t at = 0;
  for (int64_t i = 0; i < count && at < text.size(); i++) at += code_point_size(text, at);
  return at;
}

sluice_value* truncate(Evaluator& e, const Arguments& args) {
  std::string_view text, end;
  int64_t most = 0;
  if (!text_at(e, args, 0, &text) ||
      !whole_number_at(e, args, 1, "length of truncate()", 0, INT64_MAX, &most) ||
      !text_at(e, args, 2, &end))
    return nullptr;
  if (size_of_characters(text, most) == text.size()) return args[0];
  const auto of_end = static_cast<int64_t>(count_code_points(end));
  if (of_end >= most) return e.string(text.substr(0, size_of_characters(text, most)));
  std::string out(text.substr(0, size_of_characters(text, most - of_end)));
  return e.copied_string(out.append(end));
}

constexpr Function kHtmlFunctions[] = {
    {"html_decode",
     1,
     1,
     {kStringType},
     kStringType,
     html_decode,
     {"text", "Characters instead of `&amp;`, `&#8364;`, `&eacute;` and the like.",
      "html_decode('caf&eacute; &amp; bar')", "\"caf\xC3\xA9 & bar\""}},
    {"html_strip",
     1,
     1,
     {kStringType},
     kStringType,
     html_strip,
     {"html",
      "The text alone: no tags, comments, scripts and styles, characters decoded, single blanks.",
      "html_strip('<p>Red <b>wine</b></p><p>750&nbsp;ml</p>')", R"("Red wine 750 ml")"}},
    {"truncate",
     2,
     3,
     {kStringType, kNumberType, kStringType},
     kStringType,
     truncate,
     {"text, length, end?",
      "At most so many characters of the text; if it is cut, with `end` as the last of them.",
      "truncate('Espresso machine', `9`, '\xE2\x80\xA6')", "\"Espresso\xE2\x80\xA6\""}},
};

}  // namespace

FunctionList html_functions() { return {"text", kHtmlFunctions, std::size(kHtmlFunctions)}; }

}  // namespace sluice::expression
