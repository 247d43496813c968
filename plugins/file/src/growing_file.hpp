// A regular file that only this object writes, at its end: a write counts whole or not at all.
// Locked while open. On the publisher's lane.
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
  // Opens and locks what a committed place speaks of, and cuts off what was written behind it.
  // E_INVALID with a way out if the file is gone, another one, or shorter.
  static Result<GrowingFile> reopen(const std::string& path, const Place& place);
  // Opens or makes the file, locks it, and goes to its end.
  static Result<GrowingFile> open(const std::string& path);

  uint64_t length() const { return length_; }
  const File& file() const { return file_; }
  // On failure the file is as long as before, or broken: then nothing more is accepted.
  Status append(std::string_view text);
  Status clear();
  // Makes everything durable and says where the end is. E_UNAVAILABLE also if the file at the
  // path is another one by now, or somebody else wrote.
  Result<Place> sync();

 private:
  GrowingFile(File file, const FileInfo& info)
      : file_(std::move(file)), info_(info), length_(info.size) {}
  static Result<GrowingFile> prepare(const std::string& path, File::Access access);
  Status check_undisturbed() const;

  File file_;
  FileInfo info_;
  uint64_t length_;
  bool dirty_ = true;  // the first sync is about the name in the folder, too
  bool named_ = false;
  Status broken_;
};

}  // namespace file_plugin
