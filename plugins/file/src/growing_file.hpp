// A regular file that is written at its end only: a write counts completely or not at all. Locked
// while open. Changes by others are detected before anything is written. On the publisher's
// lane.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "place.hpp"
#include "posix_file.hpp"
#include "sluice/result.hpp"

namespace file_plugin {

class GrowingFile {
 public:
  // Opens or makes the file and locks it.
  static Result<GrowingFile> open(const std::string& path, File::Access access);

  // Where our writing continues: after everything that was there.
  uint64_t length() const { return length_; }
  const File& file() const { return file_; }
  const FileInfo& info() const { return info_; }
  // Whether the file, of this size, begins with the bytes of a place.
  Result<bool> holds(const Place& place) const;
  // Whether it starts like the file of this place, as far as both have bytes; nothing if there
  // are too few to decide.
  Result<std::optional<bool>> starts_like(const Place& place) const;

  // The file's current length. E_INVALID if it is shorter than we left it: nothing must be written
  // then, since it would not follow the earlier data.
  Result<uint64_t> size_now() const;
  // Writes after what others have added. On failure the file is as long as before, or broken: then
  // nothing more is accepted.
  Status append(std::string_view text);
  // Accepts what others added; REQUIRES: size_now() returned it.
  void skip_to(uint64_t size) { length_ = size; }
  Status cut(uint64_t length);
  // Whether the name still leads to this file. E_INVALID if it was removed.
  Result<bool> is_in_place() const;
  // Makes everything durable, the name in the folder included, and returns our end, or the place
  // behind the first `bytes`.
  Result<Place> sync() { return sync(length_); }
  Result<Place> sync(uint64_t bytes);

 private:
  GrowingFile(File file, const FileInfo& info)
      : file_(std::move(file)), info_(info), length_(info.size) {}

  File file_;
  FileInfo info_;
  uint64_t length_;
  bool dirty_ = true;  // the first sync includes the name in the folder
  bool named_ = false;
  Status broken_;
};

}  // namespace file_plugin
