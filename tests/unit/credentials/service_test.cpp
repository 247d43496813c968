#include "credentials/service.hpp"

#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <thread>
#include <vector>

#include "store/sqlite_shared.hpp"
#include "support/temp_folder.hpp"

using namespace sluice;
using namespace sluice::credentials;
using sluice::test::read_file;
using sluice::test::TempFolder;

namespace {

Cipher key() { return *Cipher::from_text(std::string(64, '7')); }

// A process's view of one state folder.
struct View {
  explicit View(const TempFolder& folder, store::StoreClock now = {})
      : store((folder / "sluice.db").string(), std::move(now)),
        service(store, store, key(), folder.path()) {}
  store::SqliteShared store;
  Service service;
};

}  // namespace

TEST_CASE("what was replaced is read, by whoever opens the store") {
  const TempFolder folder;
  View one(folder), other(folder);
  CHECK(one.service.read("shop")->version == 0);
  CHECK_FALSE(std::filesystem::exists(folder / "sluice.db"));
  REQUIRE(*one.service.replace("shop", 0, "first") == 1);
  REQUIRE(*one.service.replace("shop", 1, "second") == 2);
  CHECK(other.service.read("shop")->version == 2);
  CHECK(other.service.read("shop")->secret == "second");
  CHECK(other.service.read("another")->version == 0);
}

TEST_CASE("a replacement of what is there no more is refused and changes nothing") {
  const TempFolder folder;
  View view(folder);
  REQUIRE(view.service.replace("shop", 0, "first").ok());
  CHECK(view.service.replace("shop", 0, "late").status().code() == SLUICE_E_UNAVAILABLE);
  CHECK(view.service.read("shop")->secret == "first");
}

TEST_CASE("no byte of a secret is in the files of the store") {
  const TempFolder folder;
  View view(folder);
  REQUIRE(view.service.replace("shop", 0, "very-secret-token-1").ok());
  REQUIRE(view.service.replace("shop", 1, "very-secret-token-2").ok());
  for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
    CHECK(read_file(entry.path()).find("very-secret") == std::string::npos);
}

TEST_CASE("a row put back from an older copy does not open") {
  const TempFolder folder;
  View view(folder);
  REQUIRE(view.service.replace("shop", 0, "old").ok());
  const auto old = view.store.credential("shop");
  REQUIRE(view.service.replace("shop", 1, "new").ok());
  REQUIRE(view.store.replace_credential("shop", 2, old->sealed).ok());
  CHECK(view.service.read("shop").status().code() == SLUICE_E_DATA);
}

TEST_CASE("without a key nothing is read or kept, and the way out is told") {
  const TempFolder folder;
  store::SqliteShared store((folder / "sluice.db").string());
  Service service(store, store, std::nullopt);
  CHECK(service.usable().code() == SLUICE_E_INVALID);
  CHECK(service.usable().message().find("credential_key") != std::string::npos);
  CHECK_FALSE(service.replace("shop", 0, "x").ok());
  CHECK_FALSE(service.read("shop").ok());
  CHECK_FALSE(service.acquire("shop", 1000, nullptr).ok());
}

