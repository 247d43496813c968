#include "http/carrier/decompress.hpp"

#define ZLIB_CONST  // next_in points to const
#include <zlib.h>

#include <array>

#include "http/text/headers.hpp"

namespace sluice::http {
namespace {

constexpr int kGzipOrZlib = 15 + 32;  // zlib.h, inflateInit2: detected by the first bytes

class Inflater {
 public:
  explicit Inflater(std::string_view packed) {
    stream_.next_in = reinterpret_cast<const Bytef*>(packed.data());
    stream_.avail_in = static_cast<uInt>(packed.size());
    ready_ = inflateInit2(&stream_, kGzipOrZlib) == Z_OK;
  }
  ~Inflater() {
    if (ready_) inflateEnd(&stream_);
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  Unpacked run(record::PageBuffer& into) {
    if (!ready_) return Unpacked::kNoMemory;
    int code = Z_OK;
    while (code == Z_OK) {
      code = piece();
      // gzip is a sequence of members (RFC 1952 2.2): one more, or garbage.
      if (code == Z_STREAM_END && stream_.avail_in) code = inflateReset(&stream_);
      const size_t count = buffer_.size() - stream_.avail_out;
      if (code == Z_MEM_ERROR) return Unpacked::kNoMemory;
      if (into.append(buffer_.data(), count)) continue;
      return into.size() + count > into.limit() ? Unpacked::kTooBig : Unpacked::kNoMemory;
    }
    return code == Z_STREAM_END ? Unpacked::kDone : Unpacked::kBroken;
  }

 private:
  int piece() {
    stream_.next_out = buffer_.data();
    stream_.avail_out = static_cast<uInt>(buffer_.size());
    return inflate(&stream_, Z_NO_FLUSH);
  }

  z_stream stream_{};
  bool ready_ = false;
  std::array<Bytef, size_t{32} * 1024> buffer_;
};

bool is_known(std::string_view coding) {
  return equal_ignoring_case(coding, "gzip") || equal_ignoring_case(coding, "x-gzip") ||
         equal_ignoring_case(coding, "deflate");
}

}  // namespace

// Bodies are smaller than zlib's 4 GiB: a page's limit ensures it.
Unpacked decompress(std::string_view coding, std::string_view packed, record::PageBuffer& into) {
  return is_known(coding) ? Inflater(packed).run(into) : Unpacked::kUnknownCoding;
}

}  // namespace sluice::http
