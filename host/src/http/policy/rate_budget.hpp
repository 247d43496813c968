// Keeps the requests of a credential below its rate limit to avoid 429. Learned from the responses'
// headers; one budget is shared by all sessions of one identity. Thread-safe.
//
// The server counts requests in windows of a known length, and each response says how many are left
// in the current one. The budget's own count of what is left is that number minus every request
// granted after the one responded to, so it is never more than what the server will allow, whatever
// the order in which responses arrive.
//   - Nothing learned yet: every request is granted.
//   - At the start of a window that is only assumed (after the one before, or after a restart) one
//     request goes ahead; the others wait for its response, at most a second.
//   - Up to three quarters of the limit used: every request is granted at once.
//   - The last quarter is spread evenly over the rest of the window.
//   - At the reserve: nothing is granted before the window's end; then a new window starts, full.
// The end of a window is taken from responses, else from the setting's length after its first
// response. For windows without a known end nothing is assumed: every request is granted until the
// responses say that none is left. Then one goes ahead as a probe, after a second, two, four, at
// most a minute. Pipelines that compete share a window by weight: one that had its share gets more
// only of what the others cannot use of theirs, at the pace measured for them, before the window
// ends. The start of a window is not reported; a response with more left than possible indicates a
// new window. A 429 with a date gives the window's exact end. Processes that use the same state
// share a limit whose window's end is known (rate_share.hpp).
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "http/policy/rate_report.hpp"
#include "http/policy/rate_share.hpp"
#include "http/policy/shared_budgets.hpp"
#include "http/session_settings.hpp"
#include "sluice/abi.h"

namespace sluice::http {

// The pipeline that sends a request.
struct Claimant {
  std::string pipeline;
  uint32_t weight = 1;
  const sluice_cancel* drain = nullptr;  // requested: its run ends, nothing more is sent; or NULL
};

// Requests that a pipeline sent with a credential, repeats included.
struct PipelineRequests {
  std::string pipeline;
  std::string identity;
  uint64_t requests = 0;
};

class RateBudget {
 public:
  // `shared` (null: no other process has a part) outlives it.
  explicit RateBudget(const BudgetSettings& settings, SharedBudgets* shared = nullptr,
                      std::string identity = {})
      : settings_(settings), share_(shared, std::move(identity)) {}

  struct Grant {
    bool granted = false;
    uint64_t number = 0;  // of the request, for learn()
    int64_t wait_ms = 0;  // if not granted: try again then, or sooner, as responses may change it
  };
  // All times are Clock::steady_ms(). `who` may be NULL: a request that does not compete.
  Grant ask(int64_t now_ms, const Claimant* who = nullptr);
  // The pipeline is over and no longer competes.
  void leave(const std::string& pipeline);
  // What the response of request `number` said.
  void learn(uint64_t number, const RateReport& told, int64_t now_ms);
  // That response was a 429, which may have reported a rate; nothing is granted for `wait_ms`. One
  // step: a request between learn() and this would be granted the whole window.
  void refuse(uint64_t number, const std::optional<RateReport>& told, int64_t wait_ms,
              int64_t now_ms);

  std::optional<int64_t> left() const;
  // What the server allows in a window, as it said; nothing: it did not say.
  std::optional<int64_t> limit() const;
  std::vector<PipelineRequests> requests() const;
  std::optional<BudgetSnapshot> snapshot(int64_t now_ms, int64_t wall_ms) const;
  void restore(const BudgetSnapshot& kept, int64_t now_ms, int64_t wall_ms);

 private:
  struct Claim {
    uint32_t weight = 1;
    int64_t asked_ms = 0;
    int64_t used = 0;        // of this window
    int64_t granted_ms = 0;  // its newest request
    int64_t pace_ms = -1;    // from a request to the attempt at the next; -1: not known
    bool working = false;    // no attempt since granted_ms
    uint64_t requests = 0;
    bool running = true;
  };

  // 0: not known.
  int64_t window_ms() const { return told_ms_ ? told_ms_ : settings_.window_s * 1000; }
  bool ends() const { return window_ms() && window_end_ms_ != kNoEnd; }
  void take(uint64_t number, const RateReport& told, int64_t now_ms);
  int64_t probe(int64_t now_ms);
  int64_t end_of_window(const RateReport& told, bool is_new, int64_t now_ms);
  int64_t reserve() const;
  int64_t wait_for(int64_t now_ms, const Claimant* who) const;
  int64_t first_response_wait(int64_t now_ms) const;
  int64_t spread_wait(int64_t now_ms) const;
  int64_t fair_wait(int64_t now_ms, const Claimant& who) const;
  static int64_t pace(const Claim& claim, int64_t sample_ms);
  int64_t open_share(const Claim& claim, int64_t share, int64_t now_ms) const;
  bool competes(const Claim& claim, int64_t now_ms) const;
  int64_t share_wait(int64_t now_ms);
  RateShare::Window window(int64_t now_ms) const;
  void grant(int64_t now_ms, const Claimant* who);
  void roll_over(int64_t now_ms);
  void begin_window(int64_t end_ms);

  static constexpr int64_t kNoEnd = INT64_MAX;

  const BudgetSettings settings_;
  mutable std::mutex mutex_;
  bool known_ = false;
  int64_t limit_ = 0;       // at least what was left at any time
  int64_t told_limit_ = 0;  // 0: no response reported one
  int64_t left_ = 0;
  int64_t window_end_ms_ = 0;
  int64_t told_ms_ = 0;   // length of a window, as reported by responses
  int64_t probe_ms_ = 0;  // the last wait before a probe
  int64_t last_grant_ms_ = 0;
  uint64_t granted_ = 0;  // number of the newest request
  uint64_t learned_ = 0;  // number of the newest request whose response was used
  bool assumed_ = false;  // no response of this window has been seen
  uint64_t first_ = 0;    // granted in an assumed window; 0: none yet
  int64_t shared_ = 0;    // what the window had to share when it began
  std::map<std::string, Claim> claims_;
  RateShare share_;
};

// All budgets, by identity. Owned by the service. Thread-safe.
class RateBudgets {
 public:
  explicit RateBudgets(SharedBudgets* shared = nullptr) : shared_(shared) {}

  // The budget of this identity; the first caller's settings are used.
  RateBudget& of(const std::string& identity, const BudgetSettings& settings, int64_t now_ms,
                 int64_t wall_ms);
  std::optional<int64_t> least_left() const;
  std::vector<BudgetSnapshot> snapshot(int64_t now_ms, int64_t wall_ms) const;
  std::vector<PipelineRequests> requests() const;
  void leave(const std::string& pipeline);
  // Before the sessions are opened; used when their identity shows up.
  void restore(const std::vector<BudgetSnapshot>& kept);

 private:
  SharedBudgets* const shared_;
  mutable std::mutex mutex_;
  std::map<std::string, std::unique_ptr<RateBudget>> budgets_;
  std::map<std::string, BudgetSnapshot> kept_;
};

// The identity of a session's credentials: a SHA-1 of origin, token and secret headers. Shows
// neither; equal for equal credentials, also in another run.
std::string credential_identity(const SessionSettings& settings);

}  // namespace sluice::http
