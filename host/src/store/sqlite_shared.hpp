// Credentials and usage in the file of the SqliteStore, on a connection of their own: a token
// refresh does not wait for a pipeline's reads, only for the commit under way. Any thread.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "store/credential_store.hpp"
#include "store/usage_store.hpp"

namespace sluice::store {

class SqliteConnection;

class SqliteShared final : public CredentialStore, public UsageStore {
 public:
  // No access yet: the file is made by the first write. A missing file reads as empty.
  explicit SqliteShared(std::string file, int busy_ms = 5000);
  ~SqliteShared() override;

  Result<SealedCredential> credential(std::string_view identity) override;
  Status replace_credential(std::string_view identity, uint64_t expected,
                            std::string_view sealed) override;
  Result<std::vector<std::string>> credential_identities(std::string_view prefix) override;
  Result<bool> forget_credential(std::string_view identity) override;
  Result<LeaseTry> take_lease(std::string_view identity, std::string_view holder, int64_t now_ms,
                              int64_t until_ms) override;
  Status give_lease(std::string_view identity, std::string_view holder) override;

  Result<std::vector<KeptBudget>> budgets() override;
  Result<std::vector<RequestCount>> request_counts() override;
  Status keep_usage(const std::vector<KeptBudget>& budgets,
                    const std::vector<RequestCount>& counts) override;

 private:
  const std::unique_ptr<SqliteConnection> connection_;
};

}  // namespace sluice::store
