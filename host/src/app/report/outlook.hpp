// What a run will cost, as far as known before it: from the last run's figures, from what
// components report, and from the stored rate limits. Pure functions of these; no thread rule.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sluice::app {

// Requests of one pipeline with one credential.
struct ExpectedRequests {
  enum class Basis {
    kCounted,    // what the last run sent
    kEstimated,  // the last run's records, and what components report for them
    kUnknown,    // it has not run, or a component does not say
  };
  std::string pipeline;
  uint32_t weight = 1;
  Basis basis = Basis::kUnknown;
  uint64_t requests = 0;
};

// The known state of a credential's limit.
struct KnownLimit {
  int64_t allowed = 0;    // requests per window
  int64_t remaining = 0;  // of the window that ends at window_end_s; if that is over, all
  int64_t window_end_s = 0;
  int64_t window_s = 300;
  int64_t reserve = 0;
};

struct CredentialOutlook {
  std::vector<std::string> clients;  // names
  std::vector<ExpectedRequests> pipelines;
  std::optional<KnownLimit> limit;

  uint64_t requests() const;                 // of the pipelines whose number is known
  std::vector<std::string> unknown() const;  // names of the others
  // Seconds that `requests()` take at least because of the limit; nothing if unknown.
  std::optional<int64_t> seconds_at_limit(int64_t now_s) const;
};

}  // namespace sluice::app
