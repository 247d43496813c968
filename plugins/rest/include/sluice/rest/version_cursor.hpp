// Pagination by a version that grows with every change: `after` (exclusive) in, the page's
// `version.max` out, and only an empty page is the end. Versions are 64-bit and never pass
// through a double. One object a walk, on the subscriber's lane.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sluice/rest/pagination.hpp"

namespace sluice::rest {

// The whole text as an unsigned 64-bit number, or nothing.
std::optional<uint64_t> parse_version(std::string_view text);

class VersionCursor final : public Pagination {
 public:
  // `start`: the request's own `after`. `row_version`: where rows keep their version ("version",
  // "_metadata.version"); asked only if the page does not name its highest.
  VersionCursor(uint64_t start, std::string_view row_version)
      : start_(start), after_(start), row_version_(row_version) {}

  Status seek(std::string_view cursor) override;
  void prepare(OperationRequest& request) const override;
  Result<bool> advance(const Page& page) override;
  std::string cursor() const override;

 private:
  Result<uint64_t> highest(const Page& page) const;

  uint64_t start_;
  uint64_t after_;
  std::string_view row_version_;
};

}  // namespace sluice::rest
