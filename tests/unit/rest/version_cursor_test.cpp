#include "sluice/rest/version_cursor.hpp"

#include <doctest/doctest.h>

#include "unit/record/fixture.hpp"
#include "unit/rest/host_rig.hpp"

using namespace sluice::rest;
using sluice::test::has;

namespace {

// A page as it came, and what the cursor makes of it.
struct Step {
  Step(VersionCursor& cursor, std::string_view json) {
    REQUIRE(page.page(json) == SLUICE_OK);
    auto more =
        cursor.advance({sluice::Batch(page.abi()), sluice::Value(page.abi(), &page.envelope)});
    status = more.status();
    if (more) goes_on = *more;
  }
  sluice::record::Fixture page;
  sluice::Status status;
  bool goes_on = false;
};

constexpr Operation kOperation{};

std::string sent(const VersionCursor& cursor) {
  OperationRequest request{&kOperation, {}, {}, {}};
  cursor.prepare(request);
  return std::string(request.query.first("after"));
}

}  // namespace

TEST_CASE("version.max of the page is the next request's after, in whatever order the rows are") {
  for (const char* rows : {R"([{"version":3},{"version":11}])", R"([{"version":11},{"version":3}])",
                           R"([{"version":"11"},{"id":1}])", R"([{"id":1},{"id":2}])"}) {
    CAPTURE(rows);
    VersionCursor cursor(CursorSlot("after"), 0, "version.max", "version");
    CHECK(sent(cursor).empty());
    Step step(cursor, R"({"data":)" + std::string(rows) + R"(,"version":{"min":3,"max":11}})");
    CHECK(step.goes_on);
    CHECK(cursor.cursor() == "11");
    CHECK(sent(cursor) == "11");
  }
}

TEST_CASE("a version.max above the highest row does not skip what lies between") {
  for (const char* rows : {R"([{"version":9},{"version":3}])", R"([{"version":3},{"version":9}])",
                           R"([{"version":9},{"id":1}])", R"([{"version":9},null])",
                           R"([{"version":9},{"version":"soon"}])"}) {
    CAPTURE(rows);
    VersionCursor cursor(CursorSlot("after"), 0, "version.max", "version");
    Step step(cursor, R"({"data":)" + std::string(rows) + R"(,"version":{"min":3,"max":11}})");
    CHECK(step.goes_on);
    CHECK(cursor.cursor() == "9");
  }
}

TEST_CASE("a version.max below the highest row repeats rows rather than skipping some") {
  VersionCursor cursor(CursorSlot("after"), 0, "version.max", "version");
  CHECK(Step(cursor, R"({"data":[{"version":9},{"version":7}],"version":{"max":8}})").goes_on);
  CHECK(cursor.cursor() == "8");
}

TEST_CASE("rows that tell no version and come again under another version.max end the walk") {
  VersionCursor cursor(CursorSlot("after"), 0, "version.max", "version");
  CHECK(Step(cursor, R"({"data":[{"id":1},{"id":2}],"version":{"max":1}})").goes_on);
  CHECK(Step(cursor, R"({"data":[{"id":3}],"version":{"max":2}})").goes_on);
  Step again(cursor, R"({"data":[{"id":3}],"version":{"max":3}})");
  CHECK(again.status.code() == SLUICE_E_DATA);
  CHECK(has(again.status.message(), "page repeats: after 2 has the 1 rows of an earlier page"));
  REQUIRE(cursor.seek("2").ok());
  CHECK(Step(cursor, R"({"data":[{"id":3}],"version":{"max":3}})").goes_on);
}

TEST_CASE("a short page is not the end, an empty one is") {
  VersionCursor cursor(CursorSlot("after"), 0, "version.max", "version");
  CHECK(Step(cursor, R"({"data":[{"version":5}],"version":{"min":5,"max":5}})").goes_on);
  Step last(cursor, R"({"data":[],"version":{"min":null,"max":null}})");
  CHECK(last.status.ok());
  CHECK_FALSE(last.goes_on);
  CHECK(cursor.cursor() == "5");
}

TEST_CASE("without version the highest row version counts, rows in any order") {
  VersionCursor cursor(CursorSlot("after"), 0, "version.max", "version");
  CHECK(Step(cursor, R"({"data":[{"version":7},{"version":42},{"id":1},{"version":12}]})").goes_on);
  CHECK(cursor.cursor() == "42");
}

TEST_CASE("a row's version may lie deeper") {
  VersionCursor cursor(CursorSlot("after"), 0, "version.max", "_metadata.version");
  CHECK(Step(cursor, R"({"data":[{"_metadata":{"version":8}},{"_metadata":null}]})").goes_on);
  CHECK(cursor.cursor() == "8");
}

