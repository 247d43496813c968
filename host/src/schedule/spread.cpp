#include "schedule/spread.hpp"

#include "base/jitter.hpp"

namespace sluice::schedule {
namespace {

// FNV-1a, 64 bits.
uint64_t hash_of(std::string_view text) {
  uint64_t hash = 0xCBF29CE484222325u;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
  return hash;
}

}  // namespace

int64_t spread_ms(std::string_view pipeline, int64_t planned_ms, int64_t max_ms) {
  if (max_ms <= 0) return 0;
  // Two rounds: times that lie a round number apart must not give neighbours.
  const double of_time = base::Jitter(static_cast<uint64_t>(planned_ms)).next();
  const auto time_bits = static_cast<uint64_t>(of_time * 0x1.0p53);
  const double part = base::Jitter(hash_of(pipeline) ^ time_bits).next();
  return static_cast<int64_t>(part * static_cast<double>(max_ms + 1));
}

}  // namespace sluice::schedule
