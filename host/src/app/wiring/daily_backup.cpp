#include "app/wiring/daily_backup.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <utility>
#include <vector>

#include "app/report/console.hpp"
#include "app/wiring/state_folder.hpp"
#include "platform/private_file.hpp"
#include "store/sqlite_backup.hpp"

namespace sluice::app {
namespace {

namespace fs = std::filesystem;

constexpr int64_t kHourUs = 3'600'000'000;
constexpr std::string_view kBackupStart = "sluice-";

// Their names sort by day.
void drop_old_backups(const std::string& folder) {
  std::vector<fs::path> kept;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error); !error && entry != fs::directory_iterator();
       entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    if (name.compare(0, kBackupStart.size(), kBackupStart) == 0 && name.ends_with(".db"))
      kept.push_back(entry->path());
  }
  std::sort(kept.begin(), kept.end());
  for (size_t i = 0; i + DailyBackup::kKept < kept.size(); i++) fs::remove(kept[i], error);
}

Status back_up_day(const std::string& state, const std::string& day) {
  const std::string folder = backups_folder(state), file = store_file(state);
  const std::string to = (fs::path(folder) / (std::string(kBackupStart) + day + ".db")).string();
  std::error_code error;
  // A folder that was deleted is not made anew by its backup.
  if (!fs::exists(file, error) || fs::exists(to, error)) return {};
  if (Status s = platform::make_private_folder(folder); !s) return s;
  if (Status s = store::back_up(file, to); !s) return s;
  drop_old_backups(folder);
  return {};
}

}  // namespace

std::string backups_folder(const std::string& state) {
  return (fs::path(state) / "backups").string();
}

DailyBackup::~DailyBackup() {
  if (under_way_.valid()) under_way_.wait();
}

void DailyBackup::finish() {
  if (!under_way_.valid()) return;
  const Status status = under_way_.get();
  if (status) return;
  day_.clear();
  failed_(status);
}

void DailyBackup::tick(int64_t unix_us) {
  const bool busy = under_way_.valid() &&
                    under_way_.wait_for(std::chrono::seconds(0)) != std::future_status::ready;
  if (busy) return;
  const bool was_begun = under_way_.valid();
  finish();
  if (was_begun && day_.empty()) try_again_us_ = unix_us + kHourUs;
  const std::string day = time_text(unix_us).substr(0, 10);
  if (day == day_ || unix_us < try_again_us_) return;
  day_ = day;
  try_again_us_ = 0;
  under_way_ = std::async(std::launch::async, back_up_day, state_, day);
}

}  // namespace sluice::app
