// One page as it goes over the wire, whose version numbers can be moved: a few pages of real text
// stand for any number of records, and each page still differs from the one before.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::bench {

class ServedPage {
 public:
  // `body` is a page as products.py makes it: records with ascending "version"s, then
  // {"min":a,"max":b}, every number of one width. Nothing if it is none.
  static std::optional<ServedPage> make(std::string_view body);

  uint64_t first() const { return first_; }  // version of the first record
  uint64_t records() const { return records_; }

  // Head and body, the first record's version being `first`, which has as many digits. The text
  // dies with the next call.
  std::string_view with_first(uint64_t first);

 private:
  struct Spot {
    size_t offset;   // of the last digit
    uint64_t ahead;  // of the first record's version
  };
  void add_numbers_after(std::string_view key);

  std::string text_;
  std::vector<Spot> spots_;
  uint64_t first_ = 0;
  uint64_t records_ = 0;
};

// The response to a request behind the last page.
std::string_view empty_page();

}  // namespace sluice::bench
