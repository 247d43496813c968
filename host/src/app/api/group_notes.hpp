// What people wrote about groups of alike errors, for each other. In a file of the state folder.
// Any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "sluice/result.hpp"

namespace sluice::app {

struct GroupNote {
  std::string text, who;
  int64_t at_ms = 0;  // since the Unix epoch
};

class GroupNotes {
 public:
  static constexpr size_t kMost = 1000;     // that are kept; one more ends the oldest
  static constexpr size_t kLongest = 2000;  // bytes of one

  // A file that cannot be read counts as empty.
  GroupNotes(std::filesystem::path file, std::function<int64_t()> now_ms);

  std::optional<GroupNote> find(int64_t group) const;
  // An empty text removes it. E_INVALID: it is too long; E_INTERNAL: it cannot be kept.
  Status put(int64_t group, const std::string& text, const std::string& who);

 private:
  using Notes = std::map<int64_t, GroupNote>;

  Status write(const Notes& notes) const;

  const std::filesystem::path file_;
  const std::function<int64_t()> now_ms_;
  mutable std::mutex mutex_;
  Notes notes_;  // by group
};

}  // namespace sluice::app
