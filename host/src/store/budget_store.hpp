// Rate limits of remote systems, shared by all that send with one credential. Independent of
// SQLite. Every function is [any].
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sluice/result.hpp"

namespace sluice::store {

// Of one credential. Wall-clock time, since another process reads it.
struct KeptBudget {
  std::string identity;
  int64_t allowed = 0;    // requests of a window
  int64_t remaining = 0;  // of the window that ends then, and nobody has taken
  int64_t window_end_ms = 0;
  bool operator==(const KeptBudget&) const = default;
};

// Requests that are one caller's, of the window that ends then.
struct BudgetChunk {
  int64_t requests = 0;  // 0: none remain
  int64_t window_end_ms = 0;
};

class BudgetStore {
 public:
  virtual ~BudgetStore() = default;

  virtual Result<std::vector<KeptBudget>> budgets() = 0;
  // At most `most` of the requests that remain in the window, which are then this caller's.
  // Nothing: no window is known that has not ended.
  virtual Result<std::optional<BudgetChunk>> take_chunk(std::string_view identity,
                                                        int64_t most) = 0;
  // What a response said. Within a window it only lowers what remains: others may have sent since,
  // or have taken a part; its end stays as well, as not all know the same. The response is of
  // another window if the one that is kept has ended, ends at `over_ms`, which the caller knows to
  // be over, or so late that the clock was put back since. True: that remains now.
  virtual Result<bool> learn(const KeptBudget& budget, int64_t over_ms) = 0;
  // Requests of a chunk that were not sent, if its window has not ended.
  virtual Status give_back(std::string_view identity, int64_t window_end_ms, int64_t requests) = 0;
};

}  // namespace sluice::store
