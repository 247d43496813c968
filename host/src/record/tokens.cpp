#include "record/tokens.hpp"

namespace sluice::record {

namespace {

const char* digits(const char* p) {
  while (is_digit(*p)) p++;
  return p;
}

}  // namespace

const char* Tokens::any_number(const char* p) {
  if (*p == '-') p++;
  if (!is_digit(*p)) return fail(p, "a value");
  p = *p == '0' ? p + 1 : digits(p);
  if (*p == '.' && !(p = some_digits(p + 1))) return nullptr;
  if ((*p | 0x20) != 'e') return p;
  p++;
  return some_digits(p + (*p == '+' || *p == '-'));
}

const char* Tokens::some_digits(const char* p) {
  return is_digit(*p) ? digits(p) : fail(p, "a digit");
}

const char* Tokens::rest_of_text(const char* p, bool* escaped) {
  for (p = Scan::special(p); *p != '"'; p = Scan::special(p)) {
    if (*p != '\\') return not_plain(p);
    *escaped = true;
    if (!(p = behind(escape_at(p + 1), p + 1))) return nullptr;
  }
  return p;
}

const char* Tokens::no_escape(const char* p) {
  if (*p != 'u') return fail(p, "an escape (one of \" \\ / b f n r t u)");
  for (p++; is_hex(*p);) p++;
  return fail(p, "four hexadecimal digits");
}

}  // namespace sluice::record
