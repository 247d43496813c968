#include "server/rate_limiter.hpp"

#include <algorithm>

namespace sluice::simulator {

void RateLimiter::configure(int limit, int window_s) {
  limit_ = limit;
  window_ms_ = std::int64_t{window_s} * 1000;
}

RateState RateLimiter::state(int used, std::int64_t window) const {
  return {limit_, std::max(0, limit_ - used), used > limit_, (window + 1) * window_ms_};
}

RateState RateLimiter::count(const std::string& key, std::int64_t now_ms) {
  Bucket& bucket = buckets_[key];
  const std::int64_t window = now_ms / window_ms_;
  if (bucket.window != window) bucket = {window, 0};
  ++bucket.used;
  return state(bucket.used, window);
}

RateState RateLimiter::peek(const std::string& key, std::int64_t now_ms) const {
  const std::int64_t window = now_ms / window_ms_;
  const auto found = buckets_.find(key);
  const bool current = found != buckets_.end() && found->second.window == window;
  return state(current ? found->second.used : 0, window);
}

}  // namespace sluice::simulator
