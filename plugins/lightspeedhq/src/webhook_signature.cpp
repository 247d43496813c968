#include "webhook_signature.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <optional>

#include "sluice/rest/hex.hpp"

namespace lightspeedhq {
namespace {

using Digest = std::array<unsigned char, 32>;
constexpr size_t kHexSize = 64, kBase64Size = 44;

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// The value of `name` in "name=value,name=value"; empty if it is not there.
std::string_view field(std::string_view header, std::string_view name) {
  while (!header.empty()) {
    const size_t comma = std::min(header.find(','), header.size());
    const std::string_view part = trimmed(header.substr(0, comma));
    header.remove_prefix(std::min(comma + 1, header.size()));
    if (part.starts_with(name) && part.substr(name.size()).starts_with('='))
      return trimmed(part.substr(name.size() + 1));
  }
  return {};
}

std::optional<Digest> from_hex(std::string_view text) {
  Digest out{};
  for (size_t i = 0; i < out.size(); i++) {
    const int high = sluice::rest::hex_value(text[2 * i]);
    const int low = sluice::rest::hex_value(text[2 * i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    out[i] = static_cast<unsigned char>(high * 16 + low);
  }
  return out;
}

std::optional<Digest> from_base64(std::string_view text) {
  std::array<unsigned char, 33> decoded_digest{};  // 44 characters; the last one stands for padding
  const int size =
      EVP_DecodeBlock(decoded_digest.data(), reinterpret_cast<const unsigned char*>(text.data()),
                      static_cast<int>(text.size()));
  if (size != static_cast<int>(decoded_digest.size()) || !text.ends_with('=')) return std::nullopt;
  Digest out{};
  std::copy_n(decoded_digest.begin(), out.size(), out.begin());
  return out;
}

std::optional<Digest> decoded_digest(std::string_view text) {
  if (text.size() == kHexSize) return from_hex(text);
  return text.size() == kBase64Size ? from_base64(text) : std::nullopt;
}

bool same_word(std::string_view text, std::string_view upper) {
  return std::equal(text.begin(), text.end(), upper.begin(), upper.end(), [](char a, char b) {
    return (a >= 'a' && a <= 'z' ? static_cast<char>(a - 32) : a) == b;
  });
}

}  // namespace

bool is_signed(std::string_view header, std::string_view body, std::string_view secret) {
  if (!same_word(field(header, "algorithm"), "HMAC-SHA256")) return false;
  const std::optional<Digest> said = decoded_digest(field(header, "signature"));
  if (!said) return false;
  Digest right{};
  unsigned size = 0;
  if (!HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
            reinterpret_cast<const unsigned char*>(body.data()), body.size(), right.data(), &size))
    return false;
  return size == right.size() && CRYPTO_memcmp(said->data(), right.data(), right.size()) == 0;
}

}  // namespace lightspeedhq
