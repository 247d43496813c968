// A file or stream that is read, and by whose content it is known again in the next run. On the
// subscriber's lane.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "fingerprint.hpp"
#include "input.hpp"
#include "place.hpp"

namespace file_plugin {

inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
// Bytes compared at the start of each run to recognise the file. More would slow every run, less
// would miss a change in the middle of a file of usual size.
inline constexpr uint64_t kKnownBytes = uint64_t{64} * 1024 * 1024;

class KnownFile {
 public:
  // E_INVALID if it cannot be read, or is a folder or device.
  static Result<KnownFile> open(const std::string& path, const Packing& packing);
  static Result<KnownFile> standard_input(const Packing& packing);

  const std::string& path() const { return input_.path(); }
  bool seekable() const { return seekable_; }
  // Its start, behind a UTF-8 byte order mark; of a stream the mark is not passed over.
  Result<Place> start();
  // Whether it begins with what had been read up to `from`; then `prints` are those of that.
  Result<bool> fits(const Place& from, Fingerprint& prints);
  // The file is still the one that was opened, or begins with what was read of it. E_INVALID: it
  // was rewritten.
  Status check_unchanged(uint64_t bytes, const Fingerprint& prints);
  // The first bytes, as many as there are; empty for a stream. E_INVALID: cannot be read.
  Result<std::string> beginning(size_t most);
  // Whether nothing is behind these bytes; false also where that is not known.
  bool ends_at(uint64_t bytes) const {
    return seekable_ && !input_.is_packed() && bytes >= opened_.size;
  }
  // Up to `size` bytes at `offset`, of a stream the next ones; 0: the end.
  Result<size_t> read(char* into, size_t size, uint64_t offset, const Cancel& cancel);

 private:
  explicit KnownFile(Input input) : input_(std::move(input)) {}
  Result<Fingerprint> prints_of(uint64_t bytes);

  Input input_;
  FileInfo opened_{};  // as the file was then
  bool seekable_ = false;
};

}  // namespace file_plugin
