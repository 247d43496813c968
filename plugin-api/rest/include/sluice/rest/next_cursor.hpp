// Pagination by a cursor that each page names for the next one. The end is a flag that says there
// is no more, or no cursor where there is no flag. Only the server can interpret the cursor, and
// its meaning may change, so an interrupted walk starts over. One object per walk, on the
// subscriber's lane.
#pragma once

#include <string>
#include <string_view>

#include "sluice/rest/cursor_slot.hpp"
#include "sluice/rest/pagination.hpp"
#include "sluice/rest/repeat_guard.hpp"

namespace sluice::rest {

class NextCursor final : public Pagination {
 public:
  // `start`: the request's own cursor. `next`: where the envelope names the next one. `more`:
  // where it says whether there is more; empty: no cursor is the end.
  NextCursor(CursorSlot slot, std::string start, std::string_view next, std::string_view more)
      : slot_(std::move(slot)), start_(std::move(start)), at_(start_), next_(next), more_(more) {}

  Status seek(std::string_view cursor) override;
  void prepare(OperationRequest& request) const override;
  Result<bool> advance(const Page& page) override;
  std::string cursor() const override { return at_; }
  std::string absent() const override { return absent_; }

 private:
  CursorSlot slot_;
  std::string start_;
  std::string at_;
  std::string_view next_;
  std::string_view more_;
  std::string absent_;
  CursorGuard guard_;
  PageGuard pages_;
};

}  // namespace sluice::rest
