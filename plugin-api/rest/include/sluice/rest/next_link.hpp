// Pagination by the address of the next page, which each page gives in its body or in its Link
// header (RFC 8288). No address is the end. It is asked for through the client, so only addresses
// of the client's system are followed. One object per walk, on the subscriber's lane.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sluice/rest/link_target.hpp"
#include "sluice/rest/pagination.hpp"
#include "sluice/rest/repeat_guard.hpp"

namespace sluice::rest {

class NextLink final : public Pagination {
 public:
  // `base`: of the first page's request. `next`: where the envelope has the address; empty: in the
  // Link header.
  NextLink(LinkBase base, std::string_view next) : base_(std::move(base)), next_(next) {}

  Status seek(std::string_view cursor) override;
  void prepare(OperationRequest& request) const override;
  Result<bool> advance(const Page& page) override;
  // The address as link_text() writes it.
  std::string cursor() const override { return at_; }
  Keeps keeps() const override { return Keeps::kWithinWalk; }
  std::string absent() const override { return absent_; }

 private:
  Result<std::optional<std::string>> next_of(const Page& page);

  LinkBase base_;
  std::string_view next_;
  std::string at_;     // empty: the first page
  LinkTarget target_;  // of at_
  std::string absent_;
  CursorGuard guard_;
  PageGuard pages_;
};

}  // namespace sluice::rest
