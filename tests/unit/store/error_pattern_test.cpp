#include "store/error_pattern.hpp"

#include <doctest/doctest.h>

#include <string>

using sluice::store::error_pattern;

TEST_CASE("numbers, words with a digit and quoted parts are left out of an error's pattern") {
  CHECK(error_pattern("page 12: no price for \"a b\" of record id=0af7-b2") ==
        "page #: no price for … of record id=#");
  CHECK(error_pattern("status 422, see https://h1/x") == "status #, see https://#/x");
}

TEST_CASE("an apostrophe within a word, or one that nothing closes, quotes nothing") {
  CHECK(error_pattern("the shop's list isn't there") == "the shop's list isn't there");
  CHECK(error_pattern("found '") == "found '");
}

TEST_CASE("a long message has a short pattern") {
  CHECK(error_pattern(std::string(100'000, ' ')).size() == 200);
}
