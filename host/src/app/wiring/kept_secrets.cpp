#include "app/wiring/kept_secrets.hpp"

#include "app/wiring/state_folder.hpp"
#include "credentials/secrets.hpp"
#include "store/sqlite_shared.hpp"

namespace sluice::app {

Result<credentials::Cipher> secrets_cipher(const config::HostSettings& host) {
  if (host.credential_key.empty())
    return Status(
        SLUICE_E_INVALID,
        "secrets are encrypted with host.credential_key, which is not there; make one with "
        "openssl rand -base64 32, put it into the environment or a file, and write host: "
        "{credential_key: \"${SLUICE_CREDENTIAL_KEY}\"}");
  return credentials::Cipher::from_text(host.credential_key);
}

Result<std::string> kept_secret(const config::HostSettings& host, const std::string& name) {
  const auto cipher = secrets_cipher(host);
  if (!cipher) return cipher.status();
  store::SqliteShared store(store_file(host.state));
  return credentials::Secrets(store, *cipher).get(name);
}

}  // namespace sluice::app
