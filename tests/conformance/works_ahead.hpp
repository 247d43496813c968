// Whether a publisher keeps what abi.h says of `begin` and `settle` (sluice_publisher). A rule a
// check, each with a publisher of its own.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "loader/component.hpp"

namespace sluice::conformance {

// A publisher, the target it works on and what the target says.
struct Subject {
  // A new publisher; two may be there at once, and what one does shows in no other.
  std::function<std::unique_ptr<loader::Component>()> make;
  // Between them the target answers nothing it is asked; before the first `hold` it answers.
  // Two batches of one record each must be begun meanwhile: configure it so that there is room.
  std::function<void()> hold, release;
  // JSON objects on one line each: one the target takes, one it refuses for itself (E_DATA).
  std::string taken, refused;
  // One that the target does not take for now, when it is asked (a transient outcome); empty: there
  // is none, and the order of records is not checked.
  std::string later = {};
  // The longest a call may take, that with a requested cancel included.
  std::chrono::milliseconds patience{5000};
};

// What is wrong, at most a sentence a check; none of a publisher that has neither function.
std::vector<std::string> check_works_ahead(const Subject& subject);

}  // namespace sluice::conformance
