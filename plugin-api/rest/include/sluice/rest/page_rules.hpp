// What else ends a walk than its kind: a short page, a flag, a total. It counts the rows as they
// come, before any filter. One object per walk, on the subscriber's lane.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "sluice/rest/pagination.hpp"

namespace sluice::rest {

class PageRules final : public Pagination {
 public:
  struct Rules {
    // Rows that a page is asked for; a page of fewer is the last. 0: not known. A first page of
    // fewer, but of a round number, is not taken for the last: servers cut the size silently.
    uint32_t size = 0;
    // Paths in the envelope: a flag that there is more, and the number of rows of all pages. Where
    // one is given, a short page is not the end.
    std::string_view more = {}, total = {};
  };

  PageRules(std::unique_ptr<Pagination> kind, Rules rules)
      : kind_(std::move(kind)), rules_(rules) {}

  Status seek(std::string_view cursor) override;
  void prepare(OperationRequest& request) const override { kind_->prepare(request); }
  Result<bool> advance(const Page& page) override;
  std::string cursor() const override;
  Keeps keeps() const override { return kind_->keeps(); }
  std::string absent() const override { return kind_->absent(); }
  // Why the end that advance() just found may not be the end; empty: nothing speaks against it.
  const std::string& doubt() const { return doubt_; }

 private:
  Result<bool> may_go_on(const Page& page);
  Result<uint64_t> total_of(const Page& page) const;
  bool is_short(size_t rows);
  void look_at_end(const Page& page);

  std::unique_ptr<Pagination> kind_;
  Rules rules_;
  uint64_t rows_ = 0;          // of the pages so far
  uint64_t pages_ = 0;         // since seek
  size_t full_ = rules_.size;  // rows of a full page, as far as is known
  std::string doubt_;
};

}  // namespace sluice::rest
