#include "sluice/expression/rounding.hpp"

namespace sluice::expression {
namespace {

// Whether a part of a unit, from 0 to below 1, makes the next unit. `whole`: the units before it.
DecimalError goes_up(const Decimal& whole, const Decimal& part, Rounding rounding, bool* out) {
  *out = part.sign() != 0 && rounding == Rounding::kUp;
  if (rounding == Rounding::kUp || rounding == Rounding::kDown) return DecimalError::kNone;
  const int order = Decimal::compare(part, Decimal(5, -1));
  *out = order > 0 || (order == 0 && rounding == Rounding::kHalfUp);
  if (order != 0 || rounding == Rounding::kHalfUp) return DecimalError::kNone;
  Decimal parity;
  const DecimalError error = Decimal::modulo(whole, Decimal(2), &parity);
  *out = parity.sign() != 0;
  return error;
}

DecimalError round_positive(const Decimal& units, Rounding rounding, Decimal* out) {
  Decimal whole, part;
  bool up = false;
  DecimalError error = Decimal::floor(units, &whole);
  if (error == DecimalError::kNone) error = Decimal::subtract(units, whole, &part);
  if (error == DecimalError::kNone) error = goes_up(whole, part, rounding, &up);
  return error == DecimalError::kNone ? Decimal::add(whole, Decimal(up ? 1 : 0), out) : error;
}

bool goes_up(const Decimal::Units& parts, Rounding rounding) {
  if (!parts.rest || rounding == Rounding::kDown) return false;
  if (rounding == Rounding::kUp) return true;
  const uint64_t twice = parts.rest * 2;  // a unit is 10^18 at most
  if (twice != parts.unit) return twice > parts.unit;
  return rounding == Rounding::kHalfUp || parts.whole % 2 != 0;
}

// Of a number of few digits, as amounts have. False: it has more.
bool round_short(const Decimal& value, int places, Rounding rounding, Decimal* out) {
  Decimal::Units parts{};
  if (!value.in_units(places, &parts) || parts.whole >= uint64_t{INT64_MAX}) return false;
  const auto units = static_cast<int64_t>(parts.whole) + (goes_up(parts, rounding) ? 1 : 0);
  return *out = Decimal(value.sign() < 0 ? -units : units), true;
}

}  // namespace

std::optional<Rounding> rounding_of(std::string_view word) {
  if (word == "half_even") return Rounding::kHalfEven;
  if (word == "half_up") return Rounding::kHalfUp;
  if (word == "up") return Rounding::kUp;
  if (word == "down") return Rounding::kDown;
  return std::nullopt;
}

DecimalError round_to_units(const Decimal& value, int places, Rounding rounding, Decimal* out) {
  if (round_short(value, places, rounding, out)) return DecimalError::kNone;
  Decimal units;
  DecimalError error = Decimal::multiply(value, Decimal(1, places), &units);
  if (error != DecimalError::kNone) return error;
  if (units.sign() >= 0) return round_positive(units, rounding, out);
  error = round_positive(units.negated(), rounding, out);
  if (error == DecimalError::kNone) *out = out->negated();
  return error;
}

DecimalError round(const Decimal& value, int places, Rounding rounding, Decimal* out) {
  Decimal units;
  const DecimalError error = round_to_units(value, places, rounding, &units);
  return error == DecimalError::kNone ? Decimal::multiply(units, Decimal(1, -places), out) : error;
}

std::string with_point(std::string_view units, int places) {
  if (places == 0) return std::string(units);
  bool negative = units.substr(0, 1) == "-";
  if (negative) units.remove_prefix(1);
  size_t behind = static_cast<size_t>(places);
  std::string out = negative ? "-" : "";
  std::string digits(units.size() > behind ? 0 : behind + 1 - units.size(), '0');
  digits.append(units);
  out.append(digits, 0, digits.size() - behind);
  out.append(1, '.');
  return out.append(digits, digits.size() - behind);
}

bool print_rounded(const Decimal& value, int places, Rounding rounding, std::string* out) {
  Decimal units;
  if (round_to_units(value, places, rounding, &units) != DecimalError::kNone) return false;
  const std::string text = units.to_string();
  if (text.find('e') != text.npos) return false;  // over 40 zeros: not a real amount
  *out = with_point(text, places);
  return true;
}

}  // namespace sluice::expression
