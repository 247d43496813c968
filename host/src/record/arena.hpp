// The memory behind sluice_arena: a chain of chunks within the batch's budget, freed or reused
// as a whole. Every chunk is followed by 64 zero bytes, so a scan over arena text always ends
// in memory of the arena. [lane]: belongs to one batch.
#pragma once

#include <cstdint>

#include "record/budget.hpp"
#include "sluice/abi.h"
#include "sluice/record.h"

namespace sluice::record {

class Arena {
 public:
  explicit Arena(Budget& budget);
  ~Arena();
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  // Frees what was allocated during its life, as far as it is in one chunk.
  class Rewind {
   public:
    explicit Rewind(Arena& arena) : arena_(&arena.abi_), next_(arena_->next), end_(arena_->end) {}
    ~Rewind() {
      if (arena_->end == end_) arena_->next = next_;
    }
    Rewind(const Rewind&) = delete;
    Rewind& operator=(const Rewind&) = delete;

   private:
    sluice_arena* arena_;
    char* next_;
    char* end_;
  };

  sluice_arena* abi() { return &abi_; }
  // Null when the budget is exhausted. 16-byte aligned, not initialised.
  void* allocate(size_t size) { return sluice_alloc(&abi_, size); }
  // A copy that is followed by a NUL; {NULL, 0} when the budget is exhausted.
  sluice_slice copy(sluice_slice text);
  // Frees the bytes after the first `used` bytes of the latest allocation.
  void shrink_last(void* block, size_t used);
  // Whether all of the block is in allocated memory.
  bool holds(const void* block, size_t size) const {
    const auto at = reinterpret_cast<uintptr_t>(block);
    const auto next = reinterpret_cast<uintptr_t>(abi_.next);
    return (at >= begin_ && at <= next && size <= next - at) || holds_elsewhere(at, size);
  }
  // The same, or it is completely outside: interned text is. Not for NULL.
  bool may_hold(const char* text, size_t size) const {
    return holds(text, size) || (text && !touches(reinterpret_cast<uintptr_t>(text)));
  }
  // Everything allocated dies; about `keep` bytes of chunks stay for the next page.
  void reset(size_t keep);

 private:
  struct Chunk;
  static void* grow(sluice_arena* arena, size_t size);

  bool holds_elsewhere(uintptr_t at, size_t size) const;
  bool touches(uintptr_t at) const;
  bool next_chunk(size_t size);
  Chunk* new_chunk(size_t size);
  void free_from(Chunk* chunk);
  void enter(Chunk* chunk);

  sluice_arena abi_{};
  Budget* budget_;
  uintptr_t begin_ = 0;  // of the current chunk
  Chunk* first_ = nullptr;
  Chunk* current_ = nullptr;
};

}  // namespace sluice::record
