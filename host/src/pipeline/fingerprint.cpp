#include "pipeline/fingerprint.hpp"

#include <Poco/SHA2Engine.h>

#include <utility>

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

template <class Parts>
std::string digest_all(const Parts& parts) {
  Digest d;
  for (const auto& part : parts) d.add(part);
  return d.hex();
}

}  // namespace

std::string digest(std::initializer_list<std::string_view> parts) { return digest_all(parts); }

Fingerprint::Fingerprint(const Plan& plan, std::vector<std::string> parts)
    : unmarked_(digest_all(parts)) {
  if (plan.mark_for_digest)
    for (std::string& part : parts) part = plan.mark_for_digest(part);
  text_ = digest_all(parts);
}

Fingerprint cursor_fingerprint(const Plan& plan, std::string_view identity) {
  return {plan, {plan.source.id, std::string(identity)}};
}

Fingerprint configured_fingerprint(const Plan& plan) {
  std::vector<std::string> parts = {plan.request};
  for (const Step& step : plan.request_steps) parts.push_back(step.settings);
  return {plan, std::move(parts)};
}

std::string origin_key(std::string_view source) { return digest({source}).substr(0, 32); }

}  // namespace sluice::pipeline
