// What a file or stream holds, unpacked if it is packed with gzip. On the subscriber's lane.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "posix_file.hpp"
#include "sluice/gzip/expander.hpp"

namespace file_plugin {

// How the bytes of a file are packed.
struct Packing {
  bool gzip = false;
  uint64_t most_times = 500;  // what unpacks to more is refused
};

class Input {
 public:
  // E_NO_MEMORY: there is none to unpack with.
  static Result<Input> of(File file, const Packing& packing);

  const std::string& path() const { return file_.path(); }
  bool is_packed() const { return expander_.has_value(); }
  // Of the file itself, packed as it is.
  Result<FileInfo> info() const { return file_.info(); }

  // Up to `size` unpacked bytes at `offset`; 0: the end. Of a packed file, going back unpacks it
  // again from its start. E_INVALID: it is no gzip file, damaged, cut off or implausibly large.
  Result<size_t> read_at(char* into, size_t size, uint64_t offset);
  // Up to `size` bytes of a stream; waits for them. E_CANCELLED when cancelled meanwhile.
  Result<size_t> read_stream(char* into, size_t size, const Cancel& cancel);

 private:
  Input(File file, const Packing& packing) : file_(std::move(file)), packing_(packing) {}
  Status restart();
  // The next unpacked bytes; `more` reads packed ones.
  template <class More>
  Result<size_t> unpack(char* into, size_t size, More more);
  Result<size_t> unpack_file(char* into, size_t size);

  File file_;
  Packing packing_;
  std::optional<sluice::gzip::Expander> expander_;  // nothing: it is not packed
  std::string packed_;                              // read, and not unpacked yet from left_ on
  size_t left_ = 0;
  uint64_t packed_at_ = 0, unpacked_at_ = 0;  // read so far
};

}  // namespace file_plugin
