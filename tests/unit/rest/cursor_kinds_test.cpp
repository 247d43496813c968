#include <doctest/doctest.h>

#include "sluice/rest/repeat_guard.hpp"
#include "unit/rest/paging_rig.hpp"

using namespace sluice;
using namespace sluice::rest;
using namespace sluice::rest::test;

namespace {

// Rows 1 to 12 upwards, `has_next` true before the last.
PagingRig::Serve upwards(std::string_view flag) {
  return [=](const Asked& asked) {
    const long after = asked.number("after", 0), size = asked.number("limit", 100);
    return "{\"data\":" + slice_of(after + 1, 12, size) + ",\"" + std::string(flag) +
           "\":" + (after + size < 12 ? "true" : "false") + "}";
  };
}

std::string categories(const Asked& asked) {
  const long after = asked.number("after", 0), size = asked.number("page_size", 1000);
  const long last = std::min<long>(12, after + size);
  return "{\"data\":{\"categories\":" + slice_of(after + 1, 12, size) +
         "},\"page_info\":{\"has_next\":" + (last < 12 ? "true" : "false") + ",\"last_seen\":\"" +
         std::to_string(last) + "\"}}";
}

// Rows 12 to 1, newest first, below `before`.
std::string downwards(const Asked& asked) {
  const long from = asked.number("before", 13) - 1;
  const long to = std::max<long>(1, from - asked.number("page_size", 1000) + 1);
  return "{\"data\":" + (from < 1 ? "[]" : rows(from, to)) + "}";
}

std::vector<long> reversed(std::vector<long> all) { return {all.rbegin(), all.rend()}; }

}  // namespace

TEST_CASE("after-id: the last row's id goes on, the flag ends it without a further request") {
  PagingRig rig(PaginationKind::kAfterId);
  auto walked = rig.walk(upwards("has_next"));
  CHECK(walked.status.code() == SLUICE_END);
  CHECK(walked.rows == numbers(1, 12));
  CHECK(walked.sent == std::vector<std::string>{"limit=5", "limit=5&after=5", "limit=5&after=10"});
  CHECK(rig.pagination->keeps() == Keeps::kWithinWalk);
}

TEST_CASE("after-id: names of flag and id are the row's own") {
  PagingRig quotes(PaginationKind::kAfterId, "data", {.more = "HasNext"});
  CHECK(quotes.walk(upwards("HasNext")).rows == numbers(1, 12));
  PagingRig deep(PaginationKind::kAfterId, "data", {.row = "service.id"});
  REQUIRE(deep.begin().ok());
  REQUIRE(
      deep.take(R"({"data":[{"service":{"id":7}},{"service":{"id":9}}],"has_next":true})").ok());
  CHECK(deep.ask() == "limit=5&after=9");
}

TEST_CASE("after-id: an interrupted walk goes on at its cursor") {
  PagingRig rig(PaginationKind::kAfterId);
  CHECK(rig.walk(upwards("has_next"), "5").rows == numbers(6, 12));
}

TEST_CASE("after-id: a page that does not say whether there is more is an error, not an end") {
  PagingRig rig(PaginationKind::kAfterId);
  REQUIRE(rig.begin().ok());
  CHECK(has(rig.take(R"({"data":[{"id":1}]})").message(), "has no has_next"));
  CHECK(has(rig.take(R"({"data":[{"id":1}],"has_next":"yes"})").message(), "has no has_next"));
  CHECK(has(rig.take(R"({"data":[],"has_next":true})").message(), "no rows, but says"));
  CHECK(has(rig.take(R"({"data":[{"x":1}],"has_next":true})").message(), "has no id"));
  CHECK(rig.take(R"({"data":[]})").code() == SLUICE_END);
  CHECK(rig.pagination->cursor().empty());
}

TEST_CASE("last-seen: the envelope names the next page, its flag ends the walk") {
  PagingRig rig(PaginationKind::kLastSeen, "data.categories");
  auto walked = rig.walk(categories);
  CHECK(walked.status.code() == SLUICE_END);
  CHECK(walked.rows == numbers(1, 12));
  CHECK(walked.sent ==
        std::vector<std::string>{"page_size=5", "page_size=5&after=5", "page_size=5&after=10"});
  CHECK(rig.pagination->keeps() == Keeps::kNothing);
  REQUIRE(rig.begin().ok());
  auto status = rig.take(R"({"data":{"categories":[{"id":1}]},"page_info":{"has_next":true}})");
  CHECK(has(status.message(), "has no page_info.last_seen"));
}

