// Pagination by page number, without a total: the number grows by one until a page is empty or
// shorter than requested; an empty one is not the end where the response says that there is more.
// One object per walk, on the subscriber's lane.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sluice/rest/cursor_slot.hpp"
#include "sluice/rest/pagination.hpp"
#include "sluice/rest/repeat_guard.hpp"

namespace sluice::rest {

class PageNumber final : public Pagination {
 public:
  // `start`: number of the first page. `page_size`: rows requested per page; 0: not known, and only
  // an empty page is the end.
  PageNumber(CursorSlot slot, uint64_t start, uint32_t page_size)
      : slot_(std::move(slot)), start_(start), number_(start), page_size_(page_size) {}

  Status seek(std::string_view cursor) override;
  void prepare(OperationRequest& request) const override { slot_.put(request, number_); }
  Result<bool> advance(const Page& page) override;
  std::string cursor() const override { return std::to_string(number_); }

 private:
  CursorSlot slot_;
  uint64_t start_;
  uint64_t number_;
  uint32_t page_size_;
  PageGuard guard_;
};

}  // namespace sluice::rest
