// A second reading of cron expressions, from the text and the C library's calendar alone: what the
// product's is compared with. Only for texts that the product takes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::schedule::test {

class Oracle {
 public:
  explicit Oracle(std::string_view expression);

  bool matches(int64_t local_s) const;

 private:
  struct Field {
    std::vector<std::string> items;
    bool star = false;
    std::vector<bool> allowed;
  };

  static Field read(const std::string& text, int low, int high);
  bool is_day(int day, int month, int year, int weekday) const;

  std::vector<Field> fields_;  // second, minute, hour, day, month, weekday
};

}  // namespace sluice::schedule::test
