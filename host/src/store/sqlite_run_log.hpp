// The run log in the file of the SqliteStore, on a connection of its own. Any thread.
#pragma once

#include <memory>
#include <string>

#include "store/run_log_store.hpp"

namespace sluice::store {

class SqliteConnection;

class SqliteRunLog final : public RunLogStore {
 public:
  // Touches nothing yet: the file is made by the first write. A missing file reads as empty.
  explicit SqliteRunLog(std::string file, int busy_ms = 5000);
  ~SqliteRunLog() override;

  Result<int64_t> begin_run(const LoggedRun& run) override;
  Status begin_queued(const LoggedRun& run) override;
  Status end_run(const LoggedRun& run) override;
  Status mark_lost(int64_t now_ms) override;
  Result<std::optional<int64_t>> last_planned(std::string_view pipeline) override;
  Status set_last_planned(std::string_view pipeline, int64_t planned_ms) override;
  Result<std::vector<LastSuccess>> last_successes() override;
  Result<std::vector<LoggedRun>> runs(const RunFilter& filter) override;
  Result<std::string> profile(int64_t run) override;

 private:
  const std::unique_ptr<SqliteConnection> connection_;
};

}  // namespace sluice::store
