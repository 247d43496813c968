#include "services/metrics.hpp"

#include <limits>

namespace sluice::services {
namespace {

int64_t saturating_add(int64_t a, int64_t b) {
  int64_t sum;
  if (!__builtin_add_overflow(a, b, &sum)) return sum;
  return b > 0 ? std::numeric_limits<int64_t>::max() : std::numeric_limits<int64_t>::min();
}

}  // namespace

void Metrics::add(std::string_view instance, std::string_view name, int64_t delta) {
  std::string full(instance);
  if (!full.empty()) full += '.';
  full += name;
  const std::lock_guard lock(mutex_);
  int64_t& counter = counters_[std::move(full)];
  counter = saturating_add(counter, delta);
}

std::map<std::string, int64_t, std::less<>> Metrics::snapshot() const {
  const std::lock_guard lock(mutex_);
  return counters_;
}

int64_t Metrics::value(std::string_view full_name) const {
  const std::lock_guard lock(mutex_);
  const auto found = counters_.find(full_name);
  return found == counters_.end() ? 0 : found->second;
}

}  // namespace sluice::services
