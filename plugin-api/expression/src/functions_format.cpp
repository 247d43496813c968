// decimal, format_number, round, to_number
#include <algorithm>

#include "kept.hpp"
#include "number_format.hpp"
#include "parameters.hpp"
#include "sluice/expression/rounding.hpp"
#include "unicode.hpp"

namespace sluice::expression {
namespace {

constexpr int64_t kMostPlaces = 30;

std::string wrong_mode_message(std::string_view word) {
  return unknown_word_message("rounding mode", word, {"half_even", "half_up", "up", "down"});
}

Result<std::unique_ptr<Prepared>> check_mode(const Workbench&, const Constants& constants) {
  if (constants.size() > 2 && constants[2] && !rounding_of(*constants[2]))
    return Status(SLUICE_E_INVALID, wrong_mode_message(*constants[2]));
  return std::unique_ptr<Prepared>();
}

bool read_rounding(Evaluator& e, const Arguments& args, Rounding* out) {
  std::string_view word = "half_even";
  if (!text_at(e, args, 2, &word)) return false;
  const std::optional<Rounding> rounding = rounding_of(word);
  if (!rounding) return e.fail(wrong_mode_message(word)), false;
  *out = *rounding;
  return true;
}

sluice_value* round_number(Evaluator& e, const Arguments& args) {
  Decimal value, result;
  Rounding rounding{};
  int64_t places = 0;
  if (!e.decimal(*args[0], &value) ||
      !whole_number_at(e, args, 1, "places of round()", -kMostPlaces, kMostPlaces, &places) ||
      !read_rounding(e, args, &rounding) ||
      !e.check(round(value, static_cast<int>(places), rounding, &result), "round()"))
    return nullptr;
  return e.number(result);
}

sluice_value* number_of(Evaluator& e, std::string_view digits) {
  sluice_value* const result = e.copied_string(digits);
  if (result) *result = make_scalar(SLUICE_KIND_NUMBER, text_of(*result));
  return result;
}

sluice_value* decimal(Evaluator& e, const Arguments& args) {
  Decimal value;
  Rounding rounding{};
  int64_t places = 0;
  std::string text;
  if (!e.decimal(*args[0], &value) ||
      !whole_number_at(e, args, 1, "places of decimal()", 0, kMostPlaces, &places) ||
      !read_rounding(e, args, &rounding))
    return nullptr;
  if (!print_rounded(value, static_cast<int>(places), rounding, &text))
    return e.fail("decimal(): the number is too large to be written with its places");
  return number_of(e, text);
}

struct FormatCall : Prepared {
  Kept<NumberFormat> format{NumberFormat::parse};
  Kept<NumberSigns> signs{number_signs_of};
};

Result<std::unique_ptr<Prepared>> prepare_format(const Workbench&, const Constants& constants) {
  auto call = std::make_unique<FormatCall>();
  Status status = call->format.keep(constants, 1);
  if (status.ok()) status = call->signs.keep(constants, 2);
  if (!status.ok()) return status;
  return std::unique_ptr<Prepared>(std::move(call));
}

sluice_value* format_number(Evaluator& e, const Arguments& args) {
  auto& call = static_cast<FormatCall&>(*args.prepared);
  Decimal value;
  std::string text;
  if (!e.decimal(*args[0], &value)) return nullptr;
  const NumberFormat* const format = call.format.of(e, args, 1, "#,##0.##");
  const NumberSigns* const signs = format ? call.signs.of(e, args, 2, "en") : nullptr;
  if (!signs) return nullptr;
  if (!format->write(value, *signs, &text))
    return e.fail("format_number(): the number is too large to be written with its places");
  return e.copied_string(text);
}

enum class PointSign : char { kJson = 'j', kPoint = '.', kComma = ',' };

Result<PointSign> point_sign_of(std::string_view word) {
  if (word == "point") return PointSign::kPoint;
  if (word == "comma") return PointSign::kComma;
  return Status(SLUICE_E_INVALID,
                unknown_word_message("decimal sign of to_number()", word, {"point", "comma"}));
}

struct NumberCall : Prepared {
  Kept<PointSign> sign{point_sign_of};
};

Result<std::unique_ptr<Prepared>> prepare_number(const Workbench&, const Constants& constants) {
  auto call = std::make_unique<NumberCall>();
  const Status status = call->sign.keep(constants, 1);
  if (!status.ok()) return status;
  return std::unique_ptr<Prepared>(std::move(call));
}

// The bytes of a sign between groups of digits: the other one of point and comma, an apostrophe, a
// blank. 0: it is none.
size_t group_sign_size(std::string_view text, PointSign sign) {
  const char other = sign == PointSign::kComma ? '.' : ',';
  const CodePoint c = code_point_at(text, 0);
  constexpr int32_t kCurlyApostrophe = 0x2019;
  const bool is_sign = c.value == other || c.value == '\'' || c.value == kCurlyApostrophe ||
                       is_white_space(text.substr(0, c.size));
  return is_sign ? c.size : 0;
}

size_t leading_digits(std::string_view text) {
  return std::min(text.find_first_not_of("0123456789"), text.size());
}

// Appends the digits before the decimal sign; behind a sign between groups there are exactly three.
// The first group does not begin with 0: that sign is rather the decimal sign of others.
bool take_whole(std::string_view* rest, PointSign sign, std::string* out) {
  constexpr size_t kGroup = 3;
  size_t digits = leading_digits(*rest);
  if (digits == 0) return false;
  const bool starts_with_zero = rest->front() == '0';
  out->append(rest->substr(0, digits));
  rest->remove_prefix(digits);
  const bool may_be_grouped = digits <= kGroup;
  while (may_be_grouped && !rest->empty()) {
    const size_t size = group_sign_size(*rest, sign);
    if (!size) return true;
    digits = leading_digits(rest->substr(size));
    if (digits != kGroup || starts_with_zero) return false;
    out->append(rest->substr(size, digits));
    rest->remove_prefix(size + digits);
  }
  return true;
}

std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && is_white_space(text)) text.remove_prefix(code_point_at(text, 0).size);
  while (!text.empty() && (text.back() == ' ' || (text.back() >= '\t' && text.back() <= '\r')))
    text.remove_suffix(1);
  return text;
}

