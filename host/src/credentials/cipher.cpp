#include "credentials/cipher.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <stdexcept>

#include "base/hex.hpp"

namespace sluice::credentials {
namespace {

// A sealed text: format, mark of the key, nonce, ciphertext, tag.
constexpr char kFormat = 1;
constexpr size_t kMarkBytes = 4;
constexpr size_t kNonceBytes = 12;
constexpr size_t kTagBytes = 16;
constexpr size_t kHeadBytes = 1 + kMarkBytes + kNonceBytes;

struct FreeContext {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, FreeContext>;

void need(bool ok) {
  if (!ok) throw std::runtime_error("OpenSSL failed");
}

unsigned char* bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }
const unsigned char* bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::optional<std::string> from_hex(std::string_view text) {
  std::string out;
  int high = -1;
  for (char c : text) {
    const int digit = base::hex_value(c);
    if (digit < 0) return std::nullopt;
    if (high >= 0) out += static_cast<char>(high * 16 + digit);
    high = high >= 0 ? -1 : digit;
  }
  return high < 0 ? std::optional(out) : std::nullopt;
}

// Exactly as many characters as 32 bytes have, the last one padding.
std::optional<std::string> from_base64(std::string_view text) {
  if (text.size() != 44 || text.back() != '=' || text[42] == '=') return std::nullopt;
  std::string out(text.size() / 4 * 3, '\0');
  const int size = EVP_DecodeBlock(bytes(out), bytes(text), static_cast<int>(text.size()));
  if (size != static_cast<int>(out.size())) return std::nullopt;
  out.resize(Cipher::kKeyBytes);
  return out;
}

}  // namespace

Result<Cipher> Cipher::from_text(std::string_view text) {
  auto raw = text.size() == 2 * kKeyBytes ? from_hex(text) : from_base64(text);
  if (!raw)
    return Status(
        SLUICE_E_INVALID,
        "is not a key: 32 random bytes as 64 hexadecimal digits or 44 characters of base64 "
        "are needed; make one with `openssl rand -base64 32`");
  Key key;
  std::copy(raw->begin(), raw->end(), key.begin());
  OPENSSL_cleanse(raw->data(), raw->size());
  Cipher cipher(key);
  OPENSSL_cleanse(key.data(), key.size());
  return cipher;
}

Cipher::~Cipher() { OPENSSL_cleanse(key_.data(), key_.size()); }

// Distinguishes keys without revealing them: a keyless hash of 256 random bits, cut.
std::string Cipher::key_mark() const {
  std::string text = "sluice credential key mark";
  text.append(reinterpret_cast<const char*>(key_.data()), key_.size());
  std::string digest(EVP_MAX_MD_SIZE, '\0');
  unsigned size = 0;
  need(EVP_Digest(text.data(), text.size(), bytes(digest), &size, EVP_sha256(), nullptr));
  OPENSSL_cleanse(text.data(), text.size());
  digest.resize(kMarkBytes);
  return digest;
}

std::string Cipher::seal(std::string_view plain, std::string_view context) const {
  std::string nonce(kNonceBytes, '\0'), body(plain.size(), '\0'), tag(kTagBytes, '\0');
  need(RAND_bytes(bytes(nonce), static_cast<int>(nonce.size())) == 1);
  const Context cipher(EVP_CIPHER_CTX_new());
  need(cipher != nullptr);
  int size = 0;
  need(EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, key_.data(), bytes(nonce)));
  need(EVP_EncryptUpdate(cipher.get(), nullptr, &size, bytes(context),
                         static_cast<int>(context.size())));
  need(EVP_EncryptUpdate(cipher.get(), bytes(body), &size, bytes(plain),
                         static_cast<int>(plain.size())));
  need(EVP_EncryptFinal_ex(cipher.get(), bytes(tag), &size));
  need(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, kTagBytes, tag.data()));
  return kFormat + key_mark() + nonce + body + tag;
}

Result<std::string> Cipher::open(std::string_view sealed, std::string_view context) const {
  const Status changed(SLUICE_E_DATA, "the stored credentials were changed or damaged");
  if (sealed.size() < kHeadBytes + kTagBytes || sealed[0] != kFormat) return changed;
  if (sealed.substr(1, kMarkBytes) != key_mark())
    return Status(SLUICE_E_INVALID, "the stored credentials were encrypted with another key");
  std::string tag(sealed.substr(sealed.size() - kTagBytes));
  const std::string_view body = sealed.substr(kHeadBytes, sealed.size() - kHeadBytes - kTagBytes);
  std::string plain(body.size(), '\0');
  const Context cipher(EVP_CIPHER_CTX_new());
  need(cipher != nullptr);
  int size = 0;
  need(EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, key_.data(),
                          bytes(sealed.substr(1 + kMarkBytes, kNonceBytes))));
  need(EVP_DecryptUpdate(cipher.get(), nullptr, &size, bytes(context),
                         static_cast<int>(context.size())));
  need(EVP_DecryptUpdate(cipher.get(), bytes(plain), &size, bytes(body),
                         static_cast<int>(body.size())));
  need(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, kTagBytes, tag.data()));
  if (EVP_DecryptFinal_ex(cipher.get(), bytes(tag), &size) <= 0) return changed;
  return plain;
}

std::string random_hex(size_t count) {
  std::string raw(count, '\0');
  need(RAND_bytes(bytes(raw), static_cast<int>(raw.size())) == 1);
  return base::to_hex(raw);
}

}  // namespace sluice::credentials
