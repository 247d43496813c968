// A place in a file as stored in the pipeline's state: a subscriber's cursor, a publisher's
// position. A value; no thread rule.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "fingerprint.hpp"
#include "posix_file.hpp"
#include "sluice/result.hpp"

namespace file_plugin {

struct Place {
  std::string path;  // absolute
  // Where the file was. Only a hint: after a remount the same file has other numbers, and another
  // file may have these; the content decides.
  uint64_t device = 0, inode = 0;
  uint64_t bytes = 0;     // read so far, or written and durable
  Prints prints;          // of those bytes
  uint64_t line = 1;      // of a cursor: number of the line that starts at `bytes`
  std::string state;      // of a cursor within a document: how to go on there
  std::string token;      // of a position: identifies its journal
  bool complete = false;  // of mode replace: everything is there, rename it

  std::string text() const;  // JSON
  static Result<Place> parse(std::string_view text);

  void be_in(const FileInfo& file) { device = file.device, inode = file.inode; }
  bool was_in(const FileInfo& file) const { return device == file.device && inode == file.inode; }
};

}  // namespace file_plugin
