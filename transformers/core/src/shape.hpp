// The names of an object's members in their order, by size and first four bytes. Records are mostly
// alike: a result computed for one object holds for each other of that shape, as far as it
// depends on these words. [lane]
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "sluice/expression/path.hpp"

namespace sluice::core {

class Shape {
 public:
  // Whether the object has the shape that was kept last.
  bool is(const sluice_value& object) const {
    if (object.size != words_.size() || !known_) return false;
    uint64_t differing = 0;
    const sluice_member* m = object.as.members;
#pragma GCC unroll 4
    for (const uint64_t kept : words_) {
      differing |= kept ^ expression::name_word(*m++);
    }
    return differing == 0;
  }

  // Nothing is stored if there are too many members.
  void keep(const sluice_value& object) {
    known_ = object.size <= kMost;
    words_.clear();
    for (uint32_t i = 0; known_ && i < object.size; i++)
      words_.push_back(expression::name_word(object.as.members[i]));
  }

  void forget() { known_ = false; }

  // Whether a member of the object last passed to keep() may have such a name.
  bool may_have(const expression::Step& step) const {
    return !known_ ||
           std::find(words_.begin(), words_.end(), expression::name_word(step)) != words_.end();
  }

 private:
  static constexpr uint32_t kMost = 256;

  std::vector<uint64_t> words_;
  bool known_ = false;
};

}  // namespace sluice::core
