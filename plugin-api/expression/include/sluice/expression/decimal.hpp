// Exact decimal numbers for expressions: read from JSON text, computed without rounding (except
// division), written back as JSON text. 64-bit digits where they suffice, big integers beyond.
// Values; no thread rule. Throws only when out of memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace sluice::expression {

enum class DecimalError : uint8_t {
  kNone,
  kNotANumber,     // the text is not a JSON number (RFC 8259 section 6)
  kTooManyDigits,  // the exact result needs more than kMaxDigits digits
  kExponent,       // the exponent exceeds +-kMaxExponent
  kDivisionByZero
};

// A sentence for people: lower-case, no full stop.
const char* describe(DecimalError error);

struct BigInteger;  // decimal_big.hpp

// digits * 10^exponent. The operations are exact; a result beyond the bounds is an
// error, so no input (1e400000000 + 1) can exhaust memory.
class Decimal {
 public:
  static constexpr size_t kMaxDigits = 2000;
  static constexpr int64_t kMaxExponent = 999'999'999;
  static constexpr int kDivisionDigits = 34;    // IEEE 754 decimal128, half-even
  static constexpr size_t kSmallTextSize = 96;  // bytes that `print` needs while is_small()
  static constexpr size_t kShortTextSize = 24;  // and print_before()

  Decimal() = default;  // 0
  explicit Decimal(int64_t value) : small_(value) {}
  Decimal(int64_t digits, int32_t exponent) : small_(digits), exponent_(exponent) {}

  static DecimalError parse(std::string_view json_number, Decimal* out);

  static DecimalError add(const Decimal& a, const Decimal& b, Decimal* out);
  static DecimalError subtract(const Decimal& a, const Decimal& b, Decimal* out);
  static DecimalError multiply(const Decimal& a, const Decimal& b, Decimal* out);
  // Rounded half-even to kDivisionDigits significant digits.
  static DecimalError divide(const Decimal& a, const Decimal& b, Decimal* out);
  // The quotient rounded towards minus infinity, and the matching remainder
  // (a == quotient * b + remainder; the remainder has the sign of b).
  static DecimalError floor_divide(const Decimal& a, const Decimal& b, Decimal* out);
  static DecimalError modulo(const Decimal& a, const Decimal& b, Decimal* out);
  static DecimalError floor(const Decimal& a, Decimal* out);
  static DecimalError ceil(const Decimal& a, Decimal* out);
  Decimal negated() const;

  // -1, 0, 1. Never fails: numbers of different magnitude are not aligned.
  static int compare(const Decimal& a, const Decimal& b);
  int sign() const;

  // A number of few digits in units of 10^-places: |number| == (whole + rest / unit) units, the
  // rest less than the unit. False: it has too many.
  struct Units {
    uint64_t whole, rest, unit;
  };
  bool in_units(int places, Units* out) const;

  // True, and the value, if it is an integer that fits.
  bool to_int64(int64_t* out) const;

  bool is_small() const { return !big_; }
  // An upper bound of what `print` writes.
  size_t text_size() const;
  // JSON text without superfluous zeros ("2.1", "1e400"); returns its size, no NUL.
  // REQUIRES: `out` has text_size() bytes.
  size_t print(char* out) const;
  // Few digits, written without an exponent: print_before() does.
  bool is_short() const { return !big_ && exponent_ <= 0 && exponent_ >= -kShortFraction; }
  // The same text in front of `end`; returns its beginning. REQUIRES: is_short(), and room for
  // kShortTextSize bytes
  char* print_before(char* end) const;
  std::string to_string() const;

 private:
  static constexpr int32_t kShortFraction = 18;

  struct BigDelete {
    void operator()(BigInteger* big) const;
  };

  DecimalError set(int64_t digits, int32_t exponent) {
    small_ = digits;
    exponent_ = exponent;
    if (big_) big_.reset();
    return DecimalError::kNone;
  }
  static DecimalError parse_any(std::string_view text, Decimal* out);
  static DecimalError parse_long(std::string_view digits, bool negative, int64_t exponent,
                                 Decimal* out);
  static Decimal from(BigInteger big, int64_t exponent);
  static DecimalError checked(BigInteger big, int64_t exponent, Decimal* out);
  static DecimalError add_big(const Decimal& a, const Decimal& b, bool minus, Decimal* out);
  static bool divide_short(const Decimal& a, const Decimal& b, Decimal* out);
  // `remainder` may be null: it can be out of bounds where the quotient is not.
  static DecimalError divide_floored(const Decimal& a, const Decimal& b, Decimal* quotient,
                                     Decimal* remainder);
  static int compare_big(const Decimal& a, const Decimal& b);
  BigInteger big() const;
  size_t digit_count() const;

  int64_t small_ = 0;  // INT64_MIN never appears here, so negating is safe
  int32_t exponent_ = 0;
  std::unique_ptr<BigInteger, BigDelete> big_;
};

// Whether the text is a JSON number, whatever its size.
bool is_json_number(std::string_view text);

}  // namespace sluice::expression
