#pragma once
// HMAC-SHA256 and the two spellings of its digest. Any thread.

#include <string>

namespace sluice::simulator {

// 32 raw bytes.
std::string hmac_sha256(const std::string& key, const std::string& text);
std::string hex_text(const std::string& bytes);
std::string base64_text(const std::string& bytes);

}  // namespace sluice::simulator
