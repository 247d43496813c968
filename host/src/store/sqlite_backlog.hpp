// Backlogs in the file of the SqliteStore, on a connection of their own. Any thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "store/backlog_store.hpp"
#include "store/store_clock.hpp"

namespace sluice::store {

class SqliteConnection;

class SqliteBacklog final : public BacklogStore {
 public:
  // No access yet. A missing file reads as empty. `now`: the store's clock; empty: the system's.
  explicit SqliteBacklog(std::string file, StoreClock now = {}, int busy_ms = 5000);
  ~SqliteBacklog() override;

  Result<std::vector<Backlog>> backlogs(std::string_view pipeline) override;
  Result<std::vector<WaitingRecord>> waiting(std::string_view pipeline, std::string_view publisher,
                                             int64_t after, size_t most, size_t bytes) override;
  Result<std::vector<WaitingRecord>> maybe_sent(std::string_view pipeline,
                                                std::string_view publisher) override;
  Status target_failed(std::string_view pipeline, std::string_view publisher, std::string_view why,
                       int64_t wait_ms) override;
  Status target_works(std::string_view pipeline, std::string_view publisher) override;
  Status try_now(std::string_view pipeline, std::string_view publisher) override;
  Result<uint64_t> drop(std::string_view pipeline, std::string_view publisher) override;

 private:
  const std::unique_ptr<SqliteConnection> connection_;
  const StoreClock now_;
};

}  // namespace sluice::store
