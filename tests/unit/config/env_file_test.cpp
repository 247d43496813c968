#include "config/env_file.hpp"

#include <doctest/doctest.h>

#include "helpers.hpp"

using namespace sluice::config;
using namespace sluice::config::test;

namespace {

Variables variables_of(std::string_view text) {
  Problems problems("e.env");
  Variables out = parse_env_file(text, problems);
  REQUIRE_MESSAGE(problems.empty(), joined(problems));
  return out;
}

std::string mistakes_in(std::string_view text) {
  Problems problems("e.env");
  parse_env_file(text, problems);
  return joined(problems);
}

}  // namespace

TEST_CASE("a value is the rest of the line, with # and = in it") {
  CHECK(variables_of("A=1\nB = x y \nC=a#b=c\nD=\n") ==
        Variables{{"A", "1"}, {"B", "x y"}, {"C", "a#b=c"}, {"D", ""}});
}

TEST_CASE("comments, empty lines, export, carriage returns and a byte order mark are no value") {
  CHECK(variables_of("\xEF\xBB\xBF# c\r\n\r\n  export A=1\r\n") == Variables{{"A", "1"}});
}

TEST_CASE("quotes keep spaces; escapes count in double ones only") {
  CHECK(variables_of("A=\" a \\\"b\\\\ \\n\\x\"\nB=' a \\n '\n") ==
        Variables{{"A", " a \"b\\ \n\\x"}, {"B", " a \\n "}});
}

TEST_CASE("a line that is no variable is refused by its number, without its value") {
  CHECK(mistakes_in("A=1\nsecret\n") == "e.env:2:1: is not NAME=value, nor a # comment\n");
  CHECK(mistakes_in("1A=secret\n").find("secret") == std::string::npos);
  CHECK(mistakes_in("A=\"secret\n") ==
        "e.env:1:1: the value of A has no closing quote at its end\n");
  CHECK(mistakes_in("A='a' b\n").find("no closing quote") != std::string::npos);
  CHECK(mistakes_in("A='a\n").find("no closing quote") != std::string::npos);
  CHECK(mistakes_in("A=1\nA=2\n") == "e.env:2:1: A is given twice; remove one of them\n");
  CHECK(mistakes_in("A=\xff\n") == "e.env:1:1: the value of A is not UTF-8 text\n");
}

TEST_CASE("a last line needs no end") { CHECK(variables_of("A=1") == Variables{{"A", "1"}}); }
