// Decimal from and to text.
#include "sluice/expression/decimal.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>

#include "characters.hpp"
#include "decimal_big.hpp"

namespace sluice::expression {
namespace {

// The parts of a JSON number, as slices of its text.
struct Parts {
  bool negative = false;
  std::string_view integer, fraction, exponent;  // exponent with its sign
};

bool split(std::string_view text, Parts* out) {
  size_t at = 0;
  if (at < text.size() && text[at] == '-') out->negative = true, at++;
  size_t n = digits_at(text, at);
  if (!n || (n > 1 && text[at] == '0')) return false;
  out->integer = text.substr(at, n);
  at += n;
  if (at < text.size() && text[at] == '.') {
    n = digits_at(text, ++at);
    if (!n) return false;
    out->fraction = text.substr(at, n);
    at += n;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    size_t start = ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) at++;
    n = digits_at(text, at);
    if (!n) return false;
    at += n;
    out->exponent = text.substr(start, at - start);
  }
  return at == text.size();
}

// False if it does not fit 64 bits.
bool read_exponent(std::string_view text, int64_t* out) {
  if (!text.empty() && text[0] == '+') text.remove_prefix(1);
  *out = 0;
  if (text.empty()) return true;
  return std::from_chars(text.data(), text.data() + text.size(), *out).ec == std::errc();
}

// Appends the digits at `p` to `value`; returns where they end.
inline const char* read_digits(const char* p, const char* end, uint64_t* value) {
  for (; p < end; p++) {
    const auto digit = static_cast<unsigned char>(*p - '0');
    if (digit > 9) break;
    *value = *value * 10 + digit;
  }
  return p;
}

// The common case in one pass: at most 18 digits, no exponent. Falls through to false otherwise.
bool parse_short(std::string_view text, int64_t* digits, int32_t* exponent) {
  constexpr ptrdiff_t kMost = 18;
  const char* p = text.data();
  const char* const end = p + text.size();
  const bool negative = p < end && *p == '-';
  p += negative;
  if (end - p > kMost + 1) return false;
  uint64_t value = 0;
  const char* const point = read_digits(p, end, &value);
  ptrdiff_t count = point - p, fraction = 0;
  if (!count || (count > 1 && *p == '0')) return false;
  if (point != end) {
    if (*point != '.' || read_digits(point + 1, end, &value) != end) return false;
    fraction = end - point - 1;
    if (!fraction) return false;
    count += fraction;
  }
  if (count > kMost) return false;
  *digits = negative ? -static_cast<int64_t>(value) : static_cast<int64_t>(value);
  *exponent = -static_cast<int32_t>(fraction);
  return true;
}

constexpr int64_t kMaxZeros = 40;  // more padding than this is written with an exponent

size_t put(char* out, std::string_view text) {
  memcpy(out, text.data(), text.size());
  return text.size();
}

size_t put_zeros(char* out, int64_t count) {
  memset(out, '0', static_cast<size_t>(count));
  return static_cast<size_t>(count);
}

size_t put_scientific(char* out, std::string_view digits, int64_t exponent) {
  size_t n = put(out, digits.substr(0, 1));
  if (digits.size() > 1) {
    out[n++] = '.';
    n += put(out + n, digits.substr(1));
  }
  out[n++] = 'e';
  exponent += static_cast<int64_t>(digits.size()) - 1;
  return static_cast<size_t>(std::to_chars(out + n, out + n + 24, exponent).ptr - out);
}

// `digits` ends in no zero unless it is "0".
size_t put_decimal(char* out, std::string_view digits, int64_t exponent) {
  int64_t count = static_cast<int64_t>(digits.size());
  int64_t point = count + exponent;  // digits before the decimal point
  if (exponent > kMaxZeros || point < -kMaxZeros) return put_scientific(out, digits, exponent);
  size_t n = 0;
  if (exponent >= 0) {
    n = put(out, digits);
    return n + put_zeros(out + n, exponent);
  }
  if (point > 0) {
    size_t before = static_cast<size_t>(point);
    n = put(out, digits.substr(0, before));
    out[n++] = '.';
    return n + put(out + n, digits.substr(before));
  }
  n = put(out, "0.");
  n += put_zeros(out + n, -point);
  return n + put(out + n, digits);
}

}  // namespace

