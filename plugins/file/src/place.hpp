// A place in a file as it is kept with the pipeline's state: a subscriber's cursor, a publisher's
// position. A value; no thread rule.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "posix_file.hpp"
#include "sluice/result.hpp"

namespace file_plugin {

struct Place {
  std::string path;  // absolute
  uint64_t device = 0, inode = 0;
  uint64_t bytes = 0;     // read so far, or written and durable
  uint64_t line = 1;      // of a cursor: number of the line that starts at `bytes`
  bool complete = false;  // of mode replace: everything is there, rename it

  std::string text() const;  // JSON
  static Result<Place> parse(std::string_view text);

  bool is_in(const FileInfo& file) const { return device == file.device && inode == file.inode; }
  // E_INVALID with a way out if `file` is another one, or shorter than this place.
  Status check(const FileInfo& file) const;
};

}  // namespace file_plugin
