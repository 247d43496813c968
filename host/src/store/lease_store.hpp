// Leases: who alone may do something for a limited time. The store's clock decides, so holders need
// none that agrees with others; nobody can set it back or forward. Independent of SQLite. Every
// function is [any].
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sluice/result.hpp"

namespace sluice::store {

// Longer ones do not count: they are by a clock that is gone, such as that before a restart.
inline constexpr int64_t kLongestLeaseMs = 600'000;

struct LeaseTry {
  bool taken = false;
  int64_t fence = 0;   // one more with each change of holder; a commit of an earlier one is refused
  std::string holder;  // if not taken: who has it
  int64_t left_ms = 0;  // and for how long
  std::string lapsed;   // if taken: who had it until its time was over; empty if it was given back
};

struct HeldLease {
  std::string name;
  std::string holder;
  int64_t fence = 0;
  int64_t left_ms = 0;
};

// The name of the lease to run a pipeline; `place` may be a run beside it ("products/books"). What
// tells people of a pipeline ("products/on_failure") is the server's, and has none: empty.
std::string pipeline_lease(std::string_view place);

class LeaseStore {
 public:
  virtual ~LeaseStore() = default;

  // Not granted while another holder has it; its holder gets it again, with the same fence. At most
  // kLongestLeaseMs.
  virtual Result<LeaseTry> take_lease(std::string_view name, std::string_view holder,
                                      int64_t duration_ms) = 0;
  // All that this holder still has, from now on for this long; those it lost are not among them.
  virtual Result<std::vector<HeldLease>> renew_leases(std::string_view holder,
                                                      int64_t duration_ms) = 0;
  // Does nothing if another holder has it.
  virtual Status give_lease(std::string_view name, std::string_view holder) = 0;
  // Those that somebody has, by name.
  virtual Result<std::vector<HeldLease>> leases() = 0;
};

}  // namespace sluice::store
