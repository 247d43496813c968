#include <doctest/doctest.h>

#include "sluice/rest/repeat_guard.hpp"
#include "unit/rest/paging_rig.hpp"

using namespace sluice;
using namespace sluice::rest;
using namespace sluice::rest::test;

namespace {

// `count` rows, counted from 0 by `offset`.
PagingRig::Serve offsets(long count, const char* size, std::string_view member = "data") {
  return [=](const Asked& asked) {
    const std::string page = slice_of(asked.number("offset", 1) + 1, count, asked.number(size, 1));
    return member.empty() ? page : "{\"" + std::string(member) + "\":" + page + "}";
  };
}

PagingRig::Serve pages(long count) {
  return [=](const Asked& asked) {
    const long size = asked.number("page_size", 10);
    return "{\"data\":" + slice_of((asked.number("page_number", 1) - 1) * size + 1, count, size) +
           "}";
  };
}

}  // namespace

TEST_CASE("offset: sent from 0 on, a short page ends the walk without a further request") {
  PagingRig rig(PaginationKind::kOffset);
  auto walked = rig.walk(offsets(12, "page_size"));
  CHECK(walked.status.code() == SLUICE_END);
  CHECK(walked.rows == numbers(1, 12));
  CHECK(walked.sent == std::vector<std::string>{"page_size=5&offset=0", "page_size=5&offset=5",
                                                "page_size=5&offset=10"});
  CHECK(rig.pagination->keeps() == Keeps::kNothing);
}

TEST_CASE("offset: where pages come out even, an empty one is the end") {
  auto walked = PagingRig(PaginationKind::kOffset).walk(offsets(10, "page_size"));
  CHECK(walked.rows == numbers(1, 10));
  CHECK(walked.sent.size() == 3);
  CHECK(PagingRig(PaginationKind::kOffset).walk(offsets(0, "page_size")).sent.size() == 1);
}

TEST_CASE("offset: a size that the server cuts silently does not end the walk") {
  PagingRig rig(PaginationKind::kOffset, "data", {.max_page_size = 4});
  rig.query("page_size", "100");
  auto walked = rig.walk([](const Asked& asked) {
    CHECK(asked.query("page_size") == "4");
    return "{\"data\":" + slice_of(asked.number("offset", 1) + 1, 10, 4) + "}";
  });
  CHECK(walked.rows == numbers(1, 10));
  CHECK(walked.sent.size() == 3);
}

TEST_CASE("offset: the request's own offset is where the walk starts") {
  PagingRig rig(PaginationKind::kOffset);
  rig.query("offset", "7");
  CHECK(rig.walk(offsets(12, "page_size")).rows == numbers(8, 12));
  rig.query("offset", "-1");
  CHECK(has(rig.begin().message(), "/request/query/offset: \"-1\" is no offset"));
}

TEST_CASE("offset in the body: offset and size are members, the rest of the body stays") {
  PagingRig rig(PaginationKind::kBodyOffset, "");
  rig.payload(R"({"include_inactive":true,"size":4})");
  auto walked = rig.walk(offsets(9, "size", ""));
  CHECK(walked.status.code() == SLUICE_END);
  CHECK(walked.rows == numbers(1, 9));
  CHECK(walked.sent ==
        std::vector<std::string>{R"( {"include_inactive":true,"size":4,"offset":0})",
                                 R"( {"include_inactive":true,"size":4,"offset":4})",
                                 R"( {"include_inactive":true,"size":4,"offset":8})"});
  CHECK(rig.pagination->keeps() == Keeps::kNothing);
}

TEST_CASE("page number: from 1 until a page is short or empty") {
  auto uneven = PagingRig(PaginationKind::kPageNumber).walk(pages(12));
  CHECK(uneven.rows == numbers(1, 12));
  CHECK(uneven.sent == std::vector<std::string>{"page_size=5&page_number=1",
                                                "page_size=5&page_number=2",
                                                "page_size=5&page_number=3"});
  auto even = PagingRig(PaginationKind::kPageNumber).walk(pages(10));
  CHECK(even.rows == numbers(1, 10));
  CHECK(even.sent.size() == 3);
  PagingRig zero(PaginationKind::kPageNumber);
  zero.query("page_number", "0");
  CHECK(has(zero.begin().message(), "\"0\" is no page number: a whole number from 1"));
}

TEST_CASE("each kind starts at its least number, which may be given, and one below is refused") {
  struct Case {
    PaginationKind kind;
    const char* name;
    long least;
    std::string_view what;
  };
  const Case cases[] = {{PaginationKind::kPageNumber, "page_number", 1, "page number"},
                        {PaginationKind::kPageOfPages, "page", 1, "page number"},
                        {PaginationKind::kOffset, "offset", 0, "offset"},
                        {PaginationKind::kVersionCursor, "after", 0, "version"},
                        {PaginationKind::kSinceVersion, "since_version", 0, "version"}};
  for (const Case& one : cases) {
    CAPTURE(one.name);
    const std::string least = std::to_string(one.least);
    PagingRig given(one.kind), below(one.kind), above(one.kind), text(one.kind);
    given.query(one.name, least);
    REQUIRE(given.begin().ok());
    CHECK(has(given.ask() + "&", std::string(one.name) + "=" + least + "&"));
    above.query(one.name, std::to_string(one.least + 1));
    REQUIRE(above.begin().ok());
    CHECK(has(above.ask(), std::string(one.name) + "=" + std::to_string(one.least + 1)));
    below.query(one.name, std::to_string(one.least - 1));
    text.query(one.name, "x");
    for (PagingRig* wrong : {&below, &text})
      CHECK(has(wrong->begin().message(), "is no " + std::string(one.what) +
                                              ": a whole number from " + least + " is needed"));
  }
}