TEST_CASE("null versions on a page with rows fall back to the rows") {
  VersionCursor cursor(CursorSlot("after"), 0, "version.max", "version");
  CHECK(Step(cursor, R"({"data":[{"version":7}],"version":{"min":null,"max":null}})").goes_on);
  CHECK(cursor.cursor() == "7");
}

TEST_CASE("a page that names no version at all is an error, not an end") {
  VersionCursor cursor(CursorSlot("after"), 3, "version.max", "version");
  Step step(cursor, R"({"data":[{"id":1}]})");
  CHECK(step.status.code() == SLUICE_E_DATA);
  CHECK(has(step.status.message(), "version.max"));
  CHECK(cursor.cursor() == "3");
}

TEST_CASE("a cursor that does not advance is an error, not a loop") {
  VersionCursor cursor(CursorSlot("after"), 10, "version.max", "version");
  for (const char* page :
       {R"({"data":[{"version":10}],"version":{"max":10}})",
        R"({"data":[{"version":12}],"version":{"max":9}})", R"({"data":[{"version":10}]})"}) {
    CAPTURE(page);
    Step step(cursor, page);
    CHECK(step.status.code() == SLUICE_E_DATA);
    CHECK(has(step.status.message(), "does not advance: the page after 10 has 1 rows"));
    CHECK(cursor.cursor() == "10");
  }
}

TEST_CASE("versions of 64 bits are exact") {
  VersionCursor cursor(CursorSlot("after"), 9007199254740992, "version.max", "version");
  CHECK(Step(cursor, R"({"data":[1],"version":{"max":9007199254740993}})").goes_on);
  CHECK(cursor.cursor() == "9007199254740993");
  CHECK(Step(cursor, R"({"data":[2],"version":{"max":18446744073709551615}})").goes_on);
  CHECK(sent(cursor) == "18446744073709551615");
}

TEST_CASE("a version as text is read, one that is no whole number is an error") {
  VersionCursor cursor(CursorSlot("after"), 0, "version.max", "version");
  CHECK(Step(cursor, R"({"data":[1],"version":{"max":"77"}})").goes_on);
  for (const char* max : {"78.0", "1e3", "-1", "18446744073709551616", "true", "\"x\"", "[]"}) {
    CAPTURE(max);
    Step step(cursor, R"({"data":[1],"version":{"max":)" + std::string(max) + "}}");
    CHECK(step.status.code() == SLUICE_E_DATA);
    CHECK(cursor.cursor() == "77");
  }
}

TEST_CASE("a walk starts at the request's own after, or at the stored cursor") {
  VersionCursor cursor(CursorSlot("after"), 100, "version.max", "version");
  CHECK(sent(cursor) == "100");
  REQUIRE(cursor.seek("5000000001").ok());
  CHECK(sent(cursor) == "5000000001");
  REQUIRE(cursor.seek("").ok());
  CHECK(sent(cursor) == "100");
}

TEST_CASE("a stored cursor that is no version is refused") {
  VersionCursor cursor(CursorSlot("after"), 0, "version.max", "version");
  for (const char* text : {"x", "1x", " 1", "-1", "1.0", "99999999999999999999"}) {
    CAPTURE(text);
    CHECK(cursor.seek(text).code() == SLUICE_E_INVALID);
  }
}

TEST_CASE("parameters that switch paging off leave one page") {
  Operation operation;
  operation.pagination = PaginationKind::kVersionCursor;
  operation.unpaged_with = "sku,name";
  Parameters query;
  CHECK(is_paged(operation, query));
  query.set("sku", "A1");
  CHECK_FALSE(is_paged(operation, query));
  auto plan = plan_paging(operation, query, {}, {true, 200, 0}, "/request");
  REQUIRE(plan.ok());
  auto single = make_pagination(*plan, {}, "/request");
  REQUIRE(single.ok());
  CHECK((*single)->cursor().empty());
}

TEST_CASE("an after that is no version is refused at its pointer") {
  Operation operation;
  operation.pagination = PaginationKind::kVersionCursor;
  Parameters query;
  query.set("after", "yesterday");
  auto plan = plan_paging(operation, query, {}, {true, 200, 0}, "/request");
  REQUIRE(plan.ok());
  auto status = make_pagination(*plan, {}, "/request").status();
  CHECK(status.code() == SLUICE_E_INVALID);
  CHECK(has(status.message(), "/request/query/after: \"yesterday\" is no version"));
}
