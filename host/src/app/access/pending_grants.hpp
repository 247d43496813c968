// Grants that people were sent away for to give in a browser (OAuth), until they come back. A state
// is good once, for a while, and for whom it was made for. Kept in memory: a restart ends all. Any
// thread.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace sluice::app {

class PendingGrants {
 public:
  static constexpr size_t kMost = 32;          // one more ends the oldest
  static constexpr int64_t kLifeMs = 600'000;  // for a person who has to log in there first

  struct Grant {
    std::string client;
    std::string redirect;  // where the browser comes back to
  };

  // `now_ms`: since the Unix epoch.
  explicit PendingGrants(std::function<int64_t()> now_ms) : now_ms_(std::move(now_ms)) {}

  // A new state, ".NAME" of the client behind it. `owner`: the session, or who has none. Secret.
  std::string open(const std::string& owner, Grant grant);
  // Spends it. Nothing: there is none, it is too old, or another's, who may still use it.
  std::optional<Grant> take(std::string_view state, const std::string& owner);

 private:
  struct Pending {
    std::string owner;
    Grant grant;
    int64_t made_ms = 0;
  };

  const std::function<int64_t()> now_ms_;
  std::mutex mutex_;
  std::map<std::string, Pending, std::less<>> pending_;  // by the hash of their states
};

}  // namespace sluice::app