TEST_CASE("page of pages: pages that are empty before the last are gone through, not for ever") {
  int asked = 0;
  PagingRig rig(PaginationKind::kPageOfPages);
  REQUIRE(rig.begin().ok());
  Status status;
  while (status.ok() && asked < 5000) {
    asked++;
    status = rig.take("{\"pagination\":{\"pages\":1000000},\"data\":[]}");
  }
  CHECK(status.code() == SLUICE_E_DATA);
  CHECK(asked == static_cast<int>(PageGuard::kMostEmpty) + 1);
}

TEST_CASE("page of pages: ends with the page that is the last of them") {
  PagingRig rig(PaginationKind::kPageOfPages, "products");
  auto walked = rig.walk([](const Asked& asked) {
    const long page = asked.number("page", 1);
    return "{\"pagination\":{\"results\":12,\"page\":" + std::to_string(page) +
           ",\"page_size\":5,\"pages\":3},\"products\":" + slice_of((page - 1) * 5 + 1, 12, 5) +
           "}";
  });
  CHECK(walked.status.code() == SLUICE_END);
  CHECK(walked.rows == numbers(1, 12));
  CHECK(walked.sent ==
        std::vector<std::string>{"page_size=5&page=1", "page_size=5&page=2", "page_size=5&page=3"});
}

TEST_CASE("page of pages: a response without pagination is the whole list") {
  auto walked = PagingRig(PaginationKind::kPageOfPages, "products").walk([](const Asked&) {
    return "{\"products\":" + rows(1, 5) + "}";
  });
  CHECK(walked.status.code() == SLUICE_END);
  CHECK(walked.rows == numbers(1, 5));
  CHECK(walked.sent.size() == 1);
}

TEST_CASE("page of pages: a response that does not say how many pages there are is told") {
  PagingRig rig(PaginationKind::kPageOfPages, "products");
  REQUIRE(rig.begin().ok());
  CHECK(rig.take(R"({"products":[{"id":1}],"pagination":{"page":1,"pages":1}})").code() ==
        SLUICE_END);
  CHECK(rig.pagination->absent() == "");
  CHECK(rig.take(R"({"products":[{"id":1}]})").code() == SLUICE_END);
  CHECK(rig.pagination->absent() == "pagination.pages");
}

TEST_CASE("page of pages: the four members may stand at the top of the response") {
  auto walked = PagingRig(PaginationKind::kPageOfPages, "products").walk([](const Asked& asked) {
    const std::string page = asked.query("page");
    return "{\"results\":10,\"page\":" + page +
           ",\"page_size\":5,\"pages\":2,\"products\":" + (page == "1" ? rows(1, 5) : rows(6, 10)) +
           "}";
  });
  CHECK(walked.rows == numbers(1, 10));
  CHECK(walked.sent.size() == 2);
}

TEST_CASE("a server that answers the first page again and again is refused, not walked forever") {
  const auto stuck = [](const Asked&) { return "{\"data\":" + rows(1, 5) + "}"; };
  for (auto kind : {PaginationKind::kOffset, PaginationKind::kPageNumber}) {
    auto walked = PagingRig(kind).walk(stuck);
    CHECK(walked.status.code() == SLUICE_E_DATA);
    CHECK(has(walked.status.message(), "page repeats"));
    CHECK(walked.sent.size() == 2);
  }
  auto pages = PagingRig(PaginationKind::kPageOfPages).walk([](const Asked&) {
    return "{\"pagination\":{\"page\":1,\"pages\":9},\"data\":" + rows(1, 5) + "}";
  });
  CHECK(pages.status.code() == SLUICE_E_DATA);
  CHECK(has(pages.status.message(), "asked for page 2, the server answers 1"));
  CHECK(pages.sent.size() == 2);
}

TEST_CASE("a page that was refused is not counted: it can be asked for again") {
  PagingRig rig(PaginationKind::kOffset);
  REQUIRE(rig.begin().ok());
  REQUIRE(rig.take("{\"data\":" + rows(1, 5) + "}").ok());
  CHECK(rig.take("{\"data\":" + rows(1, 5) + "}").code() == SLUICE_E_DATA);
  CHECK(rig.ask() == "page_size=5&offset=5");
  CHECK(rig.take("{\"data\":" + rows(6, 10) + "}").ok());
  CHECK(rig.ask() == "page_size=5&offset=10");
}
