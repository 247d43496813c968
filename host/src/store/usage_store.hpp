// The state of rate limits and the number of requests of pipelines, kept over restarts. Every
// function is [any].
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sluice/result.hpp"

namespace sluice::store {

// Of one credential. Wall-clock time, since another process reads it.
struct KeptBudget {
  std::string identity;
  int64_t allowed = 0;    // requests of a window
  int64_t remaining = 0;  // of the window that ends then
  int64_t window_end_s = 0;
  bool operator==(const KeptBudget&) const = default;
};

// Requests that a pipeline's last run sent with a credential.
struct RequestCount {
  std::string pipeline;
  std::string identity;
  uint64_t requests = 0;
  bool operator==(const RequestCount&) const = default;
};

class UsageStore {
 public:
  virtual ~UsageStore() = default;

  virtual Result<std::vector<KeptBudget>> budgets() = 0;
  virtual Result<std::vector<RequestCount>> request_counts() = 0;
  // Budgets replace those of the same identity, counts all of the same pipeline.
  virtual Status keep_usage(const std::vector<KeptBudget>& budgets,
                            const std::vector<RequestCount>& counts) = 0;
};

}  // namespace sluice::store
