#include "record/string_text.hpp"

#include <algorithm>
#include <cstring>
#include <string>

#include "base/hex.hpp"
#include "record/tokens.hpp"
#include "record/utf8.hpp"

namespace sluice::record {

namespace {

struct Run {
  size_t size;  // bytes up to the first special one
  bool ascii;
};

// Copies to `out` (large enough for the text) up to the first quote, backslash or control.
Run copy_plain(const char* text, size_t size, char* out) {
  bool ascii = true;
  size_t i = 0;
  for (; i + Block::kSize <= size; i += Block::kSize) {
    std::memcpy(out + i, text + i, Block::kSize);
    const Block block = Scan::block(text + i);
    ascii &= block.ascii;
    if (block.clean < Block::kSize) return {i + block.clean, ascii};
  }
  for (; i < size && !is_special(text[i]); i++) {
    out[i] = text[i];
    ascii &= static_cast<signed char>(text[i]) >= 0;
  }
  return {i, ascii};
}

char* put_escape(char c, char* out) {
  *out++ = '\\';
  switch (c) {
    case '"':
    case '\\':
      *out++ = c;
      return out;
    case '\b':
      *out++ = 'b';
      return out;
    case '\f':
      *out++ = 'f';
      return out;
    case '\n':
      *out++ = 'n';
      return out;
    case '\r':
      *out++ = 'r';
      return out;
    case '\t':
      *out++ = 't';
      return out;
    default:
      out[0] = 'u';
      out[1] = out[2] = '0';
      out[3] = base::kLowerHex[static_cast<unsigned char>(c) >> 4];
      out[4] = base::kLowerHex[c & 15];
      return out + 5;
  }
}

constexpr size_t kLongestEscape = 6;

bool utf8(std::string_view text) { return is_utf8({text.data(), text.size()}); }

}  // namespace

TextResult write_escaped(std::string_view text, OutBuffer& out) {
  if (!out.reserve(text.size() + kLongestEscape + 2)) return TextResult::kNoMemory;
  bool ascii = true;
  *out.tip() = '"';
  out.advance(1);
  for (std::string_view rest = text;;) {
    const Run run = copy_plain(rest.data(), rest.size(), out.tip());
    out.advance(run.size);
    ascii &= run.ascii;
    rest.remove_prefix(run.size);
    if (rest.empty()) break;
    const char* end = put_escape(rest.front(), out.tip());
    out.advance(static_cast<size_t>(end - out.tip()));
    rest.remove_prefix(1);
    if (!out.reserve(rest.size() + kLongestEscape + 2)) return TextResult::kNoMemory;
  }
  *out.tip() = '"';
  out.advance(1);
  return ascii || utf8(text) ? TextResult::kDone : TextResult::kNotUtf8;
}

TextResult write_content(std::string_view text, OutBuffer& out) {
  if (!out.reserve(text.size() + 2)) return TextResult::kNoMemory;
  char* const begin = out.tip();
  *begin = '"';
  if (!text.empty()) std::memcpy(begin + 1, text.data(), text.size());
  // The closing quote and the padding after it make the copy safe to scan.
  std::memset(begin + 1 + text.size(), 0, kPadding);
  begin[1 + text.size()] = '"';
  bool escaped = false;
  Tokens tokens;
  if (tokens.rest_of_text(begin + 1, &escaped) != begin + 1 + text.size())
    return TextResult::kBroken;
  out.advance(text.size() + 2);
  return utf8(text) ? TextResult::kDone : TextResult::kNotUtf8;
}

bool detail::is_number_by_grammar(std::string_view text) {
  constexpr size_t kShort = 40;
  Tokens tokens;
  if (text.size() <= kShort) {
    char copy[kShort + 1];
    if (!text.empty()) std::memcpy(copy, text.data(), text.size());
    copy[text.size()] = 0;
    return tokens.any_number(copy) == copy + text.size();
  }
  const std::string copy(text);
  return tokens.any_number(copy.c_str()) == copy.c_str() + copy.size();
}

}  // namespace sluice::record
