#include "app/api/query.hpp"

#include <doctest/doctest.h>

using namespace sluice::app;

TEST_CASE("a query is decoded once") {
  const Query query("/runs?pipeline=a%26b+c&limit=5&empty=&flag");
  CHECK(query.get("pipeline") == "a&b c");
  CHECK(query.get("limit") == "5");
  CHECK(query.get("empty").empty());
  CHECK(query.get("other").empty());
  CHECK(path_of_target("/runs?a=b?c") == "/runs");
}

TEST_CASE("a page is 50 items from the start, unless it is said otherwise") {
  const auto usual = page_wanted(Query("/runs"));
  REQUIRE(usual);
  CHECK(usual->limit == 50);
  CHECK(usual->after == 0);
  const auto other = page_wanted(Query("/runs?limit=500&cursor=" + cursor_behind(17)));
  REQUIRE(other);
  CHECK(other->limit == 500);
  CHECK(other->after == 17);
  for (const char* wrong : {"?limit=501", "?limit=-1", "?limit=5x", "?cursor=17", "?cursor=c",
                            "?cursor=c0", "?cursor=c99999999999999999999"})
    CHECK_MESSAGE(!page_wanted(Query(std::string("/runs") + wrong)).ok(), wrong);
}

TEST_CASE("the parameter that is wrong is named") {
  CHECK(Query("/runs?limit=1&cursor=2").wrong_one("limit cursor").empty());
  CHECK(Query("/runs?limit=1&cursors=2").wrong_one("limit cursor") == "cursors");
  CHECK(Query("/runs?a=1").wrong_one("") == "a");
}
