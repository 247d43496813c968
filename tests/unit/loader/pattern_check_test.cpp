#include "loader/pattern_check.hpp"

#include <doctest/doctest.h>
#include <rapidjson/document.h>
#include <rapidjson/internal/regex.h>

#include <string>

using sluice::loader::is_usable_pattern;

TEST_CASE("patterns of the known kinds are usable, and RapidJSON's engine takes them") {
  for (const char* pattern :
       {"a", "^a$", "a|b", "^(a|b)$", "^[a-z][a-z0-9_-]*$", "[^/]+", "a{2}", "a{2,}", "a{0,3}",
        "(a{2,3}){4}", "\\.\\$\\\\", "[\\]\\b]", "^https?://.+", "x\\n", "\xc3\xa9+", "a-b", "[a-]",
        "(ab|c)*d?", "a$"}) {
    CAPTURE(pattern);
    CHECK(is_usable_pattern(pattern));
    CHECK(rapidjson::internal::Regex(pattern).IsValid());
  }
}

TEST_CASE("malformed patterns, some of which RapidJSON asserts on, are not usable") {
  for (const char* pattern :
       {"",       "(",    ")",      "()",   "a)", "(a",  "*",     "a|",  "|a",
        "(|a)",   "[",    "[]",     "[^]",  "[a", "{2}", "a{",    "a{2", "a{,2}",
        "a{3,2}", "a{0}", "a{0,0}", "a{x}", "\\", "[\\", "a{2}}", "]"}) {
    CAPTURE(pattern);
    CHECK_FALSE(is_usable_pattern(pattern));
  }
}

TEST_CASE("what another engine knows and this one does not is not usable") {
  for (const char* pattern :
       {"(?=a)", "(?:a)", "\\d", "\\w+", "[\\d]", "\\bword", "\\u0041", "a*?b|"}) {
    CAPTURE(pattern);
    CHECK_FALSE(is_usable_pattern(pattern));
  }
}

TEST_CASE("anchors anywhere but at the ends would hold for the whole, so they are not usable") {
  for (const char* pattern :
       {"a^b", "a$b", "(^a)", "(a$)", "^a|b", "a|b$", "^^a", "a$$", "^", "$"}) {
    CAPTURE(pattern);
    CHECK_FALSE(is_usable_pattern(pattern));
  }
}

TEST_CASE("a pattern that would take gigabytes is not usable") {
  CHECK_FALSE(is_usable_pattern("a{1000000000}"));
  CHECK_FALSE(is_usable_pattern("a{99999999999999999999999999}"));
  CHECK_FALSE(is_usable_pattern("(((a{100}){100}){100}){100}"));
  CHECK_FALSE(is_usable_pattern("a{100}{100}{100}"));
  CHECK_FALSE(is_usable_pattern(std::string(40, '(') + "a" + std::string(40, ')')));
  CHECK_FALSE(is_usable_pattern(std::string(20000, 'a')));
  CHECK_FALSE(is_usable_pattern(std::string_view("a\0b", 3)));
}
