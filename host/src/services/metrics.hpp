// Counters shown in a run's summary, named `instance.name`. From any thread.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace sluice::services {

class Metrics {
 public:
  // A new counter starts at 0. Sums saturate at the limits of int64_t instead of wrapping.
  void add(std::string_view instance, std::string_view name, int64_t delta);

  // A copy, by full name. 0 for an unused counter: see value().
  std::map<std::string, int64_t, std::less<>> snapshot() const;
  int64_t value(std::string_view full_name) const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, int64_t, std::less<>> counters_;
};

}  // namespace sluice::services
