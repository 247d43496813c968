// How numbers are written for people: a pattern such as "#,##0.00" and the signs of a locale. A
// value; no thread rule.
#pragma once

#include <string>
#include <string_view>

#include "sluice/expression/decimal.hpp"
#include "sluice/result.hpp"

namespace sluice::expression {

// Of numbers in a locale, each UTF-8 text.
struct NumberSigns {
  std::string_view point, group;
};

// "nl", "de-CH", "pt_BR": the language's signs, if it has none for the region. E_INVALID: unknown.
Result<NumberSigns> number_signs_of(std::string_view locale);

class NumberFormat {
 public:
  // 0: a digit that is always there; #: one that is there if it is needed; `,`: groups of as many
  // digits as stand between it and the point; other text stands before and after the number; %: the
  // number is multiplied by 100. E_INVALID: there is no digit, or a sign in the wrong place.
  static Result<NumberFormat> parse(std::string_view pattern);

  // Rounded half-even. False: the number is too large to be written.
  bool write(const Decimal& value, const NumberSigns& signs, std::string* out) const;

 private:
  std::string before_, after_;
  int least_digits_ = 0, group_ = 0;  // before the point
  int least_places_ = 0, most_places_ = 0;
  bool is_percent_ = false;
};

}  // namespace sluice::expression
