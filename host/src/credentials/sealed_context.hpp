// What a sealed text belongs to: Cipher opens it for that only. Pure function; no thread rule.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sluice::credentials {

inline std::string sealed_context(std::string_view identity, uint64_t version) {
  return std::string(identity) + '\n' + std::to_string(version);
}

}  // namespace sluice::credentials
