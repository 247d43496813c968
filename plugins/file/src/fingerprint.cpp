#include "fingerprint.hpp"

#include <algorithm>
#include <string>

namespace file_plugin {

uint64_t hash_of(std::string_view text) { return XXH3_64bits(text.data(), text.size()); }

Fingerprint::Fingerprint(uint64_t head_limit) : head_limit_(head_limit), head_{}, block_{} {
  XXH64_reset(&head_, 0);
  XXH64_reset(&block_, 0);
}

void Fingerprint::add(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::string_view piece = bytes.substr(0, kBlock - bytes_ % kBlock);
    XXH64_update(&block_, piece.data(), piece.size());
    bytes_ += piece.size();
    if (bytes_ % kBlock == 0) end_block();
    bytes.remove_prefix(piece.size());
  }
}

void Fingerprint::end_block() {
  last_block_ = XXH64_digest(&block_);
  if (bytes_ <= head_limit_) XXH64_update(&head_, &last_block_, sizeof last_block_);
  XXH64_reset(&block_, 0);
}

Prints Fingerprint::prints() const {
  const uint64_t last[] = {last_block_, XXH64_digest(&block_)};
  return {XXH64_digest(&head_), XXH64(last, sizeof last, 0)};
}

Result<Fingerprint> Fingerprint::of(const File& file, uint64_t bytes, uint64_t head_limit) {
  return of([&file](char* into, size_t size, uint64_t at) { return file.read_at(into, size, at); },
            bytes, head_limit);
}

Result<Fingerprint> Fingerprint::of(const Read& read, uint64_t bytes, uint64_t head_limit) {
  Fingerprint out(head_limit);
  const uint64_t tail = bytes < kBlock ? 0 : (bytes / kBlock - 1) * kBlock;
  std::string buffer(kBlock, '\0');
  while (out.bytes_ < bytes) {
    if (out.bytes_ >= head_limit && out.bytes_ < tail) {
      out.bytes_ = tail;
      XXH64_reset(&out.block_, 0);
    }
    const uint64_t wanted = std::min<uint64_t>(buffer.size(), bytes - out.bytes_);
    auto n = read(buffer.data(), static_cast<size_t>(wanted), out.bytes_);
    if (!n) return n.status();
    if (!*n) break;
    out.add({buffer.data(), *n});
  }
  return out;
}

}  // namespace file_plugin
