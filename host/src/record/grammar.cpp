#include "record/grammar.hpp"

#include <cstddef>
#include <cstring>

namespace sluice::record {

namespace {

bool is_hex(char c) { return is_digit(c) || static_cast<unsigned char>((c | 0x20) - 'a') < 6; }

}  // namespace

const char* Grammar::escape(const char* p) {
  switch (*p) {
    case '"':
    case '\\':
    case '/':
    case 'b':
    case 'f':
    case 'n':
    case 'r':
    case 't':
      return p + 1;
    case 'u':
      return hex4(p + 1);
    default:
      return fail(p, "an escape (one of \" \\ / b f n r t u)");
  }
}

const char* Grammar::hex4(const char* p) {
  for (int i = 0; i < 4; i++, p++)
    if (!is_hex(*p)) return fail(p, "four hexadecimal digits");
  return p;
}

const char* Grammar::literal(const char* p) {
  if (std::memcmp(p, "true", 4) == 0 || std::memcmp(p, "null", 4) == 0) return p + 4;
  if (std::memcmp(p, "false", 5) == 0) return p + 5;
  return fail(p, "a value");
}

const char* Grammar::scalar(const char* p) {
  if (*p == '"') {
    bool escaped = false;
    const char* quote = string(p + 1, &escaped);
    return quote ? quote + 1 : nullptr;
  }
  if (*p == 't' || *p == 'f' || *p == 'n') return literal(p);
  return number(p);
}

const char* Grammar::value(const char* p, uint32_t level) {
  return *p == '{' || *p == '[' ? container(p, level) : scalar(p);
}

const char* Grammar::key_and_colon(const char* p) {
  if (*p != '"') return fail(p, "a member's name in quotes");
  bool escaped = false;
  const char* quote = string(p + 1, &escaped);
  if (!quote) return nullptr;
  p = skip_space(quote + 1);
  return *p == ':' ? skip_space(p + 1) : fail(p, "':'");
}

void Grammar::push(size_t index, bool object) {
  const size_t word = index / 64;
  const uint64_t bit = uint64_t{1} << (index % 64);
  if (word == kinds_.size()) kinds_.push_back(0);
  kinds_[word] = object ? kinds_[word] | bit : kinds_[word] & ~bit;
}

// Behind a value: closes what closes here. Returns the position behind the outermost bracket
// (then *open is 0) or of the next value or name.
const char* Grammar::close(const char* p, size_t* open) {
  for (;;) {
    const bool object = is_object(*open - 1);
    p = skip_space(p);
    if (*p == ',') return skip_space(p + 1);
    if (*p != (object ? '}' : ']')) return fail(p, object ? "',' or '}'" : "',' or ']'");
    p++;
    if (--*open == 0) return p;
  }
}

const char* Grammar::container(const char* p, uint32_t level) {
  size_t open = 0;
  for (;;) {
    if (*p == '{' || *p == '[') {
      const bool object = *p == '{';
      push(open++, object);
      note_depth(static_cast<uint32_t>(level + open - 1));
      p = skip_space(p + 1);
      if (*p != (object ? '}' : ']')) {
        if (object && !(p = key_and_colon(p))) return nullptr;
        continue;
      }
    } else if (!(p = scalar(p))) {
      return nullptr;
    }
    p = close(p, &open);
    if (!p || open == 0) return p;
    if (is_object(open - 1) && !(p = key_and_colon(p))) return nullptr;
  }
}

}  // namespace sluice::record
