// What `sluice doctor` found of one thing. A value.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sluice::app {

struct Finding {
  // Odd: works now, and may not some day.
  enum Kind { kFine, kOdd, kWrong };
  Kind kind = Kind::kFine;
  std::string place;  // "state folder", "clients.shop"
  std::string text;   // what is so, and what to do if it is not fine
};

using Findings = std::vector<Finding>;

std::string_view finding_word(Finding::Kind kind);

}  // namespace sluice::app
