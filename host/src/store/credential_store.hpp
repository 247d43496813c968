// Storage for sealed credentials. Independent of their content, of SQLite and of the number of
// processes; who may change one is a lease (lease_store.hpp). Every function is [any].
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sluice/result.hpp"

namespace sluice::store {

struct SealedCredential {
  uint64_t version = 0;  // one more with every replace; 0: nothing is kept
  std::string sealed;
};

class CredentialStore {
 public:
  virtual ~CredentialStore() = default;

  virtual Result<SealedCredential> credential(std::string_view identity) = 0;
  // In one step and durable on return; its version is `expected` + 1 then. E_UNAVAILABLE if the
  // kept version is not `expected`.
  virtual Status replace_credential(std::string_view identity, uint64_t expected,
                                    std::string_view sealed) = 0;
  // Of those that are kept, whose identity begins like this, in order.
  virtual Result<std::vector<std::string>> credential_identities(std::string_view prefix) = 0;
  // False: there was none.
  virtual Result<bool> forget_credential(std::string_view identity) = 0;
};

}  // namespace sluice::store
