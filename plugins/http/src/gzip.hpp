// Compresses request bodies, one after the other, with memory that is allocated once. One lane.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "sluice/result.hpp"

namespace http_plugin {

class Gzip {
 public:
  // E_NO_MEMORY if zlib's state (256 KiB) cannot be allocated.
  static sluice::Result<Gzip> create();
  Gzip(Gzip&&) noexcept;
  Gzip& operator=(Gzip&&) noexcept;
  ~Gzip();

  // `out` becomes the gzip form (RFC 1952) of `text`.
  sluice::Status compress(std::string_view text, std::string& out);

 private:
  struct Stream;
  explicit Gzip(std::unique_ptr<Stream> stream);

  std::unique_ptr<Stream> stream_;
};

}  // namespace http_plugin
