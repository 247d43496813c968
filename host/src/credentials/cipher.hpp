// Encrypts credentials at rest: AES-256-GCM with a random nonce each time (OpenSSL). What was
// sealed for one context (identity and version) cannot be opened in another, so rows of the store
// cannot be swapped or restored. Any thread.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "sluice/result.hpp"

namespace sluice::credentials {

class Cipher {
 public:
  static constexpr size_t kKeyBytes = 32;

  // `text`: 32 random bytes as 64 hexadecimal digits or as base64. E_INVALID says what to write
  // instead and never repeats the text.
  static Result<Cipher> from_text(std::string_view text);
  Cipher(const Cipher&) = default;
  Cipher& operator=(const Cipher&) = default;
  ~Cipher();  // wipes the key

  // Throws std::runtime_error if OpenSSL fails, which it does only when out of memory.
  std::string seal(std::string_view plain, std::string_view context) const;
  // E_INVALID if it was sealed with another key, E_DATA if it was changed or belongs to another
  // context.
  Result<std::string> open(std::string_view sealed, std::string_view context) const;

 private:
  using Key = std::array<unsigned char, kKeyBytes>;
  explicit Cipher(const Key& key) : key_(key) {}
  std::string key_mark() const;

  Key key_;
};

// `bytes` random bytes of OpenSSL's generator, as hexadecimal digits.
std::string random_hex(size_t bytes);

}  // namespace sluice::credentials
