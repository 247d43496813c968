// Rate limits of remote systems, shared by all that send with one credential. Independent of
// SQLite. Every function is [any].
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sluice/result.hpp"

namespace sluice::store {

// Of one credential. Wall-clock time, since another process reads it.
struct KeptBudget {
  std::string identity;
  int64_t allowed = 0;    // requests of a window
  int64_t remaining = 0;  // of the window that ends then
  int64_t window_end_s = 0;
  bool operator==(const KeptBudget&) const = default;
};

class BudgetStore {
 public:
  virtual ~BudgetStore() = default;

  virtual Result<std::vector<KeptBudget>> budgets() = 0;
  // What the only user of these credentials knows: replaces what is kept.
  virtual Status keep_budgets(const std::vector<KeptBudget>& budgets) = 0;
  // For one of several users: at most `most` of the requests that remain in the window, which are
  // then this caller's. 0: none remain, or nothing is known of a window that has not ended.
  virtual Result<int64_t> take_chunk(std::string_view identity, int64_t most) = 0;
  // What a response said. Within the same window it only lowers what remains: others may have sent
  // since.
  virtual Status learn(const KeptBudget& budget) = 0;
  // Requests of a chunk that were not sent, if its window has not ended.
  virtual Status give_back(std::string_view identity, int64_t window_end_s, int64_t requests) = 0;
};

}  // namespace sluice::store
