#include <doctest/doctest.h>

#include "unit/rest/paging_rig.hpp"

using namespace sluice;
using namespace sluice::rest;
using namespace sluice::rest::test;

namespace {

// Twelve rows with versions 1 to 12; `after` is exclusive.
std::string versioned(const Asked& asked, const char* cursor, const char* size) {
  const long after = asked.number(cursor, 0);
  return slice_of(after + 1, 12, asked.number(size, 3));
}

}  // namespace

TEST_CASE("version cursor: every row, one request a page and an empty one") {
  PagingRig rig(PaginationKind::kVersionCursor);
  auto walked = rig.walk([](const Asked& asked) {
    const std::string page = versioned(asked, "after", "page_size");
    return "{\"data\":" + page + "}";
  });
  CHECK(walked.status.code() == SLUICE_END);
  CHECK(walked.rows == numbers(1, 12));
  CHECK(walked.sent == std::vector<std::string>{"page_size=5", "page_size=5&after=5",
                                                "page_size=5&after=10", "page_size=5&after=12"});
  CHECK(walked.cursor == "12");
  CHECK(rig.pagination->keeps() == Keeps::kAcrossWalks);
}

TEST_CASE("bare array version cursor: the highest row version is the cursor, asc is asked for") {
  PagingRig rig(PaginationKind::kRowVersionCursor, "");
  auto walked = rig.walk([](const Asked& asked) {
    CHECK(asked.query("order_direction") == "asc");
    return versioned(asked, "after", "page_size");
  });
  CHECK(walked.status.code() == SLUICE_END);
  CHECK(walked.rows == numbers(1, 12));
  CHECK(walked.sent.size() == 4);
  CHECK(walked.cursor == "12");
  CHECK(rig.pagination->keeps() == Keeps::kAcrossWalks);
}

TEST_CASE("version cursor in the body: cursor, size and asc are members of the body") {
  PagingRig rig(PaginationKind::kBodyVersionCursor, "");
  rig.payload(R"({"product_id":"p1","variants":true})");
  auto walked = rig.walk([](const Asked& asked) { return versioned(asked, "after", "size"); });
  CHECK(walked.status.code() == SLUICE_END);
  CHECK(walked.rows == numbers(1, 12));
  CHECK(walked.sent ==
        std::vector<std::string>{
            R"( {"product_id":"p1","variants":true,"size":5,"sort_direction":"asc"})",
            R"( {"product_id":"p1","variants":true,"size":5,"sort_direction":"asc","after":5})",
            R"( {"product_id":"p1","variants":true,"size":5,"sort_direction":"asc","after":10})",
            R"( {"product_id":"p1","variants":true,"size":5,"sort_direction":"asc","after":12})"});
  CHECK(walked.cursor == "12");
}

TEST_CASE("since_version: its own name, every row, an empty page is the end") {
  PagingRig rig(PaginationKind::kSinceVersion);
  auto walked = rig.walk([](const Asked& asked) {
    return "{\"data\":" + versioned(asked, "since_version", "page_size") + "}";
  });
  CHECK(walked.status.code() == SLUICE_END);
  CHECK(walked.rows == numbers(1, 12));
  CHECK(walked.sent.size() == 4);
  CHECK(walked.sent.back() == "page_size=5&since_version=12");
}

TEST_CASE("version kinds go on at a kept cursor, and start at the request's own") {
  for (auto kind : {PaginationKind::kVersionCursor, PaginationKind::kRowVersionCursor}) {
    PagingRig rig(kind, "");
    rig.query("after", "4");
    auto serve = [](const Asked& asked) { return versioned(asked, "after", "page_size"); };
    CHECK(rig.walk(serve).rows == numbers(5, 12));
    CHECK(rig.walk(serve, "9").rows == numbers(10, 12));
  }
  PagingRig body(PaginationKind::kBodyVersionCursor, "");
  body.payload(R"({"after":4})");
  auto serve = [](const Asked& asked) { return versioned(asked, "after", "size"); };
  CHECK(body.walk(serve).rows == numbers(5, 12));
}

TEST_CASE("version kinds refuse a cursor that stays or goes back") {
  for (auto kind : {PaginationKind::kRowVersionCursor, PaginationKind::kBodyVersionCursor,
                    PaginationKind::kSinceVersion}) {
    PagingRig rig(kind, kind == PaginationKind::kSinceVersion ? "data" : "");
    REQUIRE(rig.begin("10").ok());
    for (const char* page : {R"([{"version":10}])", R"([{"version":3},{"version":9}])"}) {
      const bool bare = rig.operation.envelope.empty();
      auto status = rig.take(bare ? page : "{\"data\":" + std::string(page) + "}");
      CHECK(status.code() == SLUICE_E_DATA);
      CHECK(has(status.message(), "cursor does not advance"));
      CHECK(rig.pagination->cursor() == "10");
    }
  }
}

TEST_CASE("an order that would end a walk early is refused, for one page it is not") {
  PagingRig body(PaginationKind::kBodyVersionCursor, "");
  body.payload(R"({"sort_direction":"desc"})");
  auto status = body.begin();
  CHECK(status.code() == SLUICE_E_INVALID);
  CHECK(has(status.message(), "/request/payload/sort_direction: \"desc\""));
  body.wish.all_pages = false;
  REQUIRE(body.begin().ok());
  CHECK(has(body.ask(), R"("sort_direction":"desc")"));

  PagingRig query(PaginationKind::kVersionCursor, "data", {.unwalkable = "order,direction"});
  query.query("order", "name");
  CHECK(has(query.begin().message(), "/request/query/order: puts rows into an order"));
  query.wish.all_pages = false;
  CHECK(query.begin().ok());
}

TEST_CASE("a body that is no object cannot be paged") {
  PagingRig rig(PaginationKind::kBodyVersionCursor, "");
  rig.payload(R"(["a"])");
  CHECK(has(rig.begin().message(), "/request/payload: must be an object"));
}
