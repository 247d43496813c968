// The marks of a text: the positions of its quotes, backslashes and control bytes, found for a
// window of some kilobytes at once with the machine's vector instructions. A parser that jumps from
// mark to mark need not find one string's end before searching for the next one's. Borrows the
// text. [lane]: belongs to one batch.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "record/find_marks.hpp"

namespace sluice::record {

class Marks {
 public:
  Marks() { last_ = places_.data(); }
  Marks(const Marks&) = delete;
  Marks& operator=(const Marks&) = delete;

  // Text that ends at `end` comes next; 64 more bytes can be read there. No window is open yet.
  void start(const char* end) {
    end_ = end;
    last_ = places_.data();
  }

  // A window whose first byte is `p`; returns its first mark, last() if there is none.
  const uint16_t* open(const char* p);

  // Of the open window: the end of its marks, and the byte at a mark.
  const uint16_t* last() const { return last_; }
  const char* at(const uint16_t* mark) const { return base_ + *mark; }
  // `mark` and one more are there.
  bool has_two(const uint16_t* mark) const { return mark + 1 < last_; }

 private:
  static constexpr size_t kWindow = size_t{4} * 1024;

  const char* base_ = nullptr;
  const uint16_t* last_ = nullptr;
  const char* end_ = nullptr;
  MarkFinder find_ = best_mark_finder();
  std::array<uint16_t, kWindow + kMarkSlack> places_;  // not initialised
};

}  // namespace sluice::record
