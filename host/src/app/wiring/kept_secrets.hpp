// The secrets of a configuration that are kept in its state store. Main thread.
#pragma once

#include <string>

#include "config/host_settings.hpp"
#include "credentials/cipher.hpp"
#include "sluice/result.hpp"

namespace sluice::app {

// What they are encrypted with. E_INVALID: there is no host.credential_key, or it is none.
Result<credentials::Cipher> secrets_cipher(const config::HostSettings& host);

// The value of a secret, for config::ReadOptions.
Result<std::string> kept_secret(const config::HostSettings& host, const std::string& name);

}  // namespace sluice::app
