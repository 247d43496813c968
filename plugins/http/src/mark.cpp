#include "mark.hpp"

#include <algorithm>
#include <utility>

namespace http_plugin {

using sluice::Result;
using sluice::Status;
using sluice::expression::Decimal;
using sluice::expression::DecimalError;
using sluice::expression::Instant;

namespace {

constexpr int64_t kYearZero = -62'167'219'200;  // 0000-01-01, the first that can be written
constexpr size_t kDay = 10, kDayAndTime = 19;   // bytes of "2026-11-01", and with "T08:00:00"

int order_of(const Instant& a, const Instant& b) {
  if (a.seconds != b.seconds) return a.seconds < b.seconds ? -1 : 1;
  const size_t digits = std::max(a.fraction.size(), b.fraction.size());
  std::string left = a.fraction, right = b.fraction;
  left.resize(digits, '0');
  right.resize(digits, '0');
  return std::clamp(left.compare(right), -1, 1);
}

bool has_offset(std::string_view text) {
  return text.find_first_of("Zz+-", kDayAndTime) != text.npos;
}

// "+0000" as RFC 3339 has it.
std::string with_colon(std::string text) {
  const size_t sign = text.find_first_of("+-", kDayAndTime);
  if (sign != text.npos && text.size() == sign + 5 && text.find(':', sign) == text.npos)
    text.insert(sign + 3, ":");
  return text;
}

}  // namespace

Result<Mark> Mark::parse(std::string_view text) {
  Mark out;
  out.text_ = text;
  if (Decimal::parse(text, &out.number_) == DecimalError::kNone) return out;
  std::string whole(text);
  out.is_time_ = true;
  out.has_time_ = text.size() > kDay;
  if (out.has_time_) out.between_ = text[kDay];
  if (!out.has_time_) whole += "T00:00:00";
  out.has_zone_ = has_offset(whole);
  if (!out.has_zone_) whole += "Z";
  if (text.size() >= kDay && sluice::expression::read_instant(with_colon(whole), &out.at_))
    return out;
  return Status::data("\"" + std::string(text.substr(0, 60)) + "\" is neither a number nor a time");
}

Result<int> Mark::compare(const Mark& a, const Mark& b) {
  if (a.is_time_ != b.is_time_)
    return Status::data("\"" + a.text_ + "\" and \"" + b.text_ +
                        "\" cannot be compared: one is a time, one a number");
  return a.is_time_ ? order_of(a.at_, b.at_) : Decimal::compare(a.number_, b.number_);
}

std::string Mark::written(const Instant& at) const {
  std::string out = sluice::expression::instant_text(at);
  if (!has_time_) return out.substr(0, kDay);
  out[kDay] = between_;
  if (!has_zone_) out.pop_back();
  return out;
}

Result<std::string> Mark::moved_back(int64_t by) const {
  if (by == 0) return text_;
  if (is_time_) {
    Instant at = at_;
    at.seconds -= by;
    if (at.seconds < kYearZero)
      return Status::data("there is no date " + std::to_string(by) + " seconds before \"" + text_ +
                          "\"");
    return written(at);
  }
  Decimal out;
  if (Decimal::subtract(number_, Decimal(by), &out) != DecimalError::kNone)
    return Status::data("\"" + text_ + "\" is too large a number");
  return out.to_string();
}

std::string Mark::no_later_than(int64_t unix_s) const {
  const Instant limit{unix_s, {}};
  return is_time_ && order_of(limit, at_) < 0 ? written(limit) : text_;
}

}  // namespace http_plugin
