#pragma once
// The fixed request window of behaviours section 4, one bucket per token. Guarded by the
// simulator's lock.

#include <cstdint>
#include <string>
#include <unordered_map>

namespace sluice::simulator {

struct RateState {
  int limit = 0;
  int remaining = 0;
  bool over = false;
  std::int64_t window_end_ms = 0;
};

class RateLimiter {
 public:
  void configure(int limit, int window_s);
  // Counts one request; refused ones count too.
  RateState count(const std::string& key, std::int64_t now_ms);
  // The values for the headers, without counting.
  RateState peek(const std::string& key, std::int64_t now_ms) const;
  void clear() { buckets_.clear(); }

 private:
  struct Bucket {
    std::int64_t window = -1;
    int used = 0;
  };
  RateState state(int used, std::int64_t window) const;

  int limit_ = 350;
  std::int64_t window_ms_ = 300'000;
  std::unordered_map<std::string, Bucket> buckets_;
};

}  // namespace sluice::simulator
