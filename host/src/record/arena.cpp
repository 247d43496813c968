#include "record/arena.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "measure/ledger.hpp"
#include "record/limits.hpp"
#include "sluice/record.h"
#include "sluice/result.hpp"

namespace sluice::record {

namespace {
constexpr size_t kFirstChunk = size_t{64} * 1024;
constexpr size_t kLargestChunk = 4 * kMiB;  // bigger only for a single bigger allocation
}  // namespace

struct alignas(16) Arena::Chunk {
  Chunk* next;
  size_t size;  // usable bytes

  char* begin() { return reinterpret_cast<char*>(this + 1); }
  size_t bytes() const { return sizeof(Chunk) + size + kPadding; }
};

Arena::Arena(Budget& budget) : budget_(&budget) {
  abi_.grow = &Arena::grow;
  abi_.host_data = this;
}

Arena::~Arena() { free_from(first_); }

void* Arena::grow(sluice_arena* arena, size_t size) {
  if (!static_cast<Arena*>(arena->host_data)->next_chunk(size)) return nullptr;
  void* block = arena->next;
  arena->next += size;
  return block;
}

bool Arena::next_chunk(size_t size) {
  Chunk* reused = current_ ? current_->next : first_;
  if (reused && reused->size >= size) return enter(reused), true;
  Chunk* made = new_chunk(size);
  if (!made) return false;
  made->next = reused;
  (current_ ? current_->next : first_) = made;
  enter(made);
  return true;
}

Arena::Chunk* Arena::new_chunk(size_t size) {
  constexpr size_t kOverhead = sizeof(Chunk) + kPadding;
  const size_t left = budget_->left();
  if (left < kOverhead || left - kOverhead < size) return nullptr;
  size_t wanted = current_ ? std::min(current_->size * 2, kLargestChunk) : kFirstChunk;
  // Near the end of the budget some of it is left for records and output text.
  wanted = std::min(wanted, left / 4);
  wanted = std::min(std::max(wanted, size), left - kOverhead) & ~size_t{15};
  if (!budget_->take(wanted + kOverhead)) return nullptr;
  auto* chunk = static_cast<Chunk*>(std::malloc(wanted + kOverhead));
  if (!chunk) return budget_->give(wanted + kOverhead), nullptr;
  measure::count_block();
  chunk->size = wanted;
  std::memset(chunk->begin() + wanted, 0, kPadding);
  return chunk;
}

void Arena::enter(Chunk* chunk) {
  current_ = chunk;
  abi_.next = chunk->begin();
  begin_ = reinterpret_cast<uintptr_t>(abi_.next);
  abi_.end = chunk->begin() + chunk->size;
}

void Arena::free_from(Chunk* chunk) {
  while (chunk) {
    Chunk* next = chunk->next;
    budget_->give(chunk->bytes());
    std::free(chunk);
    chunk = next;
  }
}

void Arena::reset(size_t keep) {
  Chunk** link = &first_;
  size_t kept = 0;
  while (*link && kept + (*link)->size <= keep) {
    kept += (*link)->size;
    link = &(*link)->next;
  }
  free_from(*link);
  *link = nullptr;
  current_ = nullptr;
  abi_.next = abi_.end = nullptr;
  begin_ = 0;
}

// Chunks after the current one are unused.
bool Arena::holds_elsewhere(uintptr_t at, size_t size) const {
  for (Chunk* chunk = first_; chunk && chunk != current_; chunk = chunk->next) {
    const auto begin = reinterpret_cast<uintptr_t>(chunk->begin());
    if (at >= begin && at - begin <= chunk->size) return size <= chunk->size - (at - begin);
  }
  return false;
}

bool Arena::touches(uintptr_t at) const {
  for (Chunk* chunk = first_; chunk; chunk = chunk->next) {
    const auto begin = reinterpret_cast<uintptr_t>(chunk->begin());
    if (at >= begin && at - begin < chunk->size) return true;
  }
  return false;
}

sluice_slice Arena::copy(sluice_slice text) {
  text = slice(view(text));
  if (text.size == SIZE_MAX) return {nullptr, 0};
  auto* block = static_cast<char*>(allocate(text.size + 1));
  if (!block) return {nullptr, 0};
  if (text.size) std::memcpy(block, text.data, text.size);
  block[text.size] = 0;
  return {block, text.size};
}

void Arena::shrink_last(void* block, size_t used) {
  abi_.next = static_cast<char*>(block) + ((used + 15) & ~size_t{15});
}

}  // namespace sluice::record
