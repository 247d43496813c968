// The inbox in the file of the SqliteStore, on a connection of its own: incoming events do not wait
// for a pipeline's reads, only for the commit under way. Any thread.
#pragma once

#include <memory>
#include <string>

#include "store/inbox_store.hpp"

namespace sluice::store {

class SqliteConnection;

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
  const std::unique_ptr<SqliteConnection> connection_;
  uint64_t kept_ = 0;  // calls of keep; now and then what is too old is forgotten
};

}  // namespace sluice::store
