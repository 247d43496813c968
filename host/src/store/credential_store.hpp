// Storage for sealed credentials and the leases to change one. Independent of their content,
// of SQLite and of the number of processes. Every function is [any].
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

// The result of an attempt to take a lease.
struct LeaseTry {
  bool taken = false;
  std::string holder;    // if not: the current holder
  int64_t until_ms = 0;  // and the end of that lease
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

  // Not granted if another holder has the lease and it has not expired. Times are milliseconds
  // since 1970 UTC. A lease of more than ten minutes comes from a clock that was set back, and does
  // not count.
  virtual Result<LeaseTry> take_lease(std::string_view identity, std::string_view holder,
                                      int64_t now_ms, int64_t until_ms) = 0;
  // Does nothing if another holder has it.
  virtual Status give_lease(std::string_view identity, std::string_view holder) = 0;
};

}  // namespace sluice::store