TEST_CASE("before-id: newest first, down to an empty page") {
  PagingRig rig(PaginationKind::kBeforeId);
  auto walked = rig.walk(downwards);
  CHECK(walked.status.code() == SLUICE_END);
  CHECK(walked.rows == reversed(numbers(1, 12)));
  CHECK(walked.sent == std::vector<std::string>{"page_size=5", "page_size=5&before=8",
                                                "page_size=5&before=3", "page_size=5&before=1"});
  CHECK(rig.pagination->keeps() == Keeps::kWithinWalk);
  CHECK(rig.walk(downwards, "8").rows == reversed(numbers(1, 7)));
}

TEST_CASE("opaque cursor: as the page names it, none or an empty one is the end") {
  for (const char* last : {R"(,"next_cursor":"")", R"(,"next_cursor":null)", ""}) {
    CAPTURE(last);
    PagingRig rig(PaginationKind::kOpaqueCursor);
    auto walked = rig.walk([&](const Asked& asked) {
      const std::string cursor = asked.query("cursor");
      if (cursor.empty()) return "{\"data\":" + rows(1, 5) + R"(,"next_cursor":"a+/="})";
      CHECK(cursor == "a+/=");
      return "{\"data\":" + rows(6, 9) + last + "}";
    });
    CHECK(walked.status.code() == SLUICE_END);
    CHECK(walked.rows == numbers(1, 9));
    CHECK(walked.sent.size() == 2);
  }
}

TEST_CASE(
    "opaque cursor: a page without the member that names the next one is told from a last one") {
  PagingRig rig(PaginationKind::kOpaqueCursor);
  REQUIRE(rig.begin().ok());
  CHECK(rig.take(R"({"data":[{"id":1}],"next_cursor":null})").code() == SLUICE_END);
  CHECK(rig.pagination->absent() == "");
  CHECK(rig.take(R"({"data":[{"id":1}],"nextCursor":"a"})").code() == SLUICE_END);
  CHECK(rig.pagination->absent() == "next_cursor");
}

TEST_CASE("a page may have another one behind it if it is as full as was asked for") {
  PagingPlan plan;
  CHECK(plan.may_go_on(1));
  CHECK_FALSE(plan.may_go_on(0));
  plan.page_size = 5;
  CHECK(plan.may_go_on(5));
  CHECK_FALSE(plan.may_go_on(4));
  plan.whole_list = true;
  CHECK_FALSE(plan.may_go_on(5));
}

TEST_CASE("opaque cursor: a limit of 0 asks for everything at once") {
  PagingRig rig(PaginationKind::kOpaqueCursor);
  rig.query("limit", "0");
  REQUIRE(rig.begin().ok());
  CHECK(rig.ask() == "limit=0");
  PagingRig other(PaginationKind::kAfterId);
  other.query("limit", "0");
  CHECK(has(other.begin().message(), "/request/query/limit: \"0\" is no page size"));
}

TEST_CASE("cursors that repeat are refused at once") {
  const std::string last = "{\"data\":" + rows(1, 5) + R"(,"has_next":true,"next_cursor":"x",)" +
                           R"("page_info":{"has_next":true,"last_seen":"x"}})";
  for (auto kind : {PaginationKind::kAfterId, PaginationKind::kBeforeId, PaginationKind::kLastSeen,
                    PaginationKind::kOpaqueCursor}) {
    auto walked = PagingRig(kind).walk([&](const Asked&) { return last; });
    CHECK(walked.status.code() == SLUICE_E_DATA);
    CHECK(has(walked.status.message(), "cursor repeats"));
    CHECK(walked.sent.size() == 2);
  }
}

TEST_CASE("a circle of cursors is found, whatever its length") {
  for (int length : {1, 2, 3, 7, 50, 1000}) {
    CAPTURE(length);
    CursorGuard guard;
    Status status;
    int steps = 0;
    for (std::string at = "start"; status.ok() && steps < 10'000; steps++) {
      const std::string next = "c" + std::to_string(steps % length);
      status = guard.check(at, next);
      at = next;
    }
    CHECK(status.code() == SLUICE_E_DATA);
    CHECK(steps <= 3 * length + 2);
  }
}

