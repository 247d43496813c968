// Which texts the marks of others let pass.
#include <doctest/doctest.h>

#include "store/text_marks.hpp"

using sluice::store::TextMarks;

namespace {

bool may_hold(const TextMarks& marks, const char* text) {
  TextMarks wanted;
  wanted.add(text);
  return TextMarks::may_hold(marks.bytes(), wanted);
}

}  // namespace

TEST_CASE("marks hold each part of each of their texts, in either case") {
  TextMarks marks;
  marks.add("No price for SKU-1");
  marks.add("gone");
  for (const char* part : {"no price", "SKU-1", "e f", "gone", "ne", "", "GON"})
    CHECK_MESSAGE(may_hold(marks, part), part);
}

TEST_CASE("marks of few texts do not hold another one") {
  TextMarks marks;
  marks.add("No price for SKU-1");
  for (const char* other : {"no value", "SKU-2", "gone"})
    CHECK_FALSE_MESSAGE(may_hold(marks, other), other);
}

TEST_CASE("merged marks hold the texts of both, and those of unknown size hold any") {
  TextMarks one, other;
  one.add("refused");
  other.add("gone");
  one.merge(other.bytes());
  CHECK(may_hold(one, "gone"));
  CHECK(may_hold(one, "refused"));
  one.merge("x");
  CHECK(may_hold(one, "anything"));
}
