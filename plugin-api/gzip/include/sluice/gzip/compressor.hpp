// Compresses texts, one after the other, with memory that is allocated once. One lane.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "sluice/result.hpp"

namespace sluice::gzip {

class Compressor {
 public:
  // E_NO_MEMORY if zlib's state (256 KiB) cannot be allocated.
  static Result<Compressor> create();
  Compressor(Compressor&&) noexcept;
  Compressor& operator=(Compressor&&) noexcept;
  ~Compressor();

  // `out` becomes the gzip form (RFC 1952) of `text`, a member of its own: members behind each
  // other are a gzip file. E_DATA: `text` is over 2 GiB.
  Status compress(std::string_view text, std::string& out);

 private:
  struct Stream;
  explicit Compressor(std::unique_ptr<Stream> stream);

  std::unique_ptr<Stream> stream_;
};

}  // namespace sluice::gzip
