// Rate limits as the processes on one state folder share them. Any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/clock.hpp"
#include "http/policy/shared_budgets.hpp"
#include "store/budget_store.hpp"

namespace sluice::app {

// A store that cannot be reached counts as one that knows nothing: the run itself will fail at it.
class SharedRates final : public http::SharedBudgets {
 public:
  // Both outlive it.
  SharedRates(store::BudgetStore& store, base::Clock& clock) : store_(store), clock_(clock) {}

  std::optional<Chunk> take(const std::string& identity, int64_t most) override;
  bool learn(const http::BudgetSnapshot& told, int64_t over_ms) override;
  void give_back(const std::string& identity, const Chunk& unused) override;
  int64_t wall_ms() override { return clock_.unix_us() / 1000; }

 private:
  store::BudgetStore& store_;
  base::Clock& clock_;
};

}  // namespace sluice::app
