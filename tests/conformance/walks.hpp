// Whether a subscriber keeps what abi.h says of `open`, `seek` and `poll` (sluice_subscriber). A
// rule a check, each with subscribers of its own. What is read must not change meanwhile.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "loader/component.hpp"

namespace sluice::conformance {

struct WalkSubject {
  // A new subscriber; two may be there at once, and what one does shows in no other.
  std::function<std::unique_ptr<loader::Component>()> make;
  std::string request = "{}";
  // What a walk from its beginning gives: two pages or more, of records that all differ.
  size_t records = 0;
  // Whether a walk goes on behind the cursor of a page; else it begins again.
  bool goes_on = true;
  // A new one that is told to read less than all of it; null: there is no such setting.
  std::function<std::unique_ptr<loader::Component>()> make_cut = nullptr;
};

// What is wrong, at most a sentence a check.
std::vector<std::string> check_walks(const WalkSubject& subject);

}  // namespace sluice::conformance
