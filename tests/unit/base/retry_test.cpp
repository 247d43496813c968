#include "base/retry.hpp"

#include <doctest/doctest.h>

using namespace sluice::base;

TEST_CASE("back-off doubles with each attempt, up to its longest wait") {
  const RetrySettings settings{5, 100, 300};
  CHECK(back_off_ms(settings, 1, 0.5) == 50);
  CHECK(back_off_ms(settings, 2, 0.5) == 100);
  CHECK(back_off_ms(settings, 3, 0.5) == 150);
  CHECK(back_off_ms(settings, 4, 0.5) == 150);
}

TEST_CASE("back-off is spread from nothing to all of the wait") {
  const RetrySettings settings{5, 100, 300};
  CHECK(back_off_ms(settings, 2, 0.0) == 0);
  CHECK(back_off_ms(settings, 2, 0.999) == 199);
}

TEST_CASE("back-off does not overflow with huge settings, nor goes below nothing") {
  const RetrySettings huge{200, 1, INT64_MAX / 4};
  for (int64_t made = 1; made < 200; made++) CHECK(back_off_ms(huge, made, 0.99) >= 0);
  CHECK(back_off_ms({5, -1, 300}, 1, 0.5) == 0);
  CHECK(back_off_ms({5, 100, -1}, 1, 0.5) == 0);
}
