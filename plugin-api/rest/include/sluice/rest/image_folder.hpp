// The only folder whose files records may name as images. Records are not trusted: only
// regular files below the folder are opened, no link is followed, and checks are made on the opened
// file, not on its name. Reading is on the publisher's lane.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "sluice/result.hpp"

namespace sluice::rest {

class ImageFolder {
 public:
  // E_INVALID without a pointer: it is not a folder, or cannot be opened. The folder itself may be
  // reached over links: who configures it chooses it.
  static Result<ImageFolder> open(const std::string& path);
  ImageFolder(ImageFolder&& other) noexcept;
  ImageFolder& operator=(ImageFolder&& other) noexcept;
  ~ImageFolder();

  // All bytes of the file `place`, relative to the folder or with the folder's own path in front.
  // E_DATA: it is not there, not below the folder, reached over a link, not a regular file, larger
  // than `most` bytes (checked before reading), or changes while it is read.
  Result<std::string> read(std::string_view place, size_t most) const;

 private:
  ImageFolder(std::string path, std::string real_path, int folder)
      : path_(std::move(path)), real_path_(std::move(real_path)), folder_(folder) {}
  Result<std::string> below(std::string_view place) const;

  std::string path_;       // as configured, made absolute
  std::string real_path_;  // without links
  int folder_;             // its descriptor; -1: moved from
};

}  // namespace sluice::rest
