// One item of a field's comma-separated list: a value, a range, a step, L, n#k. One thread at a
// time.
#pragma once

#include <string>
#include <string_view>

#include "schedule/cron_field.hpp"
#include "sluice/result.hpp"

namespace sluice::schedule {

class ItemParser {
 public:
  // All are borrowed; `out` is added to.
  ItemParser(const FieldKind& kind, std::string_view whole, FieldValues& out)
      : kind_(kind), whole_(whole), out_(out) {}

  // `item` must be a part of `whole`.
  Status add(std::string_view item);

 private:
  struct Range {
    int from = 0, to = 0;
  };

  Status add_last(std::string_view item);
  Status add_last_weekday(std::string_view item);
  Status add_nth(std::string_view item, size_t hash);
  Status add_range(std::string_view item);
  Result<Range> range(std::string_view base, bool has_step) const;
  Result<Range> range_of_two(std::string_view base, size_t dash) const;
  Result<int> step(std::string_view text) const;
  Result<int> value(std::string_view text) const;
  int named(std::string_view text) const;
  Status refuse(std::string_view part, const std::string& message) const;
  Status refuse_value(std::string_view text) const;
  std::string name() const { return std::string(kind_.name); }
  bool is_weekday() const { return &kind_ == &weekday_field(); }

  const FieldKind& kind_;
  std::string_view whole_;
  FieldValues& out_;
};

}  // namespace sluice::schedule
