#include "sluice/rest/make_pagination.hpp"

#include "sluice/rest/last_id.hpp"
#include "sluice/rest/next_cursor.hpp"
#include "sluice/rest/offset_pages.hpp"
#include "sluice/rest/page_number.hpp"
#include "sluice/rest/page_of_pages.hpp"
#include "sluice/rest/version_cursor.hpp"

namespace sluice::rest {
namespace {

using Made = std::unique_ptr<Pagination>;

// One call, no cursor.
class SinglePage final : public Pagination {
 public:
  Status seek(std::string_view) override { return {}; }
  void prepare(OperationRequest&) const override {}
  Result<bool> advance(const Page&) override { return false; }
  std::string cursor() const override { return {}; }
};

// The first page of a list that has more, requested the way its kind does.
class FirstPage final : public Pagination {
 public:
  explicit FirstPage(std::unique_ptr<Pagination> kind) : kind_(std::move(kind)) {}
  Status seek(std::string_view) override { return {}; }
  void prepare(OperationRequest& request) const override { kind_->prepare(request); }
  Result<bool> advance(const Page&) override { return false; }
  std::string cursor() const override { return {}; }

 private:
  std::unique_ptr<Pagination> kind_;
};

// The request's own cursor as a number from `least`.
Result<uint64_t> start_number(const PagingPlan& plan, uint64_t least, std::string_view pointer,
                              std::string_view what) {
  if (plan.start.empty()) return least;
  auto number = parse_version(plan.start);
  if (number && *number >= least) return *number;
  return Status::invalid(std::string(pointer) + (plan.in_body ? "/payload/" : "/query/") +
                             std::string(plan.names.cursor),
                         "\"" + plan.start + "\" is no " + std::string(what) +
                             ": a whole number from " + std::to_string(least) + " is needed");
}

Made make_numbered(const PagingPlan& plan, CursorSlot slot, uint64_t start) {
  switch (plan.kind) {
    case PaginationKind::kBodyOffset:
    case PaginationKind::kOffset:
      return std::make_unique<OffsetPages>(std::move(slot), start, plan.page_size);
    case PaginationKind::kPageNumber:
      return std::make_unique<PageNumber>(std::move(slot), start, plan.page_size);
    case PaginationKind::kPageOfPages:
      return std::make_unique<PageOfPages>(std::move(slot), start, plan.names.next);
    default:
      return std::make_unique<VersionCursor>(std::move(slot), start, plan.names.next,
                                             plan.names.row);
  }
}

Result<Made> make_kind(const PagingPlan& plan, const JsonBody& body, std::string_view pointer) {
  CursorSlot slot =
      plan.in_body ? CursorSlot(plan.names.cursor, body) : CursorSlot(plan.names.cursor);
  std::string_view what = "version";
  uint64_t least = 0;
  switch (plan.kind) {
    case PaginationKind::kNone:
      return Made(std::make_unique<SinglePage>());
    case PaginationKind::kAfterId:
    case PaginationKind::kBeforeId:
      return Made(
          std::make_unique<LastId>(std::move(slot), plan.start, plan.names.row, plan.names.more));
    case PaginationKind::kLastSeen:
    case PaginationKind::kOpaqueCursor:
      return Made(std::make_unique<NextCursor>(std::move(slot), plan.start, plan.names.next,
                                               plan.names.more));
    case PaginationKind::kPageNumber:
    case PaginationKind::kPageOfPages:
      what = "page number";
      least = 1;
      break;
    case PaginationKind::kBodyOffset:
    case PaginationKind::kOffset:
      what = "offset";
      break;
    case PaginationKind::kVersionCursor:
    case PaginationKind::kRowVersionCursor:
    case PaginationKind::kBodyVersionCursor:
    case PaginationKind::kSinceVersion:
      break;
  }
  auto start = start_number(plan, least, pointer, what);
  if (!start) return start.status();
  return make_numbered(plan, std::move(slot), *start);
}

}  // namespace

Result<Made> make_pagination(const PagingPlan& plan, const JsonBody& body,
                             std::string_view pointer) {
  auto kind = make_kind(plan, body, pointer);
  if (!kind || plan.all_pages || plan.kind == PaginationKind::kNone) return kind;
  return Made(std::make_unique<FirstPage>(*std::move(kind)));
}

}  // namespace sluice::rest
