// Detects a walk that goes in circles: a cursor or a page that came before. Constant memory
// (Brent's method: one remembered cursor, replaced at powers of two), so a circle of any length
// is found after at most about three rounds of it. One object per walk, on the subscriber's lane.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sluice/rest/pagination.hpp"
#include "sluice/result.hpp"

namespace sluice::rest {

// What the walk has met, as Brent's method remembers it.
template <class Mark>
class Circle {
 public:
  // True if the walk has been at `next` before.
  bool closes(const Mark& next) {
    if (met_ && next == *met_) return true;
    if (++steps_ == period_) {
      met_ = next;
      period_ *= 2;
      steps_ = 0;
    }
    return false;
  }

 private:
  std::optional<Mark> met_;
  uint64_t steps_ = 0;
  uint64_t period_ = 1;
};

class CursorGuard {
 public:
  // E_DATA if the walk has been at `next` before. `sent`: the cursor the page was requested with.
  Status check(std::string_view sent, std::string_view next);
  void reset() { *this = {}; }

 private:
  Circle<std::string> circle_;
};

// For walks whose cursor moves by itself, by number or as the server likes: a server that ignores
// it returns the same pages again and again, or empty ones forever.
class PageGuard {
 public:
  // Pages without rows that may follow each other where the server says that there is more.
  static constexpr size_t kMostEmpty = 1000;

  // E_DATA if an earlier page began and ended with the rows of this one, or too many in a row had
  // none. `what` is how the page was requested ("offset 200").
  Status check(const Page& page, std::string_view what);
  void reset() { *this = {}; }

 private:
  struct Print {
    size_t rows = 0, edges = 0;  // how many, and a hash of the first and the last
    bool operator==(const Print&) const = default;
  };

  Circle<Print> circle_;
  std::optional<Print> before_;
  size_t empty_ = 0;
};

}  // namespace sluice::rest
