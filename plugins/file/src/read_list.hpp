// Files that were read to their end, of which there may be more than a cursor can hold: a list in
// the work folder to which lines are only added. A cursor says how much of it counts, so that what
// a killed run added does not. On the subscriber's lane.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "folder_cursor.hpp"

namespace file_plugin {

class ReadList {
 public:
  using Entries = std::map<std::string, FolderCursor::Entry, std::less<>>;

  // `folder`: the work folder; empty: there can be no list.
  explicit ReadList(std::string folder) : folder_(std::move(folder)) {}

  bool is_possible() const { return !folder_.empty(); }
  // Reads what counts, and removes what does not. E_INVALID: the list is not what it was.
  Status open(const ListMark& mark);
  // Whether the file was read to its end as it is now.
  bool has(const std::string& path, const FileInfo& info) const;
  // How far it was read; nothing: it is not in the list.
  Result<std::optional<Place>> place_of(const std::string& path) const;
  // Adds them, durably.
  Status add(const Entries& entries);
  // Those that are there, if most are not: begins another list, without them.
  template <class IsThere>
  Status forget(const IsThere& is_there) {
    constexpr size_t kWorthIt = 1000;
    size_t gone = 0;
    for (const auto& [hash, known] : known_) gone += is_there(hash) ? 0 : 1;
    if (gone < kWorthIt || gone < known_.size() / 2) return {};
    return copy_those([&](uint64_t hash) { return is_there(hash); });
  }
  const ListMark& mark() const { return mark_; }
  size_t size() const { return known_.size(); }

 private:
  struct Listed {
    int64_t changed_ns;
    uint64_t size, offset;  // of the line
  };

  std::string path() const { return folder_ + "/" + mark_.name; }
  Status read_lines(const File& file);
  void remove_others() const;
  void note(const std::string& path, const FolderCursor::Entry& entry, uint64_t offset);
  Status append(const std::string& lines);
  Result<std::string> line_at(uint64_t offset) const;
  Status copy_those(const std::function<bool(uint64_t)>& stays);

  const std::string folder_;
  ListMark mark_;
  std::unordered_map<uint64_t, Listed> known_;  // by the path's hash
};

}  // namespace file_plugin
