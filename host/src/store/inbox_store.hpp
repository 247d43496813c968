// Events that came from outside and are not delivered yet: stored durably before their sender gets
// a 2xx, returned in order, deleted by the commit that passes them
// (store::Delta::taken). Independent of SQLite. Every function is [any].
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sluice/result.hpp"

namespace sluice::store {

// Whose events: one source (such as a shop) of one pipeline.
struct Inbox {
  std::string pipeline;
  std::string source;
};

struct ArrivedEvent {
  std::string entity;              // what it is about: "product.update 0af7b240-..."
  std::optional<int64_t> version;  // of that entity, if the event says it
  std::string digest;              // of the whole event; detects repeats where there is no version
  std::string text;
  int64_t time_us = 0;  // UTC
};

struct KeptEvent {
  int64_t number = 0;  // ascending, never used twice
  std::string entity;
  std::string text;
  int64_t time_us = 0;
};

struct InboxLimits {
  uint64_t events = 10'000;       // not delivered yet; beyond it an event is not accepted
  int64_t remember_ms = 0;        // how long an entity's latest event is kept
  uint64_t remembered = 100'000;  // of how many entities
};

enum class KeepResult { kKept, kRepeated, kFull };

class InboxStore {
 public:
  virtual ~InboxStore() = default;

  // All of them in one durable step; returns the result of each, in order. kRepeated: the latest
  // event of its entity has the same or a later version, or, without versions, the same digest.
  virtual Result<std::vector<KeepResult>> keep(const Inbox& inbox, const InboxLimits& limits,
                                               const std::vector<ArrivedEvent>& events) = 0;
  // With numbers above `after`, in order: at most `most`, and stops once they exceed `bytes`.
  virtual Result<std::vector<KeptEvent>> events(const Inbox& inbox, int64_t after, size_t most,
                                                size_t bytes) = 0;
};

}  // namespace sluice::store
