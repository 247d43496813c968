#pragma once
// Writes one seeded row as JSON text, member by member, in the spellings that the vendor mixes:
// raw UTF-8 and \u escapes. One owner at a time.

#include <cstdint>
#include <string>
#include <string_view>

#include "clock.hpp"
#include "json_members.hpp"
#include "random.hpp"

namespace sluice::simulator {

class SeedRow {
 public:
  explicit SeedRow(bool ascii = false) : ascii_(ascii) {}

  SeedRow& raw(std::string_view name, std::string_view value) {
    text_ += text_.empty() ? '{' : ',';
    text_ += '"';
    text_ += name;
    text_ += "\":";
    text_ += value;
    return *this;
  }
  SeedRow& text(std::string_view name, std::string_view value) {
    return raw(name, ascii_ ? quote_ascii(value) : quote(value));
  }
  SeedRow& number(std::string_view name, std::int64_t value) {
    return raw(name, std::to_string(value));
  }
  SeedRow& truth(std::string_view name, bool value) { return raw(name, value ? "true" : "false"); }
  SeedRow& null(std::string_view name) { return raw(name, "null"); }
  SeedRow& reference(std::string_view name, std::string_view id, std::string_view label) {
    return raw(name, SeedRow(ascii_).text("id", id).text("name", label).done());
  }
  std::string done() { return text_ + '}'; }

 private:
  bool ascii_;
  std::string text_;
};

// An instant of the shop's past: 2023-01-01 to 2026-06-30.
inline std::int64_t seed_time(Random& random) {
  return random.between(1'672'531'200, 1'782'777'600) * 1000;
}

// 1990 -> 19.90: two digits as written by a till, zeros at the end kept.
inline std::string seed_money(std::int64_t cents) {
  const std::int64_t size = cents < 0 ? -cents : cents;
  return (cents < 0 ? "-" : "") + std::to_string(size / 100) + "." +
         std::to_string(size % 100 / 10) + std::to_string(size % 10);
}

}  // namespace sluice::simulator
