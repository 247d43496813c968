// Pagination by counting rows: `offset` in, offset plus rows received out; a page that is empty or
// shorter than requested is the last. The offset is always sent: the server's default may
// differ. Inserted or deleted rows shift the others, so the cursor is useless later. One
// object per walk, on the subscriber's lane.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sluice/rest/cursor_slot.hpp"
#include "sluice/rest/pagination.hpp"
#include "sluice/rest/repeat_guard.hpp"

namespace sluice::rest {

class OffsetPages final : public Pagination {
 public:
  // `page_size`: rows requested per page; 0: not known, and only an empty page is the end.
  OffsetPages(CursorSlot slot, uint64_t start, uint32_t page_size)
      : slot_(std::move(slot)), start_(start), offset_(start), page_size_(page_size) {}

  Status seek(std::string_view cursor) override;
  void prepare(OperationRequest& request) const override { slot_.put(request, offset_); }
  Result<bool> advance(const Page& page) override;
  std::string cursor() const override { return std::to_string(offset_); }

 private:
  CursorSlot slot_;
  uint64_t start_;
  uint64_t offset_;
  uint32_t page_size_;
  PageGuard guard_;
};

}  // namespace sluice::rest
