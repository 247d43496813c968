// Reading bytes of a text as one number. A function; no thread rule.
#pragma once

#include <cstring>

namespace sluice::expression::detail {

template <class T>
T load(const char* p) {
  T out;
  std::memcpy(&out, p, sizeof out);
  return out;
}

}  // namespace sluice::expression::detail
