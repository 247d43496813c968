// What the API changed in the files of a configuration, the latest changes, each with the texts
// before and after: a file each in a folder of the state, bounded in number and bytes. Any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "config/node.hpp"
#include "sluice/result.hpp"

namespace sluice::app {

struct ConfigChange {
  int64_t id = 0;
  int64_t at_ms = 0;
  std::string who;
  std::string path;
  std::string action;                 // "create", "change", "delete", "undo"
  std::optional<std::string> before;  // nothing: there was no such file
  std::optional<std::string> after;   // nothing: it was deleted
};

// Without the file's texts.
config::Node change_node(const ConfigChange& change);

class ConfigHistory {
 public:
  static constexpr size_t kMost = 500;                 // changes
  static constexpr uint64_t kMostBytes = 64ull << 20;  // of their files

  // `now_ms`: since the Unix epoch.
  ConfigHistory(std::filesystem::path folder, std::function<int64_t()> now_ms);

  // `id` and `at_ms` are set here. E_INTERNAL: it cannot be kept.
  Status add(ConfigChange change);
  // The latest first: those before the id `before` (0: all), at most `most`.
  std::vector<ConfigChange> list(int64_t before, size_t most) const;
  std::optional<ConfigChange> find(int64_t id) const;
  // The latest change of a file.
  std::optional<ConfigChange> latest_of(const std::string& path) const;

 private:
  std::vector<int64_t> ids() const;
  std::filesystem::path file_of(int64_t id) const;
  void make_room() const;

  const std::filesystem::path folder_;
  const std::function<int64_t()> now_ms_;
  mutable std::mutex mutex_;
};

}  // namespace sluice::app
