#include "platform/wake.hpp"

#include <doctest/doctest.h>

#include <thread>

using sluice::platform::Wake;

TEST_CASE("a wake stays set until it is cleared") {
  auto wake = Wake::create();
  REQUIRE(wake.ok());
  CHECK_FALSE(wake->is_set());
  wake->set();
  wake->set();
  CHECK(wake->is_set());
  CHECK(wake->is_set());
  wake->clear();
  CHECK_FALSE(wake->is_set());
}

TEST_CASE("a wait ends when another thread sets the wake") {
  auto wake = Wake::create();
  REQUIRE(wake.ok());
  std::thread other([&] { wake->set(); });
  CHECK(wake->wait(-1));
  other.join();
}

TEST_CASE("a wait without a wake ends at its time-out") {
  auto wake = Wake::create();
  REQUIRE(wake.ok());
  CHECK_FALSE(wake->wait(0));
  CHECK_FALSE(wake->wait(5));
}

TEST_CASE("a moved wake is the same wake") {
  auto first = Wake::create();
  REQUIRE(first.ok());
  const intptr_t handle = first->handle();
  Wake second = *std::move(first);
  CHECK(second.handle() == handle);
  second.set();
  CHECK(second.wait(-1));
}
