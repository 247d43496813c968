// The inbox in the file of the SqliteStore, on a connection of its own: incoming events do not wait
// for a pipeline's reads, only for the commit under way. Any thread.
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "store/inbox_store.hpp"

namespace SQLite {
class Database;
}

namespace sluice::store {

class SqliteInbox final : public InboxStore {
 public:
  // No access yet. `busy_ms` is short: a sender waits for the response.
  explicit SqliteInbox(std::string file, int busy_ms = 3000);
  ~SqliteInbox() override;

  Result<std::vector<KeepResult>> keep(const Inbox& inbox, const InboxLimits& limits,
                                       const std::vector<ArrivedEvent>& events) override;
  Result<std::vector<KeptEvent>> events(const Inbox& inbox, int64_t after, size_t most,
                                        size_t bytes) override;

 private:
  Result<SQLite::Database*> open();

  const std::string file_;
  const int busy_ms_;
  std::mutex mutex_;
  std::unique_ptr<SQLite::Database> db_;
  uint64_t kept_ = 0;  // calls of keep; old entries are deleted from time to time
};

}  // namespace sluice::store
