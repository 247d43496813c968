// Pagination by the id of a page's last row: `after` it, or `before` it where the newest come
// first. The end is a flag of the envelope that says there is no more, or an empty page. New rows
// come at the far end, so an interrupted walk can continue. One object per walk, on the
// subscriber's lane.
#pragma once

#include <string>
#include <string_view>

#include "sluice/rest/cursor_slot.hpp"
#include "sluice/rest/pagination.hpp"
#include "sluice/rest/repeat_guard.hpp"

namespace sluice::rest {

class LastId final : public Pagination {
 public:
  // `start`: the request's own cursor. `row`: where a row keeps its id. `more`: where the envelope
  // says whether there is more ("has_next"); empty: only an empty page is the end.
  LastId(CursorSlot slot, std::string start, std::string_view row, std::string_view more)
      : slot_(std::move(slot)), start_(std::move(start)), at_(start_), row_(row), more_(more) {}

  Status seek(std::string_view cursor) override;
  void prepare(OperationRequest& request) const override;
  Result<bool> advance(const Page& page) override;
  std::string cursor() const override { return at_; }
  Keeps keeps() const override { return Keeps::kWithinWalk; }

 private:
  Result<bool> has_more(const Page& page) const;
  Result<std::string> last_id(const Page& page) const;

  CursorSlot slot_;
  std::string start_;
  std::string at_;
  std::string_view row_;
  std::string_view more_;
  CursorGuard guard_;
};

// Whether the flag at `path` of a page's envelope says that there is more. A page without rows
// may omit it; E_DATA if one with rows does, or if it is not a boolean.
Result<bool> more_flag(const Page& page, std::string_view path);

}  // namespace sluice::rest
