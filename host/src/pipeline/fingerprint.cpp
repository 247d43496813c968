#include "pipeline/fingerprint.hpp"

#include <Poco/SHA2Engine.h>

#include <vector>

namespace sluice::pipeline {
namespace {

class Digest {
 public:
  void add(std::string_view part) {
    const std::string size = std::to_string(part.size()) + ":";
    engine_.update(size.data(), size.size());
    engine_.update(part.data(), part.size());
  }
  std::string hex() { return Poco::DigestEngine::digestToHex(engine_.digest()); }

 private:
  Poco::SHA2Engine engine_{Poco::SHA2Engine::SHA_256};
};

}  // namespace

std::string digest(std::initializer_list<std::string_view> parts) {
  Digest d;
  for (std::string_view part : parts) d.add(part);
  return d.hex();
}

std::string cursor_fingerprint(const Source& source, std::string_view identity) {
  return digest({source.id, identity});
}

std::string configured_fingerprint(const Plan& plan) {
  Digest d;
  d.add(plan.request);
  for (const Step& step : plan.request_steps) d.add(step.settings);
  return d.hex();
}

std::string origin_key(std::string_view source) { return digest({source}).substr(0, 32); }

}  // namespace sluice::pipeline