TEST_CASE("a server that names ever new cursors but gives the same page again ends the walk") {
  for (auto kind : {PaginationKind::kLastSeen, PaginationKind::kOpaqueCursor}) {
    int asked = 0;
    auto walked = PagingRig(kind).walk([&](const Asked&) {
      const std::string next = "\"c" + std::to_string(++asked) + "\"";
      return "{\"data\":" + rows(1, 5) + ",\"next_cursor\":" + next +
             ",\"page_info\":{\"has_next\":true,\"last_seen\":" + next + "}}";
    });
    CHECK(walked.status.code() == SLUICE_E_DATA);
    CHECK(has(walked.status.message(), "page repeats"));
    CHECK(walked.sent.size() == 2);
  }
}

TEST_CASE("a server that gives its pages in a circle ends the walk, whatever the cursor") {
  for (auto kind : {PaginationKind::kOffset, PaginationKind::kPageNumber,
                    PaginationKind::kPageOfPages, PaginationKind::kOpaqueCursor}) {
    int asked = 0;
    auto walked = PagingRig(kind).walk([&](const Asked&) {
      const long first = 1 + 5 * (asked++ % 3);
      return "{\"data\":" + rows(first, first + 4) + ",\"next_cursor\":\"c" +
             std::to_string(asked) + "\",\"pagination\":{\"pages\":1000000}}";
    });
    CHECK(walked.status.code() == SLUICE_E_DATA);
    CHECK(has(walked.status.message(), "page repeats"));
    CHECK(walked.sent.size() <= 12);
  }
}

TEST_CASE("empty pages that promise more are gone through, but not for ever") {
  const auto next = [](int number, bool more) {
    return std::string(R"(,"page_info":{"has_next":)") + (more ? "true" : "false") +
           R"(,"last_seen":")" + std::to_string(number) + "\"}}";
  };
  PagingRig rig(PaginationKind::kLastSeen);
  REQUIRE(rig.begin().ok());
  const int most = static_cast<int>(PageGuard::kMostEmpty);
  for (int i = 0; i < most; i++) REQUIRE(rig.take("{\"data\":[]" + next(i, true)).ok());
  CHECK(rig.take("{\"data\":" + rows(1, 1) + next(most, true)).ok());
  for (int i = most + 1; i <= 2 * most; i++) REQUIRE(rig.take("{\"data\":[]" + next(i, true)).ok());
  const Status status = rig.take("{\"data\":[]" + next(2 * most + 1, true));
  CHECK(status.code() == SLUICE_E_DATA);
  CHECK(has(status.message(), "1001 pages in a row have no rows"));
}

TEST_CASE("a seek forgets which pages were seen") {
  PagingRig rig(PaginationKind::kLastSeen);
  const std::string page =
      "{\"data\":" + rows(1, 5) + R"(,"page_info":{"has_next":true,"last_seen":"x"}})";
  REQUIRE(rig.begin().ok());
  REQUIRE(rig.take(page).ok());
  REQUIRE(rig.pagination->seek("").ok());
  CHECK(rig.take(page).ok());
}

TEST_CASE("cursors that all differ are never refused") {
  CursorGuard guard;
  std::string at;
  for (int i = 0; i < 5000; i++) {
    const std::string next = std::to_string(i);
    REQUIRE(guard.check(at, next).ok());
    at = next;
  }
}

TEST_CASE("pagination off asks for the first page as the kind does") {
  const auto first = [](PaginationKind kind) {
    PagingRig rig(kind, "");
    rig.wish.all_pages = false;
    REQUIRE(rig.begin().ok());
    std::string asked = rig.ask();
    CHECK(rig.take(rows(1, 5)).code() == SLUICE_END);
    CHECK(rig.pagination->cursor().empty());
    CHECK(rig.pagination->keeps() == Keeps::kNothing);
    return asked;
  };
  CHECK(first(PaginationKind::kVersionCursor) == "page_size=5");
  CHECK(first(PaginationKind::kOffset) == "page_size=5&offset=0");
  CHECK(first(PaginationKind::kPageNumber) == "page_size=5&page_number=1");
  CHECK(first(PaginationKind::kBeforeId) == "page_size=5");
  CHECK(first(PaginationKind::kBodyOffset) == R"( {"size":5,"offset":0})");
}

TEST_CASE("no pagination is one request without a word about pages") {
  PagingRig rig(PaginationKind::kNone);
  auto walked = rig.walk([](const Asked&) { return "{\"data\":" + rows(1, 7) + "}"; });
  CHECK(walked.rows == numbers(1, 7));
  CHECK(walked.sent == std::vector<std::string>{""});
}

TEST_CASE("no page is larger than all the rows that are wanted") {
  PagingRig rig(PaginationKind::kVersionCursor);
  rig.wish.most = 2;
  REQUIRE(rig.begin().ok());
  CHECK(rig.ask() == "page_size=2");
}
