// Numbers, words and the contents of strings as defined by RFC 8259: each function takes the
// position of one, returns the one after it, or null and fills error(). UTF-8 is checked elsewhere.
// [lane]
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#include "record/scan.hpp"

namespace sluice::record {

struct SyntaxError {
  const char* at = nullptr;
  const char* expected = nullptr;  // a literal: what was expected there
};

class Tokens {
 public:
  // The same as any_number(); the number of digits is hard to predict, so short numbers are
  // parsed without loops. REQUIRES: 16 bytes after the text can be read
  SLUICE_HOT const char* number(const char* p) {
    const char* const first = p + (*p == '-');
    const uint32_t ends = Scan::no_digits(first);
    const auto whole = static_cast<unsigned>(std::countr_zero(ends));
    const char* end = first + whole;
    if (whole == 0 || (*first == '0' && whole > 1)) return any_number(p);
    if (*end == '.') {
      const auto fraction = static_cast<unsigned>(std::countr_zero(ends >> whole >> 1));
      end += 1 + fraction;
      if (fraction == 0) return any_number(p);
    }
    return end - first < 16 && (*end | 0x20) != 'e' ? end : any_number(p);
  }

  // A number in a text that ends with a NUL.
  const char* any_number(const char* p);

  // "true", "false" or "null".
  const char* literal(const char* p) {
    if (std::memcmp(p, "true", 4) == 0 || std::memcmp(p, "null", 4) == 0) return p + 4;
    return std::memcmp(p, "false", 5) == 0 ? p + 5 : fail(p, "a value");
  }

  // From a byte in a string to its closing quote. `escaped` is set when a backslash was met and
  // unchanged otherwise. REQUIRES: a NUL and 31 more bytes after the text
  const char* rest_of_text(const char* p, bool* escaped);

  const char* fail(const char* at, const char* expected) {
    error_ = {at, expected};
    return nullptr;
  }
  const SyntaxError& error() const { return error_; }

 protected:
  // What follows a backslash; kMark: a quote or another backslash.
  enum class Escape : uint8_t { kNone, kByte, kMark, kCode };
  static Escape escape_at(const char* p) { return kEscapes[static_cast<uint8_t>(*p)]; }

  // The position after the escape at `p`. REQUIRES: 4 more bytes can be read
  SLUICE_HOT const char* behind(Escape kind, const char* p) {
    if (kind == Escape::kNone) return no_escape(p);
    if (kind != Escape::kCode) return p + 1;
    return four_hex(p + 1) ? p + 5 : no_escape(p);
  }
  const char* not_plain(const char* p) { return fail(p, "a string without raw control bytes"); }

 private:
  static constexpr auto kEscapes = [] {
    std::array<Escape, 256> kinds{};
    for (const uint8_t c : {'/', 'b', 'f', 'n', 'r', 't'}) kinds[c] = Escape::kByte;
    kinds['"'] = kinds['\\'] = Escape::kMark;
    kinds['u'] = Escape::kCode;
    return kinds;
  }();

  static constexpr auto kHex = [] {
    std::array<uint8_t, 256> hex{};
    for (unsigned c = 0; c < hex.size(); c++) hex[c] = is_hex(static_cast<char>(c));
    return hex;
  }();

  static unsigned hex(char c) { return kHex[static_cast<uint8_t>(c)]; }
  // All four at once, since the kind of each digit is hard to predict.
  static bool four_hex(const char* p) {
    return (hex(p[0]) & hex(p[1]) & hex(p[2]) & hex(p[3])) != 0;
  }

  const char* no_escape(const char* p);
  const char* some_digits(const char* p);

  SyntaxError error_;
};

}  // namespace sluice::record
