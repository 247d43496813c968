#include "platform/call_site.hpp"

#include <doctest/doctest.h>

#include <future>
#include <thread>

using namespace sluice::platform;

TEST_CASE("a call is seen from other threads while it lasts, with its batch") {
  std::promise<void> within, over;
  std::thread lane([&] {
    const InBatch batch(3);
    const InCall call("p", "transformers[0] (core.map)", "transform");
    within.set_value();
    over.get_future().wait();
  });
  within.get_future().wait();
  const auto calls = calls_under_way();
  REQUIRE(calls.size() == 1);
  CHECK(call_text(calls[0]) == "transformers[0] (core.map), transform of batch 3, pipeline p");
  over.set_value();
  lane.join();
  CHECK(calls_under_way().empty());
}

TEST_CASE("the inner of two calls counts, and the outer one again behind it") {
  RawCall own = {};
  const InCall outer("p", "outer", "publish");
  {
    const InCall inner("p", "inner", "load");
    REQUIRE(own_call(own));
    CHECK(std::string(own.component) == "inner");
  }
  REQUIRE(own_call(own));
  CHECK(std::string(own.component) == "outer");
}

TEST_CASE("outside of calls a thread is in none, and one that made none is not ours") {
  RawCall own = {};
  { const InCall call("p", "component", "poll"); }
  CHECK_FALSE(own_call(own));
  CHECK(calls_components());
  bool theirs = true;
  std::thread([&] { theirs = calls_components(); }).join();
  CHECK_FALSE(theirs);
}

TEST_CASE("an address within a library is told to be its, any other one is not") {
  note_plugin("/some/plugin.so", reinterpret_cast<const void*>(&call_text));
  const char* found = plugin_at(reinterpret_cast<uintptr_t>(&calls_under_way));
  REQUIRE(found);
  CHECK(std::string(found) == "/some/plugin.so");
  int here = 0;
  CHECK_FALSE(plugin_at(reinterpret_cast<uintptr_t>(&here)));
}
