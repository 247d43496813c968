#include "sluice/printable.hpp"

#include <doctest/doctest.h>

using sluice::printable;
using sluice::printable_lines;

TEST_CASE("plain and accented text stays as it is") {
  CHECK(printable("Crème brûlée 1/2 \"x\" \\ 日本 😀") == "Crème brûlée 1/2 \"x\" \\ 日本 😀");
  CHECK(printable("") == "");
}

TEST_CASE("escapes and control characters never reach the terminal") {
  CHECK(printable("a\x1b[2Jb") == "a\\x1b[2Jb");
  CHECK(printable(std::string("a\0b\rc\x7f", 6)) == "a\\x00b\\x0dc\\u007f");
  CHECK(printable("one\ntwo\tthree") == "one\\ntwo three");
}

TEST_CASE("control characters in two bytes are escaped, too") {
  CHECK(printable("\xc2\x9b"
                  "2J") == "\\u009b2J");
  CHECK(printable("\xc2\xa0") == "\xc2\xa0");
}

TEST_CASE("marks that turn text around are shown, not obeyed") {
  CHECK(printable("user\xe2\x80\xaegnp.exe") == "user\\u202egnp.exe");
  CHECK(printable("\xe2\x81\xa6\xe2\x81\xa9\xd8\x9c\xe2\x80\x8f") ==
        "\\u2066\\u2069\\u061c\\u200f");
  CHECK(printable("a\xe2\x80\xa8z") == "a\\u2028z");
}

TEST_CASE("bytes that are not UTF-8 are shown as bytes") {
  CHECK(printable("\xff\xfe") == "\\xff\\xfe");
  CHECK(printable("\xc3") == "\\xc3");
  CHECK(printable("\xc0\xaf") == "\\xc0\\xaf");                    // longer than need be
  CHECK(printable("\xed\xa0\x80") == "\\xed\\xa0\\x80");           // half of a pair
  CHECK(printable("\xf4\x90\x80\x80") == "\\xf4\\x90\\x80\\x80");  // beyond Unicode
}

TEST_CASE("what was made printable stays as it is") {
  const std::string once = printable("a\x1b\xff\xe2\x80\xae\n");
  CHECK(printable(once) == once);
}

TEST_CASE("text of several lines keeps its lines") {
  CHECK(printable_lines("{\n  \"a\": \"\x1b\"\n}\n") == "{\n  \"a\": \"\\x1b\"\n}\n");
}
