#include "sluice/gzip/expander.hpp"

#include <zlib.h>

#include <algorithm>
#include <limits>
#include <string>

namespace sluice::gzip {

namespace {

constexpr int kGzipFrame = MAX_WBITS + 16;
constexpr uint64_t kMagicBytes = 2;
constexpr uint64_t kAlwaysFine = uint64_t{64} << 20;  // bytes that any file may unpack to

uInt bounded(size_t size) {
  return static_cast<uInt>(std::min<size_t>(size, std::numeric_limits<uInt>::max()));
}

}  // namespace

struct Expander::Stream {
  z_stream z{};
  bool open = false;
  bool in_member = false;
  uint64_t most_times = 0, taken = 0, given = 0;
  ~Stream() {
    if (open) inflateEnd(&z);
  }

  Status failed(const std::string& what) const {
    return {SLUICE_E_INVALID, what + " at byte " + std::to_string(taken) + " of its gzip data"};
  }
  // Zeros behind a member, with which tapes and some tools fill a block.
  void skip_padding(std::string_view& packed) {
    if (!taken) return;
    const size_t zeros = std::min(packed.find_first_not_of('\0'), packed.size());
    packed.remove_prefix(zeros);
    taken += zeros;
  }
  Status damaged() const {
    if (!given && taken <= kMagicBytes)
      return {SLUICE_E_INVALID, "is no gzip file: remove gzip: true, or .gz from its name"};
    return failed(std::string("is damaged (") + (z.msg ? z.msg : "zlib gives no reason") + ")");
  }
  // One call of zlib; what it took is taken from `packed`.
  Result<size_t> step(std::string_view& packed, char* into, size_t size);
  Status check_size() const {
    if (given <= kAlwaysFine || given / most_times <= taken) return {};
    return failed("unpacks to more than " + std::to_string(most_times) +
                  " times its size, which no usual file does (set max_expansion if it is one),");
  }
};

Result<size_t> Expander::Stream::step(std::string_view& packed, char* into, size_t size) {
  if (!in_member) inflateReset(&z);
  in_member = true;
  z.next_in = reinterpret_cast<const Bytef*>(packed.data());
  z.avail_in = bounded(packed.size());
  z.next_out = reinterpret_cast<Bytef*>(into);
  z.avail_out = bounded(size);
  const uInt had = z.avail_in, room = z.avail_out;
  const int code = inflate(&z, Z_NO_FLUSH);
  packed.remove_prefix(had - z.avail_in);
  taken += had - z.avail_in;
  given += room - z.avail_out;
  if (code == Z_MEM_ERROR) return Status(SLUICE_E_NO_MEMORY, "no memory to unpack gzip with");
  if (code == Z_STREAM_END) in_member = false;
  if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR) return damaged();
  if (Status s = check_size(); !s) return s;
  return room - z.avail_out;
}

Expander::Expander(std::unique_ptr<Stream> stream) : stream_(std::move(stream)) {}
Expander::Expander(Expander&&) noexcept = default;
Expander& Expander::operator=(Expander&&) noexcept = default;
Expander::~Expander() = default;

Result<Expander> Expander::create(uint64_t most_times) {
  auto stream = std::make_unique<Stream>();
  stream->most_times = std::max<uint64_t>(most_times, 1);
  stream->open = inflateInit2(&stream->z, kGzipFrame) == Z_OK;
  if (!stream->open) return Status(SLUICE_E_NO_MEMORY, "no memory to unpack gzip with");
  return Expander(std::move(stream));
}

// An empty member gives nothing: the next one may.
Result<size_t> Expander::expand(std::string_view& packed, char* into, size_t size) {
  for (;;) {
    if (!stream_->in_member) stream_->skip_padding(packed);
    const size_t before = packed.size();
    if (!stream_->in_member && packed.empty()) return size_t{0};
    auto given = stream_->step(packed, into, size);
    if (!given || *given || (packed.size() == before) || packed.empty()) {
      return given;
    }
  }
}

bool Expander::complete() const { return !stream_->in_member; }

}  // namespace sluice::gzip
