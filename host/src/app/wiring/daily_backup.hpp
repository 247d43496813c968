// A copy of the store each day while a server runs, beside the store; the latest seven are kept.
// Main thread; the copying is done on a thread of its own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <future>
#include <string>

#include "sluice/result.hpp"

namespace sluice::app {

// Where they are: "sluice-2026-11-30.db".
std::string backups_folder(const std::string& state);

class DailyBackup {
 public:
  static constexpr size_t kKept = 7;
  // Hears of each copy that could not be made; on the main thread.
  using Failed = std::function<void(const Status&)>;

  DailyBackup(std::string state, Failed failed)
      : state_(std::move(state)), failed_(std::move(failed)) {}
  ~DailyBackup();  // waits for a copy under way
  DailyBackup(const DailyBackup&) = delete;
  DailyBackup& operator=(const DailyBackup&) = delete;

  // Begins the day's copy (UTC) if there is none. One that failed is tried again after an hour.
  void tick(int64_t unix_us);
  // Waits for a copy under way and tells of its failure.
  void finish();

 private:
  const std::string state_;
  const Failed failed_;
  std::future<Status> under_way_;
  std::string day_;           // of the last one that was begun
  int64_t try_again_us_ = 0;  // 0: it did not fail
};

}  // namespace sluice::app
