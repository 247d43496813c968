// The cursor of a list as it is stored: where the walk is, and what kind of walk that was. A
// walk that begins anew must not be taken for one that goes on, nor the other way round. A value;
// no thread rule.
#pragma once

#include <string>
#include <string_view>

#include "sluice/rest/pagination.hpp"

namespace sluice::rest {

struct WalkCursor {
  enum class Walk {
    kChanges,  // from where the last walk ended: "5000000123"
    kWhole,    // from the beginning, whatever was kept: "5000000123;full"
    kEnded,    // no walk: the last one ended here: "5000000123;end"
  };
  std::string position;  // what Pagination::seek takes; empty: the beginning
  Walk walk = Walk::kChanges;

  // `whole`: this walk is to begin at the beginning unless it goes on with one that did.
  static WalkCursor start(std::string_view stored, Keeps keeps, bool whole);
  std::string text() const;
};

}  // namespace sluice::rest
