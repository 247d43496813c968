// Comparison of secrets. Pure; no thread rule.
#pragma once

#include <cstddef>
#include <string_view>

namespace sluice::base {

// How long it takes depends on the length of the texts only: who guesses a secret learns nothing
// from it.
inline bool same_secret(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  unsigned char differs = 0;
  for (size_t i = 0; i < a.size(); i++) differs |= static_cast<unsigned char>(a[i] ^ b[i]);
  return differs == 0;
}

}  // namespace sluice::base
