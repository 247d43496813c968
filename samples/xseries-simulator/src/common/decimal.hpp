#pragma once
// Amounts and quantities as whole numbers of hundred-thousandths, for exact sums.
// Values: any thread.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "common/json_members.hpp"

namespace sluice::simulator {

class Decimal {
 public:
  Decimal() = default;
  static Decimal whole(std::int64_t value) { return Decimal(value * kUnit); }
  // `-12.5`; nothing for anything else or for more than five decimal places.
  static std::optional<Decimal> parse(std::string_view text);
  // A JSON number or a string that holds one.
  static std::optional<Decimal> read(const std::string* raw);

  // At least two decimal places: 12.50.
  std::string money() const { return text(2); }
  // As short as possible: 12.5.
  std::string shortest() const { return text(0); }

  bool negative() const { return units_ < 0; }
  bool zero() const { return units_ == 0; }
  Decimal operator-() const { return Decimal(-units_); }
  friend Decimal operator+(Decimal a, Decimal b) { return Decimal(a.units_ + b.units_); }
  friend Decimal operator-(Decimal a, Decimal b) { return Decimal(a.units_ - b.units_); }
  // Rounded half away from zero.
  friend Decimal operator*(Decimal a, Decimal b);
  friend auto operator<=>(Decimal a, Decimal b) = default;

 private:
  static constexpr std::int64_t kUnit = 100'000;
  explicit Decimal(std::int64_t units) : units_(units) {}
  std::string text(std::size_t least_places) const;

  std::int64_t units_ = 0;
};

// The member as a decimal; 400 when it is not one. A missing or null one is 0.
Decimal decimal_member(const JsonMembers& body, const char* name);

}  // namespace sluice::simulator
