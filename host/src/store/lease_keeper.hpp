// Keeps the leases of one process: takes them, renews all of them in one step, and gives each back
// when its user is done. A lease is held against a deadline of our own, so that a process that was
// stopped, or a machine that slept, knows before it does anything more. Any thread.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/hold.hpp"
#include "store/lease_store.hpp"

namespace sluice::store {

class LeaseKeeper;

// Given back when it is destroyed.
class KeptLease final : public base::Hold {
 public:
  ~KeptLease() override;
  KeptLease(const KeptLease&) = delete;
  KeptLease& operator=(const KeptLease&) = delete;

  const std::string& name() const { return name_; }
  // For commits.
  int64_t fence() const { return fence_; }
  // After the deadline it is renewed first. Once false, it stays so.
  bool is_held() override;

 private:
  friend class LeaseKeeper;
  KeptLease(LeaseKeeper& keeper, std::string name, int64_t fence, int64_t deadline_ms)
      : keeper_(keeper), name_(std::move(name)), fence_(fence), deadline_ms_(deadline_ms) {}

  LeaseKeeper& keeper_;
  const std::string name_;
  const int64_t fence_;
  std::atomic<int64_t> deadline_ms_;
  std::atomic<bool> lost_{false};
};

class LeaseKeeper {
 public:
  using Clock = std::function<int64_t()>;  // milliseconds, forward only

  struct Tried {
    std::unique_ptr<KeptLease> lease;  // null: `other` has it
    std::string other;  // who has it, or had it and let it lapse; empty: it was given back
  };

  // `store` outlives it. `duration_ms`: for how long it is taken; it is renewed after a third of
  // that. `now`: empty: the time since the machine was started.
  LeaseKeeper(LeaseStore& store, int64_t duration_ms, Clock now = {});
  ~LeaseKeeper();  // REQUIRES: no lease of it is left
  LeaseKeeper(const LeaseKeeper&) = delete;
  LeaseKeeper& operator=(const LeaseKeeper&) = delete;

  Result<Tried> take(const std::string& name);
  // The same, of a holder that is known to be dead.
  Result<Tried> take_from_dead(const std::string& name, const std::string& holder);
  // As what this process takes leases; begins with its pid.
  const std::string& holder() const { return holder_; }

 private:
  friend class KeptLease;
  void give(KeptLease& lease);
  bool still_held(KeptLease& lease);
  void renew_all();
  bool take_again(KeptLease& lease);
  int64_t deadline_from(int64_t now_ms) const;
  void work();

  LeaseStore& store_;
  const int64_t duration_ms_;
  const Clock now_;
  const std::string holder_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<KeptLease*> kept_;
  bool closing_ = false;
  std::thread thread_;  // begins with the first lease
};

}  // namespace sluice::store
