// How far a walk over several files has come: a place a file. What a cursor may hold is bounded, so
// files that are to be moved away are only known by a hash once they are done. A value; no thread
// rule.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "place.hpp"

namespace file_plugin {

// Identifies a file as it is now, by name and attributes.
uint64_t hash_of_file(const std::string& path, const FileInfo& info);

// How much of a list in the work folder counts (ReadList).
struct ListMark {
  std::string name;  // empty: there is none yet
  uint64_t bytes = 0;
  uint64_t hash = 0;  // of them
};

struct FolderCursor {
  struct Entry {
    Place place;
    int64_t changed_ns = 0;  // the file's, when it was read to its end; 0: it was not
    uint64_t size = 0;
  };
  std::map<std::string, Entry, std::less<>> files;  // by absolute path
  std::set<uint64_t> done;                          // hashes of files to be moved or deleted
  // Of a walk that reads everything again each time: files up to this one are read.
  std::string after;

  ListMark list;

  std::string text() const;  // JSON
  // One file as a line of the list.
  static std::string entry_text(const std::string& path, const Entry& entry);
  static std::optional<std::pair<std::string, Entry>> parse_entry(std::string_view line);
  // E_INVALID: it is the cursor of something else.
  static Result<FolderCursor> parse(std::string_view text);
};

}  // namespace file_plugin
