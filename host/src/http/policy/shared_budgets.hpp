// Rate limits as processes that send with the same credentials share them. Any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace sluice::http {

// What is kept over a restart; wall-clock time, as steady time means nothing then.
struct BudgetSnapshot {
  std::string identity;
  int64_t limit = 0;
  int64_t left = 0;
  int64_t window_end_ms = 0;  // since 1970 UTC
};

class SharedBudgets {
 public:
  // Requests that nobody else sends, in the window that ends then.
  struct Chunk {
    int64_t requests = 0;
    int64_t window_end_ms = 0;
  };

  virtual ~SharedBudgets() = default;
  // At most `most`; 0: others have what is left. Nothing: no window is known that has not ended, or
  // what is kept cannot be reached.
  virtual std::optional<Chunk> take(const std::string& identity, int64_t most) = 0;
  // True: that is now what is kept. Within a window it only lowers what is left; the one that ends
  // at `over_ms` is known to be over.
  virtual bool learn(const BudgetSnapshot& told, int64_t over_ms) = 0;
  virtual void give_back(const std::string& identity, const Chunk& unused) = 0;
  virtual int64_t wall_ms() = 0;
};

}  // namespace sluice::http
