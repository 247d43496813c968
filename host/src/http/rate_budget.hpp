// Keeps a credential below its rate limit instead of running into 429. Learned from the answers'
// headers; one budget is shared by all sessions of one identity. Thread-safe.
//
// The server counts requests in windows of a known length, and each answer says how many are left
// in the current one. The budget's own count of what is left is that number minus every request
// granted after the answered one, so it is never more than what the server will allow, whatever
// the order in which answers arrive.
//   - Nothing learned yet: every request is granted.
//   - Up to three quarters of the limit used: every request is granted at once.
//   - The last quarter is spread evenly over the rest of the window.
//   - At the reserve: nothing is granted before the window's end; then a new window starts, full.
// When a window began is not told. It is assumed to have begun with the first answer seen of it,
// which is never too early; an answer with more left than could be is the sign of a new window. A
// 429 with a date tells the window's end exactly.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "http/session_settings.hpp"

namespace sluice::http {

// What is worth keeping over a restart; wall-clock time, as steady time means nothing then.
struct BudgetSnapshot {
  std::string identity;
  int64_t limit = 0;
  int64_t left = 0;
  int64_t window_end_s = 0;  // since 1970 UTC
};

class RateBudget {
 public:
  explicit RateBudget(const BudgetSettings& settings) : settings_(settings) {}

  struct Grant {
    bool granted = false;
    uint64_t number = 0;  // of the request, for learn()
    int64_t wait_ms = 0;  // if not granted: ask again then
  };
  // All times are Clock::steady_ms().
  Grant ask(int64_t now_ms);
  // What the answer of request `number` said. A limit of 0: not said.
  void learn(uint64_t number, int64_t limit, int64_t left, int64_t now_ms);
  // The answer was a 429; nothing is granted for `wait_ms`.
  void refuse(int64_t wait_ms, int64_t now_ms);

  std::optional<int64_t> left() const;
  std::optional<BudgetSnapshot> snapshot(int64_t now_ms, int64_t wall_s) const;
  void restore(const BudgetSnapshot& kept, int64_t now_ms, int64_t wall_s);

 private:
  int64_t window_ms() const { return settings_.window_s * 1000; }
  int64_t spread_wait(int64_t now_ms) const;
  void roll_over(int64_t now_ms);

  const BudgetSettings settings_;
  mutable std::mutex mutex_;
  bool known_ = false;
  int64_t limit_ = 0;
  int64_t left_ = 0;
  int64_t window_end_ms_ = 0;
  int64_t last_grant_ms_ = 0;
  uint64_t granted_ = 0;  // number of the newest request
  uint64_t learned_ = 0;  // number of the newest request an answer was used of
};

// All budgets, by identity. Owned by the service. Thread-safe.
class RateBudgets {
 public:
  // The budget of this identity; the settings of whoever asks first are taken.
  RateBudget& of(const std::string& identity, const BudgetSettings& settings, int64_t now_ms,
                 int64_t wall_s);
  std::optional<int64_t> least_left() const;
  std::vector<BudgetSnapshot> snapshot(int64_t now_ms, int64_t wall_s) const;
  // Before the sessions are opened; used when their identity shows up.
  void restore(std::vector<BudgetSnapshot> kept);

 private:
  mutable std::mutex mutex_;
  std::map<std::string, std::unique_ptr<RateBudget>> budgets_;
  std::map<std::string, BudgetSnapshot> kept_;
};

// The identity of a session's credentials: a SHA-1 of origin, token and secret headers. Shows
// neither; equal for equal credentials, also in another run.
std::string credential_identity(const SessionSettings& settings);

}  // namespace sluice::http
