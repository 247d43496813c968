#include <SQLiteCpp/SQLiteCpp.h>
#include <doctest/doctest.h>

#include <atomic>
#include <latch>
#include <string>
#include <thread>
#include <vector>

#include "store/sqlite_error.hpp"
#include "store/sqlite_file.hpp"
#include "support/temp_folder.hpp"

using namespace sluice;
using namespace sluice::store;
using sluice::test::TempFolder;

namespace {

// How many of the openings failed when all began at once.
int failures_of(const std::string& file, int openings) {
  std::latch begin(openings);
  std::atomic<int> failed{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < openings; i++)
    threads.emplace_back([&] {
      begin.arrive_and_wait();
      const Status status = guarded(file, [&] { return open_for_writing(file, 10'000).status(); });
      if (!status) failed++;
    });
  for (std::thread& thread : threads) thread.join();
  return failed;
}

}  // namespace

TEST_CASE("several that make one store at the same time wait for each other") {
  const TempFolder folder;
  for (int round = 0; round < 20; round++)
    CHECK(failures_of((folder / ("store" + std::to_string(round))).string(), 6) == 0);
}

TEST_CASE("a store whose journal cannot be changed is busy when the time for it is over") {
  const TempFolder folder;
  const std::string file = (folder / "store").string();
  REQUIRE(open_for_writing(file, 1000).ok());
  SQLite::Database reader(file, SQLite::OPEN_READWRITE);
  reader.exec("PRAGMA journal_mode = DELETE");
  SQLite::Statement reading(reader, "SELECT version FROM sluice_schema");
  REQUIRE(reading.executeStep());  // until it is reset
  const Status status = guarded(file, [&] { return open_for_writing(file, 30).status(); });
  CHECK(status.code() == SLUICE_E_UNAVAILABLE);
}
