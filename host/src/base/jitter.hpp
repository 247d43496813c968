// Random numbers for backoff: evenly distributed, not secret, the same for the same seed.
// Thread-safe.
#pragma once

#include <atomic>
#include <cstdint>

namespace sluice::base {

class Jitter {
 public:
  explicit Jitter(uint64_t seed) : state_(seed) {}

  // In [0, 1). SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators").
  double next() {
    uint64_t z = state_.fetch_add(kStep) + kStep;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return static_cast<double>((z ^ (z >> 31)) >> 11) * 0x1.0p-53;
  }

 private:
  static constexpr uint64_t kStep = 0x9E3779B97F4A7C15u;
  std::atomic<uint64_t> state_;
};

}  // namespace sluice::base
