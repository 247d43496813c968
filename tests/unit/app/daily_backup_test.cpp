// The copy a day that a server makes of its state.
#include "app/wiring/daily_backup.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "app/wiring/state_folder.hpp"
#include "store/sqlite_store.hpp"
#include "support/temp_folder.hpp"

using namespace sluice;
using namespace sluice::app;
using sluice::test::TempFolder;

namespace fs = std::filesystem;

namespace {

constexpr int64_t kDayUs = 86'400'000'000;

void make_store(const TempFolder& folder) {
  store::SqliteStore store(store_file(folder.path().string()));
  REQUIRE(store.commit("products", 0, {}).ok());
}

size_t copies(const TempFolder& folder) {
  std::error_code error;
  size_t count = 0;
  for (fs::directory_iterator entry(folder.path() / "backups", error);
       !error && entry != fs::directory_iterator(); entry.increment(error))
    count++;
  return count;
}

}  // namespace

TEST_CASE("one copy a day is made, and the latest seven are kept") {
  const TempFolder folder;
  make_store(folder);
  std::vector<std::string> failures;
  DailyBackup backup(folder.path().string(),
                     [&](const Status& why) { failures.push_back(why.message()); });
  for (int64_t day = 1; day <= 9; day++) {
    backup.tick(day * kDayUs);
    backup.finish();
    backup.tick(day * kDayUs + 1000);
    backup.finish();
  }
  CHECK(failures.empty());
  CHECK(copies(folder) == DailyBackup::kKept);
  CHECK(fs::exists(folder / "backups/sluice-1970-01-10.db"));
  CHECK_FALSE(fs::exists(folder / "backups/sluice-1970-01-03.db"));
}

TEST_CASE("a copy that cannot be made is told, and tried again after an hour") {
  const TempFolder folder;
  make_store(folder);
  folder.write("backups", "a file in its way");
  int failures = 0;
  DailyBackup backup(folder.path().string(), [&](const Status&) { failures++; });
  backup.tick(kDayUs);
  backup.finish();
  CHECK(failures == 1);
  fs::remove(folder / "backups");
  backup.tick(kDayUs + 4'000'000'000);
  backup.finish();
  CHECK(failures == 1);
  CHECK(copies(folder) == 1);
}

TEST_CASE("a state folder that was deleted is not made anew by its copy") {
  const TempFolder folder;
  DailyBackup backup((folder / "gone").string(), [](const Status&) {});
  backup.tick(kDayUs);
  backup.finish();
  CHECK_FALSE(fs::exists(folder / "gone"));
}
