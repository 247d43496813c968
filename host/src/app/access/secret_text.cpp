#include "app/access/secret_text.hpp"

#include <openssl/sha.h>

#include "base/hex.hpp"
#include "platform/private_file.hpp"

namespace sluice::app {

std::string new_secret() { return platform::random_name() + platform::random_name(); }

std::string hash_of(std::string_view secret) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(secret.data()), secret.size(), digest);
  return base::to_hex({reinterpret_cast<const char*>(digest), sizeof digest});
}

}  // namespace sluice::app
