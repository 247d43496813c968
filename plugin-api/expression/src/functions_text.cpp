// find_first, find_last, pad_left, pad_right, replace, split, trim, trim_left, trim_right:
// characters are code points.
#include <cstring>

#include "parameters.hpp"
#include "sluice/expression/utf8.hpp"
#include "unicode.hpp"

namespace sluice::expression {
namespace {

// The byte at which character `at` begins; from the end if it is negative. Within the text.
size_t byte_of(std::string_view text, int64_t at) {
  const auto characters = static_cast<int64_t>(count_code_points(text));
  if (at < 0) at = at < -characters ? 0 : at + characters;
  size_t byte = 0;
  for (int64_t i = 0; i < at && byte < text.size(); i++) byte += code_point_size(text, byte);
  return byte;
}

sluice_value* find(Evaluator& e, const Arguments& args, bool is_first, const char* start_name,
                   const char* end_name) {
  std::string_view text, part;
  int64_t start = 0, end = INT64_MAX;
  if (!text_at(e, args, 0, &text) || !text_at(e, args, 1, &part) ||
      !whole_number_at(e, args, 2, start_name, INT64_MIN, INT64_MAX, &start) ||
      !whole_number_at(e, args, 3, end_name, INT64_MIN, INT64_MAX, &end))
    return nullptr;
  const size_t from = byte_of(text, start), to = byte_of(text, end);
  if (part.empty() || from >= to) return e.null();
  const std::string_view range = text.substr(from, to - from);
  const size_t at = is_first ? range.find(part) : range.rfind(part);
  if (at == range.npos) return e.null();
  return e.number(static_cast<int64_t>(count_code_points(text.substr(0, from + at))));
}

sluice_value* find_first(Evaluator& e, const Arguments& args) {
  return find(e, args, true, "start of find_first()", "end of find_first()");
}
sluice_value* find_last(Evaluator& e, const Arguments& args) {
  return find(e, args, false, "start of find_last()", "end of find_last()");
}

struct Padding {
  std::string_view text, pad = " ";
  size_t count = 0;
  size_t size() const { return text.size() + count * pad.size(); }
};

bool read_padding(Evaluator& e, const Arguments& args, const char* name, Padding* out) {
  int64_t width = 0;
  const std::string width_name = "width of " + std::string(name);
  if (!text_at(e, args, 0, &out->text) ||
      !whole_number_at(e, args, 1, width_name.c_str(), 0, kMostCharacters, &width) ||
      !text_at(e, args, 2, &out->pad))
    return false;
  if (count_code_points(out->pad) != 1)
    return e.fail("the padding of " + std::string(name) + " is one character, not \"" +
                  std::string(out->pad.substr(0, 40)) + "\""),
           false;
  const size_t has = count_code_points(out->text);
  out->count = static_cast<size_t>(width) > has ? static_cast<size_t>(width) - has : 0;
  return true;
}

char* put_pads(const Padding& padding, char* out) {
  for (size_t i = 0; i < padding.count; i++) out += padding.pad.copy(out, padding.pad.size());
  return out;
}

sluice_value* pad_left(Evaluator& e, const Arguments& args) {
  Padding padding;
  if (!read_padding(e, args, "pad_left()", &padding)) return nullptr;
  auto* const out = static_cast<char*>(e.allocate(padding.size()));
  if (!out) return nullptr;
  char* const text = put_pads(padding, out);
  padding.text.copy(text, padding.text.size());
  return e.string({out, padding.size()});
}

sluice_value* pad_right(Evaluator& e, const Arguments& args) {
  Padding padding;
  if (!read_padding(e, args, "pad_right()", &padding)) return nullptr;
  auto* const out = static_cast<char*>(e.allocate(padding.size()));
  if (!out) return nullptr;
  put_pads(padding, out + padding.text.copy(out, padding.text.size()));
  return e.string({out, padding.size()});
}

// How often `part` is in `text`, at most `most` times.
size_t occurrences(std::string_view text, std::string_view part, size_t most) {
  size_t n = 0;
  for (size_t at = text.find(part); at != text.npos && n < most; n++)
    at = text.find(part, at + part.size());
  return n;
}

size_t replaced(std::string_view text, std::string_view old, std::string_view with, size_t count,
                char* out) {
  char* const begin = out;
  for (size_t i = 0; i < count; i++) {
    const size_t at = text.find(old);
    out += text.copy(out, at);
    out += with.copy(out, with.size());
    text.remove_prefix(at + old.size());
  }
  return static_cast<size_t>(out + text.copy(out, text.size()) - begin);
}

sluice_value* replace(Evaluator& e, const Arguments& args) {
  std::string_view text, old, with;
  int64_t most = INT64_MAX;
  if (!text_at(e, args, 0, &text) || !text_at(e, args, 1, &old) || !text_at(e, args, 2, &with) ||
      !whole_number_at(e, args, 3, "count of replace()", 0, INT64_MAX, &most))
    return nullptr;
  const size_t count = old.empty() ? 0 : occurrences(text, old, static_cast<size_t>(most));
  if (!count) return args[0];
  const size_t size = text.size() - count * old.size() + count * with.size();
  auto* const out =
      is_small_enough(e, "replace()", size) ? static_cast<char*>(e.allocate(size)) : nullptr;
  return out ? e.string({out, replaced(text, old, with, count, out)}) : nullptr;
}

// Bytes of the part that ends before the next separator; an empty one separates all characters.
size_t part_size(std::string_view text, std::string_view separator) {
  return separator.empty() ? code_point_size(text, 0) : text.find(separator);
}

sluice_value* split(Evaluator& e, const Arguments& args) {
  std::string_view text, separator;
  int64_t most = INT64_MAX;
  if (!text_at(e, args, 0, &text) || !text_at(e, args, 1, &separator) ||
      !whole_number_at(e, args, 2, "count of split()", 0, INT64_MAX, &most))
    return nullptr;
  const auto limit = static_cast<size_t>(most);
  size_t count = 0;  // of separators
  if (!separator.empty())
    count = occurrences(text, separator, limit);
  else if (!text.empty())
    count = std::min(limit, count_code_points(text) - 1);
  const size_t parts = separator.empty() && text.empty() ? 0 : count + 1;
  sluice_value* const result = are_few_enough(e, "split()", parts) ? e.array(parts) : nullptr;
  if (!result) return nullptr;
  for (size_t i = 0; i < count; i++) {
    const size_t size = part_size(text, separator);
    result->as.items[i] = make_string(text.substr(0, size));
    text.remove_prefix(size + separator.size());
  }
  if (parts) result->as.items[count] = make_string(text);
  return result;
}

// Whether the character is one of those to trim; none given: white space.
bool is_trimmed(std::string_view character, std::string_view characters) {
  if (characters.empty() && !(character.front() & 0x80))
    return character.front() == ' ' || (character.front() >= '\t' && character.front() <= '\r');
  if (characters.empty()) return is_white_space(character);
  return characters.find(character) != characters.npos;
}

std::string_view without_front(std::string_view text, std::string_view characters) {
  while (!text.empty()) {
    const size_t size = code_point_size(text, 0);
    if (!is_trimmed(text.substr(0, size), characters)) break;
    text.remove_prefix(size);
  }
  return text;
}

std::string_view without_back(std::string_view text, std::string_view characters) {
  while (!text.empty()) {
    size_t at = text.size() - 1;
    while (at && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) at--;
    if (!is_trimmed(text.substr(at), characters)) break;
    text.remove_suffix(text.size() - at);
  }
  return text;
}

sluice_value* trimmed(Evaluator& e, const Arguments& args, bool front, bool back) {
  std::string_view text, characters;
  if (!text_at(e, args, 0, &text) || !text_at(e, args, 1, &characters)) return nullptr;
  if (front) text = without_front(text, characters);
  return e.string(back ? without_back(text, characters) : text);
}

sluice_value* trim(Evaluator& e, const Arguments& args) { return trimmed(e, args, true, true); }
sluice_value* trim_left(Evaluator& e, const Arguments& args) {
  return trimmed(e, args, true, false);
}
sluice_value* trim_right(Evaluator& e, const Arguments& args) {
  return trimmed(e, args, false, true);
}

constexpr uint8_t kFound = kNumberType | kNullType;

constexpr Function kTextFunctions[] = {
    {"find_first",
     2,
     4,
     {kStringType, kStringType, kNumberType},
     kFound,
     find_first,
     {"text, part, start?, end?",
      "The place of the first `part` in `text`, in characters from 0, between `start` and `end`; "
      "null "
      "if there is none. A negative bound counts from the end.",
      "find_first('A-100-B', '-')", "1"}},
    {"find_last",
     2,
     4,
     {kStringType, kStringType, kNumberType},
     kFound,
     find_last,
     {"text, part, start?, end?", "As `find_first`, of the last `part`.",
      "find_last('A-100-B', '-')", "5"}},
    {"pad_left",
     2,
     3,
     {kStringType, kNumberType, kStringType},
     kStringType,
     pad_left,
     {"text, width, pad?",
      "Puts `pad`, one character (a blank if left out), before the text until it has `width` "
      "characters.",
      "pad_left('42', `6`, '0')", R"("000042")"}},
    {"pad_right",
     2,
     3,
     {kStringType, kNumberType, kStringType},
     kStringType,
     pad_right,
     {"text, width, pad?", "As `pad_left`, after the text.", "pad_right('42', `4`, '.')",
      R"("42..")"}},
    {"replace",
     3,
     4,
     {kStringType, kStringType, kStringType, kNumberType},
     kStringType,
     replace,
     {"text, old, new, count?",
      "Every `old` in the text becomes `new`, or only the first `count` of them.",
      "replace('1.234.567', '.', '')", R"("1234567")"}},
    {"split",
     2,
     3,
     {kStringType, kStringType, kNumberType},
     kArrayType,
     split,
     {"text, separator, count?",
      "The parts between separators; with `count` only that many separators count. An empty "
      "separator "
      "gives the characters.",
      "split('red;green;blue', ';')", R"(["red","green","blue"])"}},
    {"trim",
     1,
     2,
     {kStringType},
     kStringType,
     trim,
     {"text, characters?",
      "Without the white space at both ends, or without the characters that are given.",
      "trim('  blue ')", R"("blue")"}},
    {"trim_left",
     1,
     2,
     {kStringType},
     kStringType,
     trim_left,
     {"text, characters?", "As `trim`, at the beginning only.", "trim_left('000123', '0')",
      R"("123")"}},
    {"trim_right",
     1,
     2,
     {kStringType},
     kStringType,
     trim_right,
     {"text, characters?", "As `trim`, at the end only.", "trim_right('12.50', '0')", R"("12.5")"}},
};

}  // namespace

FunctionList text_functions() { return {"text", kTextFunctions, std::size(kTextFunctions)}; }

}  // namespace sluice::expression
