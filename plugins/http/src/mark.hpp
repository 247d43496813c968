// How far a source has been read: a point in time or a number that grows with every change, as the
// rows have it. A value; no thread rule.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sluice/expression/decimal.hpp"
#include "sluice/expression/moment.hpp"
#include "sluice/result.hpp"

namespace http_plugin {

class Mark {
 public:
  // A number, a day ("2026-11-01"), or a day and a time with or without an offset; without one it
  // is taken for UTC. E_DATA: it is none of these.
  static sluice::Result<Mark> parse(std::string_view text);

  // As it was given.
  const std::string& text() const { return text_; }
  bool is_time() const { return is_time_; }
  // -1, 0, 1. E_DATA: a time and a number.
  static sluice::Result<int> compare(const Mark& a, const Mark& b);
  // So many seconds or units earlier, written in the same form.
  sluice::Result<std::string> moved_back(int64_t by) const;
  // Of a time: this, or `unix_s` if that is earlier.
  std::string no_later_than(int64_t unix_s) const;

 private:
  std::string written(const sluice::expression::Instant& at) const;

  std::string text_;
  bool is_time_ = false;
  bool has_time_ = true, has_zone_ = true;  // in the text
  char between_ = 'T';                      // day and time
  sluice::expression::Instant at_;
  sluice::expression::Decimal number_;
};

}  // namespace http_plugin
