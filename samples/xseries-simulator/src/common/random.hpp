#pragma once
// A small seeded generator (splitmix64). Not std::mt19937 with distributions: those may differ
// between standard libraries, and one seed must give one shop everywhere. One owner at a time.

#include <cstdint>
#include <string>

namespace sluice::simulator {

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
  }

  // In [0, bound); bound must not be 0.
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(next() % bound); }

  // In [low, high].
  std::int64_t between(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(below(static_cast<std::size_t>(high - low + 1)));
  }

  bool chance(double probability) {
    return static_cast<double>(next() >> 11) * 0x1.0p-53 < probability;
  }

  std::string uuid() {
    static constexpr char kHex[] = "0123456789abcdef";
    std::string text = "xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx";
    for (char& c : text) {
      if (c == 'x') c = kHex[below(16)];
    }
    return text;
  }

 private:
  std::uint64_t state_;
};

}  // namespace sluice::simulator
