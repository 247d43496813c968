// Proves that a file still begins with the same bytes: two hashes, made in one pass
// over the bytes as they are read, a block at a time. A user who may rewrite a file can also forge
// them; they are against mistakes. Values; no thread rule.
#pragma once

#ifndef XXH_INLINE_ALL
#define XXH_INLINE_ALL  // no library to load
#endif
#include <xxhash.h>

#include <cstdint>
#include <functional>
#include <string_view>

#include "posix_file.hpp"

namespace file_plugin {

struct Prints {
  uint64_t head = 0;  // of the whole blocks at the start, up to a limit
  uint64_t tail = 0;  // of the last whole block and what follows it
  bool operator==(const Prints&) const = default;
};

class Fingerprint {
 public:
  static constexpr uint64_t kBlock = uint64_t{64} * 1024;

  // `head_limit`: bytes at the start that `head` covers, a multiple of kBlock.
  explicit Fingerprint(uint64_t head_limit);

  void add(std::string_view bytes);
  uint64_t bytes() const { return bytes_; }
  Prints prints() const;

  // Up to `size` bytes at an offset; 0: the end.
  using Read = std::function<Result<size_t>(char* into, size_t size, uint64_t offset)>;
  // Of the first `bytes`; reads no more than needed. If there are fewer, of all of them.
  static Result<Fingerprint> of(const Read& read, uint64_t bytes, uint64_t head_limit);
  static Result<Fingerprint> of(const File& file, uint64_t bytes, uint64_t head_limit);

 private:
  void end_block();

  uint64_t head_limit_;
  uint64_t bytes_ = 0;
  uint64_t last_block_ = 0;  // hash of the last whole one
  XXH64_state_t head_;       // of the blocks' hashes
  XXH64_state_t block_;      // of the block that is not whole yet
};

// Hash of a contiguous text.
uint64_t hash_of(std::string_view text);

}  // namespace file_plugin
