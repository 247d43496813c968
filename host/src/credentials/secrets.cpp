#include "credentials/secrets.hpp"

#include "credentials/sealed_context.hpp"

namespace sluice::credentials {
namespace {

// Before the names, apart from those of tokens.
constexpr std::string_view kPrefix = "secret:";

std::string identity_of(const std::string& name) { return std::string(kPrefix) + name; }

}  // namespace

Result<std::string> Secrets::get(const std::string& name) {
  const std::string identity = identity_of(name);
  const auto kept = store_.credential(identity);
  if (!kept) return kept.status();
  if (kept->version == 0)
    return Status(SLUICE_E_INVALID, "no value is kept; run: sluice secret set CONFIG " + name);
  return cipher_.open(kept->sealed, sealed_context(identity, kept->version));
}

Status Secrets::set(const std::string& name, std::string_view value) {
  const std::string identity = identity_of(name);
  const auto kept = store_.credential(identity);
  if (!kept) return kept.status();
  const std::string sealed = cipher_.seal(value, sealed_context(identity, kept->version + 1));
  return store_.replace_credential(identity, kept->version, sealed);
}

Result<bool> Secrets::forget(const std::string& name) {
  return store_.forget_credential(identity_of(name));
}

Result<std::vector<std::string>> Secrets::names() {
  auto identities = store_.credential_identities(kPrefix);
  if (!identities) return identities;
  for (std::string& identity : *identities) identity.erase(0, kPrefix.size());
  return identities;
}

}  // namespace sluice::credentials