// As JSON; empty: it is no number.
std::string spelled_number(std::string_view text, PointSign sign) {
  std::string out;
  text = without_blanks(text);
  if (text.starts_with('-')) out = "-";
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  const size_t begin = out.size();
  if (!take_whole(&text, sign, &out)) return {};
  const size_t digit = std::min(out.find_first_not_of('0', begin), out.size() - 1);
  out.erase(begin, digit - begin);
  if (text.empty()) return out;
  if (text.front() != static_cast<char>(sign)) return {};
  text.remove_prefix(1);
  if (text.empty() || leading_digits(text) != text.size()) return {};
  return out.append(".").append(text);
}

// A string that is a JSON number keeps its digits; anything else is null.
sluice_value* to_number(Evaluator& e, const Arguments& args) {
  if (is_number(*args[0])) return args[0];
  if (!is_string(*args[0])) return e.null();
  std::string_view text;
  if (!e.text(*args[0], &text)) return nullptr;
  if (!is_given(args, 1)) return is_json_number(text) ? number_of(e, text) : e.null();
  const PointSign* const sign =
      static_cast<NumberCall&>(*args.prepared).sign.of(e, args, 1, "point");
  if (!sign) return nullptr;
  const std::string digits = spelled_number(text, *sign);
  return digits.empty() ? e.null() : number_of(e, digits);
}

constexpr Function kFormatFunctions[] = {
    {"decimal",
     2,
     3,
     {kNumberType, kNumberType, kStringType},
     kNumberType,
     decimal,
     {"x, places, mode?",
      "The number with exactly so many digits behind the point, rounded as `round` does.",
      "decimal(`2.5`, `2`)", "2.50"},
     check_mode},
    {"format_number",
     1,
     3,
     {kNumberType, kStringType},
     kStringType,
     format_number,
     {"x, pattern?, locale?",
      "The number for people, rounded half-even. In the pattern (`#,##0.##` if left out) `0` is a "
      "digit that is always there, "
      "`#` one that is there if needed, `,` makes groups, `%` multiplies by 100; other text stands "
      "as "
      "it is. The locale (`en`) gives the signs, as `nl` or `de-CH`.",
      "format_number(`1234.5`, '\xE2\x82\xAC #,##0.00', 'nl')", "\"\xE2\x82\xAC 1.234,50\""},
     prepare_format},
    {"round",
     1,
     3,
     {kNumberType, kNumberType, kStringType},
     kNumberType,
     round_number,
     {"x, places?, mode?",
      "The number with at most so many digits behind the point (0 if left out; -2 for hundreds). "
      "The "
      "mode says what becomes of a half: `half_even` (if left out) or `half_up`, away from zero; "
      "or "
      "of anything between: `up`, away from zero, or `down`.",
      "round(`2.345`, `2`, 'half_up')", "2.35"},
     check_mode},
    {"to_number",
     1,
     2,
     {kAnyType, kStringType},
     kNumberType | kNullType,
     to_number,
     {"value, decimal_sign?",
      "The number that a text spells, with its digits; null of anything else. Without a sign the "
      "text "
      "is as in JSON; with `'comma'` or `'point'` it is as people write it, and may have signs "
      "between groups of three digits, unless it begins with 0 (`0.125` with `'comma'` is null).",
      "to_number('1.234,50', 'comma')", "1234.50"},
     prepare_number},
};

}  // namespace

FunctionList format_functions() {
  return {"numbers", kFormatFunctions, std::size(kFormatFunctions)};
}

}  // namespace sluice::expression
