#include "number_format.hpp"

#include <algorithm>

#include "functions.hpp"
#include "sluice/expression/rounding.hpp"

namespace sluice::expression {
namespace {

constexpr std::string_view kBlank = "\xC2\xA0";            // no line breaks at it
constexpr std::string_view kNarrowBlank = "\xE2\x80\xAF";  // nor at this one
constexpr std::string_view kApostrophe = "\xE2\x80\x99";
constexpr NumberSigns kEnglish{".", ","}, kContinental{",", "."}, kBlanks{",", kBlank};

struct Locale {
  std::string_view name;
  NumberSigns signs;
};

constexpr Locale kLocales[] = {
    {"bg", kBlanks},
    {"cs", kBlanks},
    {"da", kContinental},
    {"de", kContinental},
    {"de-AT", kBlanks},
    {"de-CH", {".", kApostrophe}},
    {"el", kContinental},
    {"en", kEnglish},
    {"en-ZA", kBlanks},
    {"es", kContinental},
    {"es-MX", kEnglish},
    {"es-US", kEnglish},
    {"et", kBlanks},
    {"fi", kBlanks},
    {"fr", {",", kNarrowBlank}},
    {"fr-CA", kBlanks},
    {"fr-CH", {",", kNarrowBlank}},
    {"he", kEnglish},
    {"hr", kContinental},
    {"hu", kBlanks},
    {"id", kContinental},
    {"it", kContinental},
    {"it-CH", {".", kApostrophe}},
    {"ja", kEnglish},
    {"ko", kEnglish},
    {"lt", kBlanks},
    {"lv", kBlanks},
    {"nb", kBlanks},
    {"nl", kContinental},
    {"nn", kBlanks},
    {"no", kBlanks},
    {"pl", kBlanks},
    {"pt", kContinental},
    {"pt-PT", kBlanks},
    {"ro", kContinental},
    {"ru", kBlanks},
    {"sk", kBlanks},
    {"sl", kContinental},
    {"sr", kContinental},
    {"sv", kBlanks},
    {"th", kEnglish},
    {"tr", kContinental},
    {"uk", kBlanks},
    {"vi", kContinental},
    {"zh", kEnglish},
};

const Locale* find_locale(std::string_view name) {
  for (const Locale& locale : kLocales)
    if (locale.name == name) return &locale;
  return nullptr;
}

constexpr std::string_view kNumberCharacters = "#0,.";

Status refused_pattern(std::string_view pattern, const char* why) {
  return Status(SLUICE_E_INVALID, "the pattern \"" + std::string(pattern.substr(0, 40)) + "\" " +
                                      why + "; write it as #,##0.00");
}

int count_of(std::string_view text, char c) {
  return static_cast<int>(std::count(text.begin(), text.end(), c));
}

// The digits before the point, with the group sign between groups.
std::string grouped(std::string_view digits, int group, std::string_view sign) {
  if (group <= 0) return std::string(digits);
  const auto size = static_cast<size_t>(group);
  std::string out(digits.substr(0, digits.size() % size));
  for (size_t at = out.size(); at < digits.size(); at += size) {
    if (at) out += sign;
    out += digits.substr(at, size);
  }
  return out;
}

}  // namespace

Result<NumberSigns> number_signs_of(std::string_view name) {
  std::string wanted(name);
  std::replace(wanted.begin(), wanted.end(), '_', '-');
  const Locale* found = find_locale(wanted);
  if (!found) found = find_locale(wanted.substr(0, wanted.find('-')));
  if (found) return found->signs;
  std::vector<std::string_view> known;
  for (const Locale& locale : kLocales) known.push_back(locale.name);
  return Status(SLUICE_E_INVALID, "the locale \"" + wanted.substr(0, 40) +
                                      "\" is not known; write a language and perhaps a region, as "
                                      "nl or de-CH" +
                                      nearest(wanted, known));
}

Result<NumberFormat> NumberFormat::parse(std::string_view pattern) {
  constexpr size_t kLongestPattern = 200;
  const size_t begin = pattern.find_first_of(kNumberCharacters);
  if (begin == pattern.npos || pattern.size() > kLongestPattern)
    return refused_pattern(pattern, "has no digit 0 or #, or over 200 bytes");
  const size_t end = std::min(pattern.find_first_not_of(kNumberCharacters, begin), pattern.size());
  const std::string_view number = pattern.substr(begin, end - begin);
  if (pattern.find_first_of("#0", end) != pattern.npos)
    return refused_pattern(pattern, "has digits in two places");
  const size_t point = std::min(number.find('.'), number.size());
  const std::string_view whole = number.substr(0, point);
  const std::string_view part = number.substr(std::min(point + 1, number.size()));
  if (part.find_first_of(".,") != part.npos || number.find_first_of("#0") == number.npos)
    return refused_pattern(pattern, "has a point or comma behind its point, or no digit");
  NumberFormat out;
  out.before_ = pattern.substr(0, begin);
  out.after_ = pattern.substr(end);
  out.is_percent_ = count_of(out.before_ + out.after_, '%') > 0;
  out.least_digits_ = count_of(whole, '0');
  const size_t comma = whole.rfind(',');
  out.group_ = comma == whole.npos ? 0 : static_cast<int>(whole.size() - comma - 1);
  out.least_places_ = count_of(part, '0');
  out.most_places_ = static_cast<int>(part.size());
  return out;
}

bool NumberFormat::write(const Decimal& value, const NumberSigns& signs, std::string* out) const {
  Decimal amount;
  std::string text;
  if (Decimal::multiply(value, Decimal(is_percent_ ? 100 : 1), &amount) != DecimalError::kNone ||
      !print_rounded(amount, most_places_, Rounding::kHalfEven, &text))
    return false;
  const bool is_negative = text.starts_with('-') && text.find_first_of("123456789") != text.npos;
  text.erase(0, text.starts_with('-') ? 1 : 0);
  const size_t point = std::min(text.find('.'), text.size());
  std::string whole = text.substr(0, point), part = text.substr(std::min(point + 1, text.size()));
  while (part.size() > static_cast<size_t>(least_places_) && part.back() == '0') part.pop_back();
  if (least_digits_ == 0 && whole == "0" && !part.empty()) whole.clear();
  if (whole.size() < static_cast<size_t>(least_digits_))
    whole.insert(0, static_cast<size_t>(least_digits_) - whole.size(), '0');
  *out = (is_negative ? "-" : "") + before_ + grouped(whole, group_, signs.group);
  if (!part.empty()) out->append(signs.point).append(part);
  *out += after_;
  return true;
}

}  // namespace sluice::expression
