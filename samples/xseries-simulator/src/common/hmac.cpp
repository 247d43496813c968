#include "common/hmac.hpp"

#include <Poco/Base64Encoder.h>
#include <Poco/HMACEngine.h>
#include <Poco/SHA2Engine.h>

#include <sstream>

namespace sluice::simulator {
namespace {

// Poco's HMAC needs the sizes as constants of the engine.
class Sha256 : public Poco::SHA2Engine {
 public:
  enum { BLOCK_SIZE = 64, DIGEST_SIZE = 32 };
  Sha256() : Poco::SHA2Engine(Poco::SHA2Engine::SHA_256) {}
};

}  // namespace

std::string hmac_sha256(const std::string& key, const std::string& text) {
  Poco::HMACEngine<Sha256> engine(key);
  engine.update(text);
  const Poco::DigestEngine::Digest& digest = engine.digest();
  return {digest.begin(), digest.end()};
}

std::string hex_text(const std::string& bytes) {
  return Poco::DigestEngine::digestToHex({bytes.begin(), bytes.end()});
}

std::string base64_text(const std::string& bytes) {
  std::ostringstream out;
  Poco::Base64Encoder encoder(out);
  encoder.rdbuf()->setLineLength(0);
  encoder << bytes;
  encoder.close();
  return out.str();
}

}  // namespace sluice::simulator
