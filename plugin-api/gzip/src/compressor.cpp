#include "sluice/gzip/compressor.hpp"

#include <zlib.h>

#include <limits>

namespace sluice::gzip {

namespace {
constexpr int kGzipWindow = MAX_WBITS + 16;  // zlib's way to select gzip's frame
constexpr int kMemory = 8;                   // zlib's own default
}  // namespace

struct Compressor::Stream {
  z_stream z{};
  bool open = false;
  ~Stream() {
    if (open) deflateEnd(&z);
  }
};

Compressor::Compressor(std::unique_ptr<Stream> stream) : stream_(std::move(stream)) {}
Compressor::Compressor(Compressor&&) noexcept = default;
Compressor& Compressor::operator=(Compressor&&) noexcept = default;
Compressor::~Compressor() = default;

Result<Compressor> Compressor::create() {
  auto stream = std::make_unique<Stream>();
  stream->open = deflateInit2(&stream->z, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kGzipWindow, kMemory,
                              Z_DEFAULT_STRATEGY) == Z_OK;
  if (!stream->open) return Status(SLUICE_E_NO_MEMORY, "no memory to compress with");
  return Compressor(std::move(stream));
}

Status Compressor::compress(std::string_view text, std::string& out) {
  z_stream& z = stream_->z;
  if (text.size() > std::numeric_limits<uInt>::max() / 2)
    return Status::data("a text of " + std::to_string(text.size()) + " bytes cannot be compressed");
  deflateReset(&z);
  out.resize(deflateBound(&z, text.size()));
  z.next_in = reinterpret_cast<const Bytef*>(text.data());
  z.avail_in = static_cast<uInt>(text.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  if (deflate(&z, Z_FINISH) != Z_STREAM_END) return Status::internal("zlib did not finish a text");
  out.resize(z.total_out);
  return {};
}

}  // namespace sluice::gzip
