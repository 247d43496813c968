#include "app/prove/kill_points.hpp"

#include <algorithm>

namespace sluice::app {
namespace {

constexpr int64_t kLongestUs = 3000;

// Not by a distribution of the standard library: a seed is to mean the same everywhere.
uint64_t below(uint64_t limit, std::mt19937_64& random) { return limit ? random() % limit : 0; }

}  // namespace

std::string words_of(const KillPoint& point) {
  const std::string what =
      (point.of_syncs ? "durable write " : "call ") + std::to_string(point.number);
  return point.later_us ? std::to_string(point.later_us) + " us after " + what : "before " + what;
}

KillPoint any_kill_point(const CallCounts& counts, std::mt19937_64& random) {
  KillPoint out;
  out.number = 1 + below(counts.calls, random);
  if (below(2, random)) out.later_us = static_cast<int64_t>(below(kLongestUs, random));
  return out;
}

std::vector<KillPoint> choose_kill_points(const CallCounts& counts, uint64_t kills,
                                          std::mt19937_64& random) {
  std::vector<KillPoint> out;
  const uint64_t at_syncs = std::min(counts.syncs, (kills + 1) / 2);
  for (uint64_t i = 0; i < at_syncs; i++) out.push_back({true, 1 + i * counts.syncs / at_syncs, 0});
  while (out.size() < kills) out.push_back(any_kill_point(counts, random));
  return out;
}

}  // namespace sluice::app
