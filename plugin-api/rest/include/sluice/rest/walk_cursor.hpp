// The cursor of a list as it is stored: where the walk is, and what kind of walk it was. A
// walk that begins anew must not be confused with one that continues, or vice versa. A value;
// no thread rule.
#pragma once

#include <string>
#include <string_view>

#include "sluice/rest/pagination.hpp"

namespace sluice::rest {

struct WalkCursor {
  enum class Walk {
    kChanges,  // from where the last walk ended: "5000000123"
    kWhole,    // from the beginning, whatever was stored: "5000000123;full"
    kEnded,    // no walk: the last one ended here: "5000000123;end"
  };
  std::string position;  // what Pagination::seek takes; empty: the beginning
  Walk walk = Walk::kChanges;

  // `whole`: this walk must start at the beginning unless it continues one that did.
  static WalkCursor start(std::string_view stored, Keeps keeps, bool whole);
  std::string text() const;
};

}  // namespace sluice::rest
