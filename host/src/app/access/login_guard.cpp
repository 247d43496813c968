#include "app/access/login_guard.hpp"

#include <algorithm>

namespace sluice::app {
namespace {

constexpr const char* kOthers = "";  // all addresses that there is no room for
constexpr int64_t kFirstMs = 1000;
constexpr int kMostDoublings = 6;

}  // namespace

LoginGuard::Count& LoginGuard::count_of(const std::string& address) {
  const int64_t now = now_ms_();
  std::erase_if(counts_, [&](const auto& one) { return now - one.second.last_ms > kForgetMs; });
  if (counts_.size() >= kMost && !counts_.count(address)) return counts_[kOthers];
  return counts_[address];
}

int64_t LoginGuard::wait_ms(const std::string& address) {
  const std::lock_guard lock(mutex_);
  const auto found = counts_.find(address);
  if (found == counts_.end() && counts_.size() < kMost) return 0;
  return std::max<int64_t>(0, count_of(address).until_ms - now_ms_());
}

void LoginGuard::failed(const std::string& address) {
  const std::lock_guard lock(mutex_);
  Count& count = count_of(address);
  count.failures++;
  count.last_ms = now_ms_();
  if (count.failures <= kFree) return;
  const int doublings = std::min(count.failures - kFree - 1, kMostDoublings);
  count.until_ms = count.last_ms + std::min(kFirstMs << doublings, kLongestMs);
}

void LoginGuard::passed(const std::string& address) {
  const std::lock_guard lock(mutex_);
  counts_.erase(address);
}

}  // namespace sluice::app
