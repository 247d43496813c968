#include "store/lease_keeper.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <filesystem>
#include <string>

#include "store/sqlite_shared.hpp"
#include "support/temp_folder.hpp"

using namespace sluice;
using namespace sluice::store;

namespace {

constexpr int64_t kMinute = 60'000;

// Two processes on one store, by a clock of their own. No lease is renewed by itself in the time
// that a test takes.
struct Keepers {
  sluice::test::TempFolder folder;
  std::atomic<int64_t> now_ms{1'000'000};
  SqliteShared store{(folder / "sluice.db").string(), [this] { return now_ms.load(); }};
  LeaseKeeper one{store, kMinute, [this] { return now_ms.load(); }};
  LeaseKeeper other{store, kMinute, [this] { return now_ms.load(); }};
};

}  // namespace

TEST_CASE("a lease whose deadline has passed is renewed when somebody asks whether it is held") {
  Keepers k;
  const auto tried = k.one.take("p");
  k.now_ms += kMinute - 1;
  CHECK(tried->lease->is_held());
  k.now_ms += kMinute - 1;
  CHECK(tried->lease->is_held());
  CHECK_FALSE(k.other.take("p")->lease);
}

TEST_CASE("who comes back after his lease passed to another one knows it before he goes on") {
  Keepers k;
  const auto first = k.one.take("p");
  k.now_ms += kMinute;
  const auto second = k.other.take("p");
  REQUIRE(second->lease);
  CHECK(second->other == k.one.holder());
  CHECK(second->lease->fence() == first->lease->fence() + 1);
  CHECK_FALSE(first->lease->is_held());
  k.now_ms += kMinute / 2;
  CHECK(second->lease->is_held());
  CHECK_FALSE(first->lease->is_held());
}

TEST_CASE("who comes back after his time, and nobody took the lease, goes on with his fence") {
  Keepers k;
  const auto tried = k.one.take("p");
  const int64_t fence = tried->lease->fence();
  k.now_ms += 10 * kMinute;
  CHECK(tried->lease->is_held());
  CHECK(k.store.take_lease("p", k.one.holder(), kMinute)->fence == fence);
}

TEST_CASE("a lease that was given back lets nobody be suspected, and the next fence is another") {
  Keepers k;
  const int64_t fence = k.one.take("p")->lease->fence();
  const auto next = k.other.take("p");
  REQUIRE(next->lease);
  CHECK(next->other.empty());
  CHECK(next->lease->fence() == fence + 1);
}

TEST_CASE("one process has a lease once") {
  Keepers k;
  const auto first = k.one.take("p");
  const auto second = k.one.take("p");
  CHECK_FALSE(second->lease);
  CHECK(second->other == k.one.holder());
  CHECK(first->lease->is_held());
}

TEST_CASE("the lease of a holder that is known to be dead is taken at once") {
  Keepers k;
  REQUIRE(k.store.take_lease("p", "4711.1", kMinute)->taken);
  const auto refused = k.one.take("p");
  REQUIRE_FALSE(refused->lease);
  CHECK(k.one.take_from_dead("p", refused->other)->lease);
}

TEST_CASE("without the store a lease is held until its deadline, and no longer") {
  Keepers k;
  const auto tried = k.one.take("p");
  std::filesystem::remove(k.folder / "sluice.db");
  CHECK(tried->lease->is_held());
  k.now_ms += kMinute;
  CHECK_FALSE(tried->lease->is_held());
}
