// How many requests pipelines took, for the outlook on the next run. Every function is [any].
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sluice/result.hpp"

namespace sluice::store {

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

  virtual Result<std::vector<RequestCount>> request_counts() = 0;
  // Counts replace all of the same pipeline.
  virtual Status keep_request_counts(const std::vector<RequestCount>& counts) = 0;
};

}  // namespace sluice::store
