// Notices a walk that goes in circles: a cursor or a page that came before. Constant memory
// (Brent's method: one remembered cursor, replaced at powers of two), so a circle of any length
// is found after at most about three rounds of it. One object a walk, on the subscriber's lane.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sluice/batch.hpp"
#include "sluice/result.hpp"

namespace sluice::rest {

class CursorGuard {
 public:
  // E_DATA if the walk has been at `next` before. `sent`: the cursor the page was asked with.
  Status check(std::string_view sent, std::string_view next);
  void reset() { *this = {}; }

 private:
  std::string remembered_;
  uint64_t steps_ = 0;
  uint64_t period_ = 1;
};

// For walks by number, where every request differs: a server that does not know the parameter
// answers the first page again and again.
class PageGuard {
 public:
  // E_DATA if the page begins and ends with the rows of the page before. `what` is how the page
  // was asked for ("offset 200").
  Status check(Batch page, std::string_view what);
  void reset() { *this = {}; }

 private:
  size_t rows_ = 0;
  size_t print_ = 0;  // of the first and the last row of the page before
};

}  // namespace sluice::rest
