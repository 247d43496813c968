#include "base/jitter.hpp"

#include <doctest/doctest.h>

using sluice::base::Jitter;

TEST_CASE("jitter lies from 0 to below 1, and spreads over both halves") {
  Jitter jitter(7);
  int low = 0;
  for (int i = 0; i < 1000; i++) {
    const double one = jitter.next();
    CHECK(one >= 0);
    CHECK(one < 1);
    low += one < 0.5;
  }
  CHECK(low > 400);
  CHECK(low < 600);
}

TEST_CASE("jitter is the same for the same seed, and another for another") {
  Jitter a(7), b(7), c(8);
  const double first = a.next();
  CHECK(b.next() == first);
  CHECK(c.next() != first);
}