bool is_json_number(std::string_view text) {
  Parts parts;
  return split(text, &parts);
}

DecimalError Decimal::parse(std::string_view text, Decimal* out) {
  if (out->big_) out->big_.reset();
  return parse_short(text, &out->small_, &out->exponent_) ? DecimalError::kNone
                                                          : parse_any(text, out);
}

DecimalError Decimal::parse_any(std::string_view text, Decimal* out) {
  Parts parts;
  if (!split(text, &parts)) return DecimalError::kNotANumber;
  size_t total = parts.integer.size() + parts.fraction.size();
  std::string digits;
  digits.reserve(std::min(total, kMaxDigits * 2));
  if (total > kMaxDigits * 2) return DecimalError::kTooManyDigits;
  digits.append(parts.integer).append(parts.fraction);
  size_t first = digits.find_first_not_of('0');
  if (first == std::string::npos) return *out = Decimal(), DecimalError::kNone;
  int64_t exponent = 0;
  if (!read_exponent(parts.exponent, &exponent)) return DecimalError::kExponent;
  if (exponent > 2 * kMaxExponent || exponent < -2 * kMaxExponent) return DecimalError::kExponent;
  exponent -= static_cast<int64_t>(parts.fraction.size());
  return parse_long(std::string_view(digits).substr(first), parts.negative, exponent, out);
}

DecimalError Decimal::parse_long(std::string_view digits, bool negative, int64_t exponent,
                                 Decimal* out) {
  size_t last = digits.find_last_not_of('0');
  exponent += static_cast<int64_t>(digits.size() - last - 1);
  digits = digits.substr(0, last + 1);
  if (digits.size() > kMaxDigits) return DecimalError::kTooManyDigits;
  BigInteger value{Integer(std::string(digits))};
  if (negative) value.value = -value.value;
  return checked(std::move(value), exponent, out);
}

size_t Decimal::text_size() const {
  if (!big_) return kSmallTextSize;
  return digit_count() + kSmallTextSize;
}

char* Decimal::print_before(char* end) const {
  auto value = static_cast<uint64_t>(small_ < 0 ? -small_ : small_);
  int32_t fraction = value ? -exponent_ : 0;
  for (; fraction && value % 10 == 0; fraction--) value /= 10;
  char* p = end;
  const auto put_digit = [&] {
    *--p = static_cast<char>('0' + value % 10);
    value /= 10;
  };
  if (fraction) {
    for (; fraction; fraction--) put_digit();
    *--p = '.';
  }
  do put_digit();
  while (value);
  if (small_ < 0) *--p = '-';
  return p;
}

size_t Decimal::print(char* out) const {
  char buffer[kShortTextSize];
  if (is_short()) {
    const char* const text = print_before(buffer + sizeof buffer);
    return put(out, {text, static_cast<size_t>(buffer + sizeof buffer - text)});
  }
  std::string long_digits;
  std::string_view digits;
  size_t sign = 0;
  int64_t exponent = exponent_;
  if (big_) {
    long_digits = Integer(abs(big_->value)).str();
    digits = long_digits;
  } else {
    char* end = std::to_chars(buffer, buffer + sizeof buffer, small_ < 0 ? -small_ : small_).ptr;
    digits = {buffer, static_cast<size_t>(end - buffer)};
  }
  if (this->sign() < 0) out[sign++] = '-';
  while (digits.size() > 1 && digits.back() == '0') digits.remove_suffix(1), exponent++;
  if (digits == "0") exponent = 0;
  return sign + put_decimal(out + sign, digits, exponent);
}

std::string Decimal::to_string() const {
  std::string text(text_size(), '\0');
  text.resize(print(text.data()));
  return text;
}

const char* describe(DecimalError error) {
  switch (error) {
    case DecimalError::kNone:
      return "no error";
    case DecimalError::kNotANumber:
      return "the text is not a number";
    case DecimalError::kTooManyDigits:
      return "the exact result needs more than 2000 digits";
    case DecimalError::kExponent:
      return "the exponent is beyond 999999999";
    case DecimalError::kDivisionByZero:
      return "division by zero";
  }
  return "unknown error";
}

}  // namespace sluice::expression
