// Who changed what, and what was refused: the latest entries, in memory and in a file of the state
// folder, both bounded. Any thread.
#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "config/node.hpp"

namespace sluice::app {

struct AuditEntry {
  int64_t id = 0;
  int64_t at_ms = 0;
  std::string who;     // the caller's name; empty: nobody known
  std::string role;    // its name; empty: nobody known
  std::string from;    // an address; empty: the Unix socket
  std::string method;  // "PUT"
  std::string route;   // "/api/v1/configuration/files/{path}"; of a refusal the path may be longer
  std::string object;  // what stands for the {…}, and the query: "shop.yaml"
  int result = 0;      // the answer's status
  uint64_t more = 0;   // refusals since the one before that have no entry: there were too many
};

// As the API and the file have it.
config::Node audit_node(const AuditEntry& entry);

class AuditLog {
 public:
  static constexpr size_t kMost = 5000;           // entries
  static constexpr size_t kMostBytes = 4u << 20;  // of the file; then it becomes FILE.1
  static constexpr int kRefusalsAMinute = 30;     // more are only counted
  static constexpr size_t kLongest = 500;         // bytes of each text

  // Reads what the file has; a line that is none of its own is left out. `now_ms`: since the Unix
  // epoch.
  AuditLog(std::filesystem::path file, std::function<int64_t()> now_ms);

  // `id` and `at_ms` are set here.
  void add(AuditEntry entry);
  // As add(), but many in a short time are only counted.
  void add_refusal(AuditEntry entry);
  // The latest first: those before the id `before` (0: all), at most `most`.
  std::vector<AuditEntry> list(int64_t before, size_t most) const;

 private:
  void read(const std::filesystem::path& file);
  void keep(AuditEntry entry);
  void put(const AuditEntry& entry) const;

  const std::filesystem::path file_;
  const std::function<int64_t()> now_ms_;
  mutable std::mutex mutex_;
  std::deque<AuditEntry> entries_;
  int64_t last_id_ = 0;
  int64_t minute_ = 0;  // of refusals
  int refusals_ = 0;
  uint64_t uncounted_ = 0;
};

}  // namespace sluice::app
