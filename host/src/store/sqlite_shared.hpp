// Credentials, leases, budgets and usage in the file of the SqliteStore, on a connection of their
// own: a token refresh does not wait for a pipeline's reads, only for the commit under way. Any
// thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "store/budget_store.hpp"
#include "store/credential_store.hpp"
#include "store/lease_store.hpp"
#include "store/store_clock.hpp"
#include "store/usage_store.hpp"

namespace sluice::store {

class SqliteConnection;

class SqliteShared final : public CredentialStore,
                           public LeaseStore,
                           public BudgetStore,
                           public UsageStore {
 public:
  // No access yet: the file is made by the first write. A missing file reads as empty. `now`: the
  // store's clock; empty: the system's, for leases the time since it was started.
  explicit SqliteShared(std::string file, StoreClock now = {}, int busy_ms = 5000);
  ~SqliteShared() override;

  Result<SealedCredential> credential(std::string_view identity) override;
  Status replace_credential(std::string_view identity, uint64_t expected,
                            std::string_view sealed) override;
  Result<std::vector<std::string>> credential_identities(std::string_view prefix) override;
  Result<bool> forget_credential(std::string_view identity) override;

  Result<LeaseTry> take_lease(std::string_view name, std::string_view holder,
                              int64_t duration_ms) override;
  Result<std::vector<HeldLease>> renew_leases(std::string_view holder,
                                              int64_t duration_ms) override;
  Status give_lease(std::string_view name, std::string_view holder) override;
  Result<std::vector<HeldLease>> leases() override;

  Result<std::vector<KeptBudget>> budgets() override;
  Result<std::optional<BudgetChunk>> take_chunk(std::string_view identity, int64_t most) override;
  Result<bool> learn(const KeptBudget& budget, int64_t over_ms) override;
  Status give_back(std::string_view identity, int64_t window_end_ms, int64_t requests) override;

  Result<std::vector<RequestCount>> request_counts() override;
  Status keep_request_counts(const std::vector<RequestCount>& counts) override;

 private:
  const std::unique_ptr<SqliteConnection> connection_;
  const StoreClock lease_now_;  // of the machine, so that the wall clock may jump
  const StoreClock now_;
};

}  // namespace sluice::store