TEST_CASE("one thread at a time has the lease") {
  const TempFolder folder;
  View view(folder);
  std::atomic<int> inside{0}, most{0}, turns{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 6; i++)
    threads.emplace_back([&] {
      auto lease = view.service.acquire("shop", 60'000, nullptr);
      if (!lease) return;
      most = std::max(most.load(), ++inside);
      turns++;
      inside--;
    });
  for (std::thread& thread : threads) thread.join();
  CHECK(turns == 6);
  CHECK(most == 1);
}

TEST_CASE("leases of two credentials do not wait for each other") {
  const TempFolder folder;
  View view(folder);
  auto one = view.service.acquire("one", 60'000, nullptr);
  auto two = view.service.acquire("two", 60'000, nullptr);
  CHECK(one.ok());
  CHECK(two.ok());
}

TEST_CASE("a cancelled call stops waiting for a lease") {
  const TempFolder folder;
  View holder(folder), waiter(folder);
  auto lease = holder.service.acquire("shop", 60'000, nullptr);
  REQUIRE(lease.ok());
  const sluice_cancel cancel{sizeof cancel, -1, [](const sluice_cancel*) -> int32_t { return 1; },
                             [](const sluice_cancel*) -> int64_t { return INT64_MAX; }, nullptr};
  CHECK(waiter.service.acquire("shop", 60'000, &cancel).status().code() == SLUICE_E_CANCELLED);
  CHECK(holder.service.acquire("shop", 60'000, &cancel).status().code() == SLUICE_E_CANCELLED);
}

TEST_CASE("a lease of somebody who cannot be asked ends by its time") {
  const TempFolder folder;
  int64_t now = 1'000'000;
  View view(folder, [&now] { return now; });
  REQUIRE(view.store.take_lease("credential/shop", "somebody", 60'000)->taken);
  now += 59'999;
  const auto refused = view.store.take_lease("credential/shop", "another", 30'000);
  CHECK_FALSE(refused->taken);
  CHECK(refused->holder == "somebody");
  CHECK(refused->left_ms == 1);
  now += 1;
  CHECK(view.service.acquire("shop", 60'000, nullptr).ok());
}

TEST_CASE("the lease of a killed process counts no more, at once") {
  const TempFolder folder;
  int ready[2];
  REQUIRE(pipe(ready) == 0);
  const pid_t child = fork();
  if (child == 0) {
    View view(folder);
    auto lease = view.service.acquire("shop", 300'000, nullptr);
    const char done = lease.ok() ? 'y' : 'n';
    if (write(ready[1], &done, 1) == 1) pause();
    _exit(1);
  }
  char done = 0;
  REQUIRE(read(ready[0], &done, 1) == 1);
  REQUIRE(done == 'y');
  View view(folder);
  const sluice_cancel no_time{sizeof no_time, -1, [](const sluice_cancel*) -> int32_t { return 0; },
                              [](const sluice_cancel*) -> int64_t { return 0; }, nullptr};
  CHECK(view.service.acquire("shop", 1000, &no_time).status().code() == SLUICE_E_TIMEOUT);
  REQUIRE(kill(child, SIGKILL) == 0);
  REQUIRE(waitpid(child, nullptr, 0) == child);
  CHECK(view.service.acquire("shop", 1000, nullptr).ok());
}

TEST_CASE("who waits for a lease hears for whom, and for how long") {
  const TempFolder folder;
  const auto now = [] { return int64_t{5'000'000}; };
  View holder(folder, now), waiter(folder, now);
  auto lease = holder.service.acquire("shop", 60'000, nullptr);
  REQUIRE(lease.ok());
  std::string heard;
  const auto notice = [&](const std::string& what) {
    heard = what;
    lease->reset();
  };
  CHECK(waiter.service.acquire("shop", 1000, nullptr, notice).ok());
  CHECK(heard.find("waiting for process " + std::to_string(getpid())) == 0);
  CHECK(heard.find("for at most 61 s more") != std::string::npos);
}

TEST_CASE("nothing is left beside the store when all are through") {
  const TempFolder folder;
  { CHECK(View(folder).service.acquire("shop", 1000, nullptr).ok()); }
  for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
    CHECK(entry.path().filename().string().find("alive-") == std::string::npos);
}

TEST_CASE("two processes on one store take turns, and neither loses the other's change") {
  const TempFolder folder;
  constexpr int kTurns = 40;
  const auto count_up = [&folder] {
    View view(folder);
    for (int i = 0; i < kTurns; i++) {
      auto lease = view.service.acquire("shop", 60'000, nullptr);
      auto kept = view.service.read("shop");
      if (!lease || !kept) return 1;
      const int number = kept->version ? std::stoi(kept->secret) : 0;
      if (!view.service.replace("shop", kept->version, std::to_string(number + 1))) return 2;
    }
    return 0;
  };
  const pid_t child = fork();
  if (child == 0) _exit(count_up());
  CHECK(count_up() == 0);
  int status = -1;
  REQUIRE(waitpid(child, &status, 0) == child);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
  CHECK(View(folder).service.read("shop")->secret == std::to_string(2 * kTurns));
}
