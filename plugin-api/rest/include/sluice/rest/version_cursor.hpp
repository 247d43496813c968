// Pagination by a version that grows with every change: `after` (exclusive) in, the page's
// `version.max` out, but never more than its highest row version, and only an empty page is the
// end. Versions are 64-bit and never converted to a double. One object per walk, on the
// subscriber's lane.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sluice/rest/cursor_slot.hpp"
#include "sluice/rest/pagination.hpp"
#include "sluice/rest/repeat_guard.hpp"

namespace sluice::rest {

// The whole text as an unsigned 64-bit number, or nothing.
std::optional<uint64_t> parse_version(std::string_view text);

class VersionCursor final : public Pagination {
 public:
  // `start`: the request's own cursor. `next`: where the envelope names the page's highest version
  // ("version.max"; empty: nowhere). `row`: where rows keep theirs ("version",
  // "_metadata.version").
  VersionCursor(CursorSlot slot, uint64_t start, std::string_view next, std::string_view row)
      : slot_(std::move(slot)), start_(start), after_(start), next_(next), row_(row) {}

  Status seek(std::string_view cursor) override;
  void prepare(OperationRequest& request) const override;
  Result<bool> advance(const Page& page) override;
  std::string cursor() const override;
  Keeps keeps() const override { return Keeps::kAcrossWalks; }

 private:
  Result<std::optional<uint64_t>> version_of(const Record& row) const;
  Result<std::optional<uint64_t>> highest_row(const Page& page, bool lenient) const;
  Result<uint64_t> highest(const Page& page);

  CursorSlot slot_;
  uint64_t start_;
  uint64_t after_;
  std::string_view next_;
  std::string_view row_;
  PageGuard guard_;
};

}  // namespace sluice::rest
