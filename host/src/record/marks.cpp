#include "record/marks.hpp"

#include <algorithm>
#include <functional>

namespace sluice::record {

const uint16_t* Marks::open(const char* p) {
  // Past the end a text is read byte by byte.
  const bool inside = std::less<>()(p, end_);
  base_ = p;
  last_ = inside ? find_(p, std::min(static_cast<size_t>(end_ - p), kWindow), places_.data())
                 : places_.data();
  return places_.data();
}

}  // namespace sluice::record
