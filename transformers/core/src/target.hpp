// Puts a value at a path of a record, making the objects on the way. [lane]
#pragma once

#include "expression/path.hpp"
#include "sluice/result.hpp"

namespace sluice::core {

// Which names an object's members may have, so that those a step is about to make need not be
// looked for one by one: one pass over the members answers for all of them.
class NameFilter {
 public:
  bool filled() const { return filled_; }
  void fill(const sluice_value& object);
  void add(uint32_t size, uint32_t head) { word(size, head) |= bit(size, head); }
  bool may_have(uint32_t size, uint32_t head) { return word(size, head) & bit(size, head); }

 private:
  static uint32_t mixed(uint32_t size, uint32_t head) {
    return ((head ^ (size << 16)) * 0x85EBCA6Bu) >> 24;
  }
  static uint64_t bit(uint32_t size, uint32_t head) {
    return uint64_t{1} << (mixed(size, head) & 63);
  }
  uint64_t& word(uint32_t size, uint32_t head) { return words_[mixed(size, head) >> 6]; }

  uint64_t words_[4] = {};
  bool filled_ = false;
};

// `names` is of this root and follows what is put; fresh before a record's first target. `value`
// must be the record's own (a copy, or taken out of it). False, and `why`: E_DATA if something on
// the way is neither object nor null; an empty message means the batch has the host's.
bool put(sluice_batch* batch, sluice_value* root, NameFilter& names, expression::Path& path,
         const sluice_value& value, Status* why);

}  // namespace sluice::core
