// Values that people keep in the state store under a name, for ${secret:NAME} of a config. Sealed
// as credentials are: a row that is copied to another name or put back to an older version cannot
// be opened. Any thread, as the store.
#pragma once

#include <string>
#include <vector>

#include "credentials/cipher.hpp"
#include "sluice/result.hpp"
#include "store/credential_store.hpp"

namespace sluice::credentials {

class Secrets {
 public:
  // `store` outlives it.
  Secrets(store::CredentialStore& store, const Cipher& cipher) : store_(store), cipher_(cipher) {}

  // E_INVALID: nothing is kept under the name, or it was sealed with another key.
  Result<std::string> get(const std::string& name);
  // Also over an older value. E_UNAVAILABLE: somebody else set it at the same time.
  Status set(const std::string& name, std::string_view value);
  // False: there was none.
  Result<bool> forget(const std::string& name);
  // In alphabetical order.
  Result<std::vector<std::string>> names();

 private:
  store::CredentialStore& store_;
  const Cipher cipher_;
};

}  // namespace sluice::credentials
