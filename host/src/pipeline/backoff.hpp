// How long to wait before offering something again, and when to give up. One object per sequence of
// attempts; one thread.
#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include "base/jitter.hpp"
#include "base/repeat_limit.hpp"
#include "base/retry_rules.hpp"
#include "sluice/result.hpp"

namespace sluice::pipeline {

// Whether a failure with this status is transient.
bool may_pass(sluice_status code);

class Backoff {
 public:
  // Both outlive it.
  Backoff(const base::RetryRules& rules, base::Jitter& jitter) : rules_(rules), jitter_(jitter) {}

  // What counts together: failures of one class have the same.
  const base::RetrySettings* class_of(const Status& why) const {
    return &rules_.of(why.code(), why.remote_code());
  }
  // The wait in ms before the next attempt after `why`, which was met at `now_us`; nothing when its
  // class has no attempts or no time left. A wait requested by the error replaces the host's own;
  // attempts that the failed component made itself count.
  std::optional<int64_t> next(const Status& why, int64_t now_us);
  // What failed of a class so far.
  base::RepeatLimit::Made made(const base::RetrySettings& of_class, int64_t now_us) const;
  const base::RetryRules& rules() const { return rules_; }
  unsigned attempts() const { return attempts_; }  // of the last class, that have failed
  unsigned calls() const { return calls_; }        // of this object

 private:
  struct Class {
    unsigned attempts = 0;
    int64_t since_us = 0;  // its first failure
  };

  const base::RetryRules& rules_;
  base::Jitter& jitter_;
  std::map<const base::RetrySettings*, Class> classes_;
  unsigned attempts_ = 0;
  unsigned calls_ = 0;
};

}  // namespace sluice::pipeline
