// The memory behind sluice_arena: a chain of chunks within the batch's budget, freed or reused
// as a whole. Behind every chunk lie 64 zero bytes, so that a scan over arena text always ends
// in memory of the arena. [lane]: belongs to one batch.
#pragma once

#include "record/budget.hpp"
#include "sluice/abi.h"

namespace sluice::record {

class Arena {
 public:
  explicit Arena(Budget& budget);
  ~Arena();
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  sluice_arena* abi() { return &abi_; }
  // Null when the budget is spent. 16-byte aligned, not initialised.
  void* allocate(size_t size) { return sluice_alloc(&abi_, size); }
  // A copy that is followed by a NUL; {NULL, 0} when the budget is spent.
  sluice_slice copy(sluice_slice text);
  // Gives back what lies behind the first `used` bytes of the latest allocation.
  void shrink_last(void* block, size_t used);
  // Everything allocated dies; about `keep` bytes of chunks stay for the next page.
  void reset(size_t keep);

 private:
  struct Chunk;
  static void* grow(sluice_arena* arena, size_t size);

  bool next_chunk(size_t size);
  Chunk* new_chunk(size_t size);
  void free_from(Chunk* chunk);
  void enter(Chunk* chunk);

  sluice_arena abi_{};
  Budget* budget_;
  Chunk* first_ = nullptr;
  Chunk* current_ = nullptr;
};

}  // namespace sluice::record
