// How core.cast converts one value: the kinds it converts to, and the rules of each. [lane]
#pragma once

#include <string_view>

#include "sluice/expression/evaluator.hpp"
#include "sluice/expression/moment.hpp"
#include "sluice/result.hpp"

namespace sluice::core {

using expression::is_compact_date;
using expression::TimeUnit;

struct Conversion {
  enum class To : uint8_t { kNumber, kInteger, kString, kBoolean, kDecimal, kEpoch, kUtc };
  To to = To::kNumber;
  int places = 0;                      // kDecimal: digits after the point
  TimeUnit unit = TimeUnit::kSeconds;  // kEpoch, kUtc: of the number

  // "number", "integer", "string", "boolean", "decimal(2)", "epoch_s", "epoch_ms", "utc_of_s",
  // "utc_of_ms".
  static Result<Conversion> parse(std::string_view text);
};

// Memory for converted values, in the batch's arena, and the constants.
class Converter {
 public:
  Converter(sluice_batch* batch, sluice_slice yes, sluice_slice no)
      : batch_(batch), yes_(yes), no_(no) {}

  // A scalar in its new kind; null stays null. False: it cannot be converted, or memory is
  // exhausted (`out_of_memory`), or the string cannot be decoded (batch->fault).
  bool convert(const Conversion& conversion, const sluice_value& value, sluice_value* out);
  bool out_of_memory() const { return out_of_memory_; }

 private:
  bool to_number(const sluice_value& value, std::string_view* digits);
  bool number(const sluice_value& value, sluice_value* out);
  bool integer(const sluice_value& value, sluice_value* out);
  bool string(const sluice_value& value, sluice_value* out);
  bool boolean(const sluice_value& value, sluice_value* out);
  bool decimal(const sluice_value& value, int places, sluice_value* out);
  bool moment(const sluice_value& value, TimeUnit unit, expression::Decimal* out);
  bool epoch(const sluice_value& value, TimeUnit unit, sluice_value* out);
  bool utc(const sluice_value& value, TimeUnit unit, sluice_value* out);
  bool keep(std::string_view text, uint8_t kind, sluice_value* out);
  bool decoded(const sluice_value& string, std::string_view* out);

  sluice_batch* batch_;
  sluice_slice yes_, no_;
  bool out_of_memory_ = false;
};

}  // namespace sluice::core
