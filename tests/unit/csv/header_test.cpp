#include "sluice/csv/header.hpp"

#include <doctest/doctest.h>

using sluice::csv::Header;

TEST_CASE("a header finds its columns by name") {
  const auto header = Header::of({"sku", "farbe é"});
  REQUIRE(header.ok());
  CHECK(header->find("farbe é") == 1);
  CHECK_FALSE(header->find("colour"));
}

TEST_CASE("a header with a name twice, or without one, is an error that says where") {
  CHECK(Header::of({"a", "b", "a"}).status().message() ==
        "column 3 of the header, \"a\", has the name of column 1");
  CHECK(Header::of({"a", ""}).status().message() == "column 2 of the header has no name");
}

TEST_CASE("a row with too few or too many fields is an error with its line") {
  const auto header = Header::of({"a", "b"});
  REQUIRE(header.ok());
  CHECK(header->check({"1", "2"}, 2).ok());
  CHECK(header->check({"1"}, 7).message() == "line 7 has 1 field, the header names 2");
  CHECK(header->check({"1", "2", "3"}, 8).message() == "line 8 has 3 fields, the header names 2");
}

TEST_CASE("columns that nothing names are numbered") {
  CHECK(Header::numbered(2).names() == std::vector<std::string>{"1", "2"});
  CHECK(Header::numbered(0).names().empty());
}
