// Pagination by page number where each response says how many pages there are: `page` and `pages`
// in a member of the envelope, or in the envelope itself. A response without them is the whole
// list. One object per walk, on the subscriber's lane.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sluice/rest/cursor_slot.hpp"
#include "sluice/rest/pagination.hpp"
#include "sluice/rest/repeat_guard.hpp"

namespace sluice::rest {

class PageOfPages final : public Pagination {
 public:
  // `next`: the envelope's member that holds `page` and `pages` ("pagination").
  PageOfPages(CursorSlot slot, uint64_t start, std::string_view next)
      : slot_(std::move(slot)), start_(start), number_(start), next_(next) {}

  Status seek(std::string_view cursor) override;
  void prepare(OperationRequest& request) const override { slot_.put(request, number_); }
  Result<bool> advance(const Page& page) override;
  std::string cursor() const override { return std::to_string(number_); }
  std::string absent() const override { return absent_; }

 private:
  CursorSlot slot_;
  uint64_t start_;
  uint64_t number_;
  std::string_view next_;
  std::string absent_;
  PageGuard guard_;
};

}  // namespace sluice::rest
