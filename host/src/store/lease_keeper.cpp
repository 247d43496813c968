#include "store/lease_keeper.hpp"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <random>

#include "platform/steady_time.hpp"

namespace sluice::store {
namespace {

std::string holder_name() {
  std::random_device device;
  return std::to_string(::getpid()) + "." + std::to_string((uint64_t{device()} << 32) | device());
}

}  // namespace

KeptLease::~KeptLease() { keeper_.give(*this); }

bool KeptLease::is_held() {
  if (lost_.load(std::memory_order_relaxed)) return false;
  return keeper_.now_() < deadline_ms_.load(std::memory_order_relaxed) || keeper_.still_held(*this);
}

LeaseKeeper::LeaseKeeper(LeaseStore& store, int64_t duration_ms, Clock now)
    : store_(store),
      duration_ms_(duration_ms),
      now_(now ? std::move(now) : Clock(platform::boot_ms)),
      holder_(holder_name()) {}

LeaseKeeper::~LeaseKeeper() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
    changed_.notify_all();
  }
  if (thread_.joinable()) thread_.join();
}

// From before it was asked for, and a fifth less: the store's clock may be a little faster.
int64_t LeaseKeeper::deadline_from(int64_t now_ms) const {
  return now_ms + duration_ms_ - duration_ms_ / 5;
}

Result<LeaseKeeper::Tried> LeaseKeeper::take(const std::string& name) {
  const std::lock_guard lock(mutex_);
  const bool ours = std::any_of(kept_.begin(), kept_.end(),
                                [&](const KeptLease* one) { return one->name() == name; });
  if (ours) return Tried{nullptr, holder_};
  const int64_t before = now_();
  const Result<LeaseTry> tried = store_.take_lease(name, holder_, duration_ms_);
  if (!tried) return tried.status();
  if (!tried->taken) return Tried{nullptr, tried->holder};
  std::unique_ptr<KeptLease> lease(new KeptLease(*this, name, tried->fence, deadline_from(before)));
  kept_.push_back(lease.get());
  if (!thread_.joinable()) thread_ = std::thread([this] { work(); });
  changed_.notify_all();
  return Tried{std::move(lease), tried->lapsed};
}

Result<LeaseKeeper::Tried> LeaseKeeper::take_from_dead(const std::string& name,
                                                       const std::string& holder) {
  if (Status s = store_.give_lease(name, holder); !s) return s;
  return take(name);
}

// Whether the store heard of it makes no difference: it ends by its time.
void LeaseKeeper::give(KeptLease& lease) {
  const std::lock_guard lock(mutex_);
  std::erase(kept_, &lease);
  if (!lease.lost_) (void)store_.give_lease(lease.name(), holder_);
}

bool LeaseKeeper::still_held(KeptLease& lease) {
  const std::lock_guard lock(mutex_);
  if (now_() >= lease.deadline_ms_) renew_all();
  if (now_() >= lease.deadline_ms_) lease.lost_ = true;
  return !lease.lost_;
}

// If the store does not answer, the deadlines stay.
void LeaseKeeper::renew_all() {
  const int64_t before = now_();
  const Result<std::vector<HeldLease>> held = store_.renew_leases(holder_, duration_ms_);
  if (!held) return;
  for (KeptLease* lease : kept_) {
    const bool renewed = std::any_of(held->begin(), held->end(), [&](const HeldLease& one) {
      return one.name == lease->name() && one.fence == lease->fence();
    });
    if (renewed || take_again(*lease)) lease->deadline_ms_ = deadline_from(before);
  }
}

// Its time was over, and nobody else took it meanwhile: then its fence is the same.
bool LeaseKeeper::take_again(KeptLease& lease) {
  if (lease.lost_) return false;
  const Result<LeaseTry> again = store_.take_lease(lease.name(), holder_, duration_ms_);
  if (!again) return false;
  lease.lost_ = !again->taken || again->fence != lease.fence();
  if (lease.lost_ && again->taken) (void)store_.give_lease(lease.name(), holder_);
  return !lease.lost_;
}

void LeaseKeeper::work() {
  std::unique_lock lock(mutex_);
  while (!closing_) {
    if (kept_.empty()) {
      changed_.wait(lock);
      continue;
    }
    changed_.wait_for(lock, std::chrono::milliseconds(duration_ms_ / 3),
                      [this] { return closing_ || kept_.empty(); });
    if (!closing_ && !kept_.empty()) renew_all();
  }
}

}  // namespace sluice::store
