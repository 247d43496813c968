// Records that wait in the store because a target is down, and what is known about that target.
// Values; no thread rule.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace sluice::store {

// A record that one target has not got yet, as it left the target's own steps. Unlike those of a
// task its texts are exact: they are sent.
struct WaitingRecord {
  std::string publisher;
  std::string key;      // its ordering key, may be empty
  std::string source;   // text as it was read; empty: the same as the value
  std::string value;    // JSON
  uint32_t part = 0;    // which of the records made of this source, for a task of it
  int64_t time_us = 0;  // when it was added, UTC
  int64_t number = 0;   // given by the store: ascending within a backlog, never used twice
  // An earlier run may have sent it already: the target is asked before it is sent.
  bool maybe_sent = false;
  uint32_t order = 0;  // of the record (order_by); 0: none

  size_t bytes() const { return key.size() + source.size() + value.size(); }
};

// The records that a drain has settled: those of this publisher numbered up to `through`.
struct DrainedRecords {
  std::string publisher;
  int64_t through = 0;
};

// What waits for one target of one pipeline. A target that failed has an entry even if nothing
// waits for it yet.
struct Backlog {
  std::string pipeline;
  std::string publisher;
  uint64_t records = 0;
  uint64_t bytes = 0;       // of their texts
  int64_t oldest_us = 0;    // when the first of them was added; 0: none waits
  uint32_t failures = 0;    // of the target in a row; 0: it takes records
  int64_t next_try_ms = 0;  // from now, by the store's clock; at least 0
  std::string why;          // its last failure, secrets redacted
};

}  // namespace sluice::store
