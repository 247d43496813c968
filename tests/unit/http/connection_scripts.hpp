// Servers that end connections, and which ones they saw.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <string>

#include "unit/http/scripted_server.hpp"

namespace sluice::http::test {

// Answers each request but those it closes the connection for, before or behind the response.
inline ScriptedServer::Script closing(size_t number, bool with_response) {
  return [=](const std::string&, size_t n) {
    if (n != number) return Reply{response(200, std::to_string(n))};
    return Reply{with_response ? response(200, std::to_string(n)) : "", true};
  };
}

inline size_t connections(ScriptedServer& server) {
  size_t out = 0;
  for (const Seen& seen : server.seen()) out = std::max(out, seen.connection);
  return out;
}

// Something that one thread waits for and another one lets happen.
class Flag {
 public:
  void set() {
    const std::lock_guard lock(mutex_);
    set_ = true;
    changed_.notify_all();
  }
  void wait() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return set_; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool set_ = false;
};

}  // namespace sluice::http::test
