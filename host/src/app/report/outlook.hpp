// What a run will cost, as far as that is known before it: from the last run's figures, from what
// components say, and from what is kept of rate limits. Pure functions of these; no thread rule.
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
    kEstimated,  // the last run's records, and what components say of them
    kUnknown,    // it has not run, or a component does not say
  };
  std::string pipeline;
  uint32_t weight = 1;
  Basis basis = Basis::kUnknown;
  uint64_t requests = 0;
};

// What is known of a credential's limit now.
struct KnownLimit {
  int64_t allowed = 0;    // requests of a window
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
  // Seconds that `requests()` take at least because of the limit; nothing if it is not known.
  std::optional<int64_t> seconds_at_limit(int64_t now_s) const;
};

}  // namespace sluice::app
