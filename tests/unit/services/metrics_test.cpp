#include "services/metrics.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <thread>
#include <vector>

#include "services/interner.hpp"

using sluice::services::Interner;
using sluice::services::Metrics;

TEST_CASE("counters add up under instance and name") {
  Metrics metrics;
  metrics.add("clients.shop", "requests", 2);
  metrics.add("clients.shop", "requests", 3);
  metrics.add("", "pages", 1);
  CHECK(metrics.value("clients.shop.requests") == 5);
  CHECK(metrics.value("pages") == 1);
  CHECK(metrics.value("nobody.knows") == 0);
  CHECK(metrics.snapshot().size() == 2);
}

TEST_CASE("a counter stops at the end of its range") {
  Metrics metrics;
  metrics.add("a", "up", INT64_MAX);
  metrics.add("a", "up", 1);
  metrics.add("a", "down", INT64_MIN);
  metrics.add("a", "down", -1);
  CHECK(metrics.value("a.up") == INT64_MAX);
  CHECK(metrics.value("a.down") == INT64_MIN);
}

TEST_CASE("no addition of any thread is lost") {
  Metrics metrics;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; i++)
    threads.emplace_back([&] {
      for (int j = 0; j < 1000; j++) metrics.add("a", "b", 1);
    });
  for (auto& thread : threads) thread.join();
  CHECK(metrics.value("a.b") == 4000);
}

TEST_CASE("equal text is interned once and never moves") {
  Interner interner;
  const auto first = interner.intern("price");
  for (int i = 0; i < 1000; i++) interner.intern("other" + std::to_string(i));
  const auto again = interner.intern("price");
  CHECK(first.data == again.data);
  CHECK(std::string_view(first.data, first.size) == "price");
}

TEST_CASE("empty text needs no memory and bytes may be anything") {
  Interner interner;
  CHECK(interner.intern("").data == nullptr);
  const std::string_view zeros("a\0b", 3);
  CHECK(interner.intern(zeros).size == 3);
}
