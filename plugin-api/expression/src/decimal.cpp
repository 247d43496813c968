// Arithmetic of Decimal: 64-bit first, big integers where that overflows.
#include "sluice/expression/decimal.hpp"

#include <iterator>
#include <limits>

#include "decimal_big.hpp"

namespace sluice::expression {
namespace {

constexpr int64_t kPowers[] = {1,
                               10,
                               100,
                               1000,
                               10000,
                               100000,
                               1000000,
                               10000000,
                               100000000,
                               1000000000,
                               10000000000,
                               100000000000,
                               1000000000000,
                               10000000000000,
                               100000000000000,
                               1000000000000000,
                               10000000000000000,
                               100000000000000000,
                               1000000000000000000};
constexpr int64_t kMin = std::numeric_limits<int64_t>::min();

Integer power_of_ten(int64_t exponent) {
  return boost::multiprecision::pow(Integer(10), static_cast<unsigned>(exponent));
}

size_t count_digits(const Integer& value) {
  return value == 0 ? 1 : Integer(abs(value)).str().size();
}

// Two small decimals at the lower of their exponents; false on overflow.
inline bool align(int64_t* a, int32_t a_exponent, int64_t* b, int32_t b_exponent,
                  int32_t* exponent) {
  *exponent = a_exponent < b_exponent ? a_exponent : b_exponent;
  if (a_exponent == b_exponent) return true;
  int64_t* const high = a_exponent > b_exponent ? a : b;
  const int64_t shift = (int64_t{a_exponent} - *exponent) + (int64_t{b_exponent} - *exponent);
  return shift <= 18 && !__builtin_mul_overflow(*high, kPowers[shift], high);
}

void divmod_floor(const Integer& a, const Integer& b, Integer* quotient, Integer* remainder) {
  divide_qr(a, b, *quotient, *remainder);
  if (*remainder != 0 && (*remainder < 0) != (b < 0)) {
    --*quotient;
    *remainder += b;
  }
}

// value / 10^drop, half-even; `sticky`: a non-zero digit after value was cut off already.
Integer round_half_even(const Integer& value, int64_t drop, bool sticky) {
  Integer unit = power_of_ten(drop), quotient, remainder;
  divide_qr(value, unit, quotient, remainder);
  remainder *= 2;
  int order = remainder.compare(unit);
  if (order > 0 || (order == 0 && (sticky || quotient % 2 != 0))) ++quotient;
  return quotient;
}

}  // namespace

void Decimal::BigDelete::operator()(BigInteger* big) const { delete big; }

BigInteger Decimal::big() const { return big_ ? *big_ : BigInteger{Integer(small_)}; }

size_t Decimal::digit_count() const { return count_digits(big().value); }

Decimal Decimal::from(BigInteger big, int64_t exponent) {
  Decimal result(0, static_cast<int32_t>(exponent));
  if (abs(big.value) <= std::numeric_limits<int64_t>::max())
    result.small_ = static_cast<int64_t>(big.value);
  else
    result.big_.reset(new BigInteger(std::move(big)));
  return result;
}

DecimalError Decimal::checked(BigInteger big, int64_t exponent, Decimal* out) {
  if (big.value == 0) return *out = Decimal(), DecimalError::kNone;
  if (exponent > kMaxExponent || exponent < -kMaxExponent) return DecimalError::kExponent;
  *out = from(std::move(big), exponent);
  if (out->big_ && out->digit_count() > kMaxDigits) return DecimalError::kTooManyDigits;
  return DecimalError::kNone;
}

int Decimal::sign() const {
  if (big_) return big_->value.sign();
  return small_ < 0 ? -1 : small_ > 0;
}

Decimal Decimal::negated() const {
  if (!big_) return Decimal(-small_, exponent_);
  return from(BigInteger{-big_->value}, exponent_);
}

DecimalError Decimal::add_big(const Decimal& a, const Decimal& b, bool minus, Decimal* out) {
  if (b.sign() == 0) return *out = from(a.big(), a.exponent_), DecimalError::kNone;
  if (a.sign() == 0) {
    *out = from(minus ? BigInteger{-b.big().value} : b.big(), b.exponent_);
    return DecimalError::kNone;
  }
  int64_t low = std::min(a.exponent_, b.exponent_), high = std::max(a.exponent_, b.exponent_);
  if (high - low > static_cast<int64_t>(kMaxDigits)) return DecimalError::kTooManyDigits;
  Integer left = a.big().value * power_of_ten(a.exponent_ - low);
  Integer right = b.big().value * power_of_ten(b.exponent_ - low);
  return checked(BigInteger{minus ? Integer(left - right) : Integer(left + right)}, low, out);
}

DecimalError Decimal::add(const Decimal& a, const Decimal& b, Decimal* out) {
  int64_t x = a.small_, y = b.small_, sum = 0;
  int32_t exponent = 0;
  if (a.big_ || b.big_ || !align(&x, a.exponent_, &y, b.exponent_, &exponent) ||
      __builtin_add_overflow(x, y, &sum) || sum == kMin)
    return add_big(a, b, false, out);
  return out->set(sum, exponent);
}

DecimalError Decimal::subtract(const Decimal& a, const Decimal& b, Decimal* out) {
  int64_t x = a.small_, y = b.small_, difference = 0;
  int32_t exponent = 0;
  if (a.big_ || b.big_ || !align(&x, a.exponent_, &y, b.exponent_, &exponent) ||
      __builtin_sub_overflow(x, y, &difference) || difference == kMin)
    return add_big(a, b, true, out);
  return out->set(difference, exponent);
}

DecimalError Decimal::multiply(const Decimal& a, const Decimal& b, Decimal* out) {
  int64_t exponent = static_cast<int64_t>(a.exponent_) + b.exponent_, product = 0;
  if (!a.big_ && !b.big_ && !__builtin_mul_overflow(a.small_, b.small_, &product) &&
      product != kMin && exponent >= -kMaxExponent && exponent <= kMaxExponent)
    return out->set(product, static_cast<int32_t>(exponent));
  if (a.digit_count() + b.digit_count() > kMaxDigits + 1) return DecimalError::kTooManyDigits;
  return checked(BigInteger{a.big().value * b.big().value}, exponent, out);
}

// Quotients of few digits, as of amounts and percents; they need no rounding. False: this is none.
bool Decimal::divide_short(const Decimal& a, const Decimal& b, Decimal* out) {
  if (a.big_ || b.big_) return false;
  int64_t numerator = a.small_, denominator = b.small_;
  int64_t exponent = static_cast<int64_t>(a.exponent_) - b.exponent_;
  for (; denominator % 10 == 0; exponent--) denominator /= 10;
  for (; numerator % denominator != 0; exponent--)
    if (__builtin_mul_overflow(numerator, 10, &numerator)) return false;
  if (exponent < -kMaxExponent || exponent > kMaxExponent || numerator == kMin) return false;
  return out->set(numerator / denominator, static_cast<int32_t>(exponent)), true;
}

DecimalError Decimal::divide(const Decimal& a, const Decimal& b, Decimal* out) {
  if (b.sign() == 0) return DecimalError::kDivisionByZero;
  if (a.sign() == 0) return *out = Decimal(), DecimalError::kNone;
  if (divide_short(a, b, out)) return DecimalError::kNone;
  bool negative = a.sign() != b.sign();
  Integer numerator = abs(a.big().value), denominator = abs(b.big().value), quotient, rest;
  int64_t shift = kDivisionDigits + static_cast<int64_t>(b.digit_count()) -
                  static_cast<int64_t>(a.digit_count());
  if (shift < 0) shift = 0;
  divide_qr(Integer(numerator * power_of_ten(shift)), denominator, quotient, rest);
  int64_t exponent = static_cast<int64_t>(a.exponent_) - b.exponent_ - shift;
  // There are at least 34 digits; one more makes the half of half-even visible.
  int64_t drop = static_cast<int64_t>(count_digits(quotient)) - kDivisionDigits;
  if (drop == 0) {
    rest *= 2;
    int order = rest.compare(denominator);
    if (order > 0 || (order == 0 && quotient % 2 != 0)) ++quotient;
  } else {
    quotient = round_half_even(quotient, drop, rest != 0);
    exponent += drop;
  }
  return checked(BigInteger{negative ? Integer(-quotient) : quotient}, exponent, out);
}

DecimalError Decimal::divide_floored(const Decimal& a, const Decimal& b, Decimal* quotient,
                                     Decimal* remainder) {
  if (b.sign() == 0) return DecimalError::kDivisionByZero;
  Decimal a_size = a.sign() < 0 ? a.negated() : from(a.big(), a.exponent_);
  Decimal b_size = b.sign() < 0 ? b.negated() : from(b.big(), b.exponent_);
  if (compare(a_size, b_size) < 0) {  // without aligning: 1 // 1e999999 is 0
    bool below = a.sign() != 0 && a.sign() != b.sign();
    *quotient = Decimal(below ? -1 : 0);
    if (!remainder) return DecimalError::kNone;
    return below ? add(a, b, remainder) : add(a, Decimal(), remainder);
  }
  int64_t low = std::min(a.exponent_, b.exponent_), high = std::max(a.exponent_, b.exponent_);
  if (high - low > static_cast<int64_t>(kMaxDigits)) return DecimalError::kTooManyDigits;
  Integer left = a.big().value * power_of_ten(a.exponent_ - low);
  Integer right = b.big().value * power_of_ten(b.exponent_ - low);
  Integer whole, rest;
  divmod_floor(left, right, &whole, &rest);
  DecimalError error = checked(BigInteger{std::move(whole)}, 0, quotient);
  if (error != DecimalError::kNone || !remainder) return error;
  return checked(BigInteger{std::move(rest)}, low, remainder);
}

DecimalError Decimal::floor_divide(const Decimal& a, const Decimal& b, Decimal* out) {
  return divide_floored(a, b, out, nullptr);
}

DecimalError Decimal::modulo(const Decimal& a, const Decimal& b, Decimal* out) {
  Decimal quotient;
  return divide_floored(a, b, &quotient, out);
}

DecimalError Decimal::floor(const Decimal& a, Decimal* out) {
  constexpr int32_t kPlaces = std::size(kPowers) - 1;
  if (!a.big_ && a.exponent_ >= 0) return out->set(a.small_, a.exponent_);
  if (!a.big_ && a.exponent_ >= -kPlaces) {
    const int64_t unit = kPowers[-a.exponent_];
    return out->set(a.small_ / unit - (a.small_ % unit < 0 ? 1 : 0), 0);
  }
  if (a.exponent_ >= 0) return *out = from(a.big(), a.exponent_), DecimalError::kNone;
  return floor_divide(a, Decimal(1), out);
}

DecimalError Decimal::ceil(const Decimal& a, Decimal* out) {
  DecimalError error = floor(a.negated(), out);
  if (error == DecimalError::kNone) *out = out->negated();
  return error;
}

int Decimal::compare_big(const Decimal& a, const Decimal& b) {
  if (a.sign() != b.sign()) return a.sign() < b.sign() ? -1 : 1;
  if (a.sign() == 0) return 0;
  // The position of the leading digits decides most cases, and bounds the alignment of the rest.
  int64_t a_top = static_cast<int64_t>(a.digit_count()) + a.exponent_;
  int64_t b_top = static_cast<int64_t>(b.digit_count()) + b.exponent_;
  if (a_top != b_top) return (a_top < b_top ? -1 : 1) * a.sign();
  int64_t low = std::min(a.exponent_, b.exponent_);
  Integer left = a.big().value * power_of_ten(a.exponent_ - low);
  return left.compare(Integer(b.big().value * power_of_ten(b.exponent_ - low)));
}

int Decimal::compare(const Decimal& a, const Decimal& b) {
  int64_t x = a.small_, y = b.small_;
  int32_t exponent = 0;
  if (a.big_ || b.big_ || !align(&x, a.exponent_, &y, b.exponent_, &exponent))
    return compare_big(a, b);
  return x < y ? -1 : x > y;
}

bool Decimal::in_units(int places, Units* out) const {
  constexpr int64_t kMost = std::size(kPowers) - 1;
  const int64_t shift = int64_t{exponent_} + places;
  if (big_ || shift > kMost || shift < -kMost) return false;
  const auto size = static_cast<uint64_t>(small_ < 0 ? -small_ : small_);
  const auto power = static_cast<uint64_t>(kPowers[shift < 0 ? -shift : shift]);
  *out = {size / power, size % power, power};
  if (shift < 0) return true;
  *out = {0, 0, 1};
  return !__builtin_mul_overflow(size, power, &out->whole);
}

bool Decimal::to_int64(int64_t* out) const {
  if (!big_ && exponent_ == 0) return *out = small_, true;
  Decimal whole;
  Decimal bound(std::numeric_limits<int64_t>::max());
  if (floor(*this, &whole) != DecimalError::kNone || compare(whole, *this) != 0) return false;
  if (compare(whole, bound) > 0 || compare(whole, bound.negated()) < 0) return false;
  *out = whole.small_;
  for (int32_t n = whole.exponent_; n > 0 && *out; n--) *out *= 10;
  return true;
}

}  // namespace sluice::expression
