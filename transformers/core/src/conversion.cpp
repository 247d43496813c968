#include "conversion.hpp"

#include <charconv>
#include <cstring>
#include <optional>
#include <string>

#include "sluice/expression/decimal.hpp"
#include "sluice/expression/rounding.hpp"
#include "sluice/expression/values.hpp"
#include "sluice/record.h"

namespace sluice::core {
namespace {

using expression::Decimal;
using expression::DecimalError;

constexpr int kMaxPlaces = 30;

std::string_view trimmed(std::string_view text) {
  size_t first = text.find_first_not_of(" \t\r\n");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

bool is_plain_integer(std::string_view digits) {
  return digits.find_first_of(".eE") == digits.npos;
}

std::optional<bool> truth_of_word(std::string_view text) {
  if (text == "true" || text == "True" || text == "TRUE" || text == "1") return true;
  if (text == "false" || text == "False" || text == "FALSE" || text == "0") return false;
  return std::nullopt;
}

// 1.0 is 1.
std::optional<bool> truth_of_number(std::string_view text) {
  Decimal number;
  if (Decimal::parse(text, &number) != DecimalError::kNone) return std::nullopt;
  if (number.sign() == 0) return false;
  if (Decimal::compare(number, Decimal(1)) == 0) return true;
  return std::nullopt;
}

}  // namespace

Result<Conversion> Conversion::parse(std::string_view text) {
  if (text == "number") return Conversion{To::kNumber};
  if (text == "integer") return Conversion{To::kInteger};
  if (text == "string") return Conversion{To::kString};
  if (text == "boolean") return Conversion{To::kBoolean};
  if (text == "epoch_s") return Conversion{To::kEpoch, 0, TimeUnit::kSeconds};
  if (text == "epoch_ms") return Conversion{To::kEpoch, 0, TimeUnit::kMilliseconds};
  if (text == "utc_of_s") return Conversion{To::kUtc, 0, TimeUnit::kSeconds};
  if (text == "utc_of_ms") return Conversion{To::kUtc, 0, TimeUnit::kMilliseconds};
  constexpr std::string_view kOpen = "decimal(";
  if (text.size() > kOpen.size() && text.substr(0, kOpen.size()) == kOpen && text.back() == ')') {
    Conversion result{To::kDecimal, 0};
    const char* end = text.data() + text.size() - 1;
    auto read = std::from_chars(text.data() + kOpen.size(), end, result.places);
    if (read.ec == std::errc() && read.ptr == end && result.places >= 0 &&
        result.places <= kMaxPlaces)
      return result;
  }
  return Status(SLUICE_E_INVALID, "'" + std::string(text) +
                                      "' is none of number, integer, string, boolean, epoch_s, "
                                      "epoch_ms, utc_of_s, utc_of_ms, decimal(0) to decimal(30)");
}

bool Converter::convert(const Conversion& conversion, const sluice_value& value,
                        sluice_value* out) {
  if (value.kind == SLUICE_KIND_NULL) return *out = value, true;
  switch (conversion.to) {
    case Conversion::To::kNumber:
      return number(value, out);
    case Conversion::To::kInteger:
      return integer(value, out);
    case Conversion::To::kString:
      return string(value, out);
    case Conversion::To::kBoolean:
      return boolean(value, out);
    case Conversion::To::kDecimal:
      return decimal(value, conversion.places, out);
    case Conversion::To::kEpoch:
      return epoch(value, conversion.unit, out);
    case Conversion::To::kUtc:
      return utc(value, conversion.unit, out);
  }
  return false;
}

bool Converter::keep(std::string_view text, uint8_t kind, sluice_value* out) {
  auto* copy = static_cast<char*>(sluice_alloc(batch_->arena, text.size() + 1));
  if (!copy) return out_of_memory_ = true, false;
  memcpy(copy, text.data(), text.size());
  *out = expression::make_scalar(kind, {copy, text.size()});
  return true;
}

bool Converter::decoded(const sluice_value& string, std::string_view* out) {
  sluice_slice text{};
  if (batch_->json->decode(batch_, &string, &text))
    return out_of_memory_ = batch_->fault == SLUICE_E_NO_MEMORY, false;
  *out = view(text);
  return true;
}

// The digits of a number, or of a string that holds one.
bool Converter::to_number(const sluice_value& value, std::string_view* digits) {
  if (expression::is_number(value)) return *digits = expression::text_of(value), true;
  if (!expression::is_string(value) || !decoded(value, digits)) return false;
  *digits = trimmed(*digits);
  return expression::is_json_number(*digits);
}

bool Converter::number(const sluice_value& value, sluice_value* out) {
  std::string_view digits;
  if (!to_number(value, &digits)) return false;
  *out = expression::make_scalar(SLUICE_KIND_NUMBER, digits);
  return true;
}

bool Converter::integer(const sluice_value& value, sluice_value* out) {
  std::string_view digits;
  if (!to_number(value, &digits)) return false;
  if (is_plain_integer(digits))
    return *out = expression::make_scalar(SLUICE_KIND_NUMBER, digits), true;
  Decimal given, whole;
  if (Decimal::parse(digits, &given) != DecimalError::kNone ||
      Decimal::floor(given, &whole) != DecimalError::kNone || Decimal::compare(given, whole) != 0)
    return false;
  return keep(whole.to_string(), SLUICE_KIND_NUMBER, out);
}

bool Converter::string(const sluice_value& value, sluice_value* out) {
  if (expression::is_string(value)) return *out = value, true;
  if (value.kind > SLUICE_KIND_NUMBER) return false;
  *out = expression::make_string(expression::text_of(value));
  return true;
}

bool Converter::boolean(const sluice_value& value, sluice_value* out) {
  if (value.kind == SLUICE_KIND_TRUE || value.kind == SLUICE_KIND_FALSE) return *out = value, true;
  std::string_view text = expression::text_of(value);
  const bool is_number = expression::is_number(value);
  if (!is_number && (!expression::is_string(value) || !decoded(value, &text))) return false;
  const auto truth = is_number ? truth_of_number(text) : truth_of_word(trimmed(text));
  if (truth)
    *out = *truth ? expression::make_scalar(SLUICE_KIND_TRUE, view(yes_))
                  : expression::make_scalar(SLUICE_KIND_FALSE, view(no_));
  return truth.has_value();
}

bool Converter::decimal(const sluice_value& value, int places, sluice_value* out) {
  std::string_view digits;
  Decimal given;
  std::string text;
  return to_number(value, &digits) && Decimal::parse(digits, &given) == DecimalError::kNone &&
         print_rounded(given, places, expression::Rounding::kHalfEven, &text) &&
         keep(text, SLUICE_KIND_NUMBER, out);
}

// A number counts in `unit`; a text is such a number or RFC 3339. A date without its hyphens is
// neither.
bool Converter::moment(const sluice_value& value, TimeUnit unit, Decimal* out) {
  std::string_view text;
  if (to_number(value, &text))
    return !is_compact_date(text) && Decimal::parse(text, out) == DecimalError::kNone;
  return expression::is_string(value) && read_moment(text, unit, out);
}

bool Converter::epoch(const sluice_value& value, TimeUnit unit, sluice_value* out) {
  Decimal count;
  return moment(value, unit, &count) && keep(count.to_string(), SLUICE_KIND_NUMBER, out);
}

bool Converter::utc(const sluice_value& value, TimeUnit unit, sluice_value* out) {
  Decimal count;
  std::string text;
  if (!moment(value, unit, &count) || !write_moment(count, unit, &text)) return false;
  if (!keep(text, SLUICE_KIND_STRING, out)) return false;
  *out = expression::make_string({out->as.text, text.size()});
  return true;
}

}  // namespace sluice::core
