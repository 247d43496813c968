// The members of an object while it is read, written to their final place: a block of the arena as
// large as the previous object needed, which is cut to size in the end. [lane]
#pragma once

#include <cstring>
#include <span>

#include "record/arena.hpp"
#include "record/scan.hpp"

namespace sluice::record {

class MemberBlock {
 public:
  explicit MemberBlock(Arena& arena) : arena_(&arena) {}

  // Room for about `count` members. False: memory is exhausted.
  bool start(size_t count) { return move_to(count ? count : kFirst); }

  // One more, to be filled by the caller; null when memory is exhausted. Members may move.
  SLUICE_HOT sluice_member* push() {
    if (next_ == end_ && !move_to(size() * 2)) return nullptr;
    return next_++;
  }

  std::span<sluice_member> members() const { return {begin_, next_}; }
  // REQUIRES: count <= size()
  void cut(size_t count) { next_ = begin_ + count; }
  size_t size() const { return static_cast<size_t>(next_ - begin_); }

  // Frees what was not needed; the members stay until the arena's end.
  sluice_member* finish() {
    // An empty object also has an address: null means "not an object" to sluice_members.
    if (is_last()) arena_->shrink_last(begin_, size() ? size() * sizeof(sluice_member) : 1);
    return begin_;
  }
  // Frees all of it.
  void drop() {
    if (begin_ && is_last()) arena_->shrink_last(begin_, 0);
  }

 private:
  static constexpr size_t kFirst = 8;

  bool is_last() const { return arena_->abi()->next == reinterpret_cast<const char*>(end_); }

  __attribute__((noinline)) bool move_to(size_t count) {
    auto* block = static_cast<sluice_member*>(arena_->allocate(count * sizeof(sluice_member)));
    if (!block) return false;
    const size_t used = size();
    if (used) std::memcpy(block, begin_, used * sizeof(sluice_member));
    begin_ = block;
    next_ = block + used;
    end_ = block + count;
    return true;
  }

  Arena* arena_;
  sluice_member* begin_ = nullptr;
  sluice_member* next_ = nullptr;
  sluice_member* end_ = nullptr;
};

}  // namespace sluice::record
