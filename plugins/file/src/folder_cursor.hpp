// How far a walk over several files has come: a place a file. What a cursor may hold is bounded, so
// files that are to be moved away are only known by a hash once they are done. A value; no thread
// rule.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "place.hpp"

namespace file_plugin {

// Identifies a file as it is now, by name and attributes.
uint64_t hash_of_file(const std::string& path, const FileInfo& info);

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

  std::string text() const;  // JSON
  // E_INVALID: it is the cursor of something else.
  static Result<FolderCursor> parse(std::string_view text);
};

}  // namespace file_plugin
