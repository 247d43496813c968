// The browsers that are signed in, and the one-time tokens that sign one in. Kept in memory: a
// restart of the server ends all. Any thread.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "app/access/caller.hpp"

namespace sluice::app {

class Sessions {
 public:
  static constexpr size_t kMost = 256;  // sessions; one more ends the one that was idle longest
  static constexpr size_t kMostStarts = 16;
  static constexpr int64_t kLifeMs = 12LL * 3'600'000;  // however much it is used
  static constexpr int64_t kIdleMs = 2LL * 3'600'000;   // without a request
  static constexpr int64_t kStartMs = 3'600'000;        // how long a one-time token is good

  // `now_ms`: since the Unix epoch.
  explicit Sessions(std::function<int64_t()> now_ms) : now_ms_(std::move(now_ms)) {}

  struct Opened {
    std::string id;  // secret
    int64_t expires_ms = 0;
  };

  // A token that is good for one session of this caller. Secret; the oldest of too many ends.
  std::string allow_start(Caller caller);
  // Spends it. Nothing: there is no such token, or it was used, or is too old.
  std::optional<Caller> take_start(std::string_view token);

  Opened open(Caller caller);
  struct Found {
    Caller caller;
    int64_t expires_ms = 0;
  };
  // Nothing: there is none, or it is over.
  std::optional<Found> find(std::string_view id);
  // The same, without counting as a use of it.
  bool holds(std::string_view id) const;
  void close(std::string_view id);
  // Those that were opened under this name.
  void close_all_of(const std::string& name);
  size_t size() const;

 private:
  struct Session {
    Caller caller;
    int64_t expires_ms = 0, used_ms = 0;
  };
  struct Start {
    Caller caller;
    int64_t made_ms = 0;
  };
  void forget_old(int64_t now);

  const std::function<int64_t()> now_ms_;
  mutable std::mutex mutex_;
  std::map<std::string, Session, std::less<>> sessions_;  // by the hash of their ids
  std::map<std::string, Start, std::less<>> starts_;      // by the hash of their tokens
};

}  // namespace sluice::app
