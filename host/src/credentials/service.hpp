// The service of SLUICE_EXT_CREDENTIALS: seals what plugins store, opens it for them, and grants
// one lease per credential, over all threads of this process and all processes on the store.
// Every function is [any]; made before and destroyed after every component.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "credentials/cipher.hpp"
#include "credentials/holders.hpp"
#include "sluice/abi.h"
#include "sluice/ext/credentials.h"
#include "sluice/result.hpp"
#include "store/credential_store.hpp"
#include "store/lease_store.hpp"

namespace sluice::credentials {

struct Credential {
  uint64_t version = 0;  // 0: nothing is kept
  std::string secret;
};

class Service;

// Held until destroyed.
class Lease {
 public:
  Lease(Service& service, std::string identity, std::string holder)
      : service_(service), identity_(std::move(identity)), holder_(std::move(holder)) {}
  ~Lease();
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;

 private:
  Service& service_;
  const std::string identity_;
  const std::string holder_;
};

class Service {
 public:
  // Without a cipher nothing can be read or stored. Both stores outlive it. `folder`: of the lock
  // files of lease holders (Holders).
  Service(store::CredentialStore& store, store::LeaseStore& leases, std::optional<Cipher> cipher,
          std::filesystem::path folder = {});
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  // Called with each credential that is read; set before any component is made.
  using Observer = std::function<void(const std::string& identity, const Credential& kept)>;
  void on_read(Observer observer) { on_read_ = std::move(observer); }

  Status usable() const;
  Result<Credential> read(std::string_view identity);
  // Reports to people that a call has waited for more than a second.
  using Notice = std::function<void(const std::string& what)>;
  // The lease of a process that is known to be dead no longer counts.
  Result<std::unique_ptr<Lease>> acquire(std::string_view identity, int64_t lease_ms,
                                         const sluice_cancel* cancel, const Notice& notice = {});
  // Its new version. E_UNAVAILABLE if the kept one is not `expected`.
  Result<uint64_t> replace(std::string_view identity, uint64_t expected, std::string_view secret);

  // SLUICE_EXT_CREDENTIALS. Its functions find the service through services::Instance.
  static const sluice_credentials* table();

 private:
  friend class Lease;
  Status take_here(const std::string& identity, const sluice_cancel* cancel);
  Status take_in_store(const std::string& identity, const std::string& holder, int64_t lease_ms,
                       const sluice_cancel* cancel, const Notice& notice);
  void give_here(const std::string& identity);

  store::CredentialStore& store_;
  store::LeaseStore& leases_;
  const std::optional<Cipher> cipher_;
  Holders holders_;
  Observer on_read_;
  std::mutex mutex_;
  std::condition_variable given_;
  std::set<std::string> held_;  // by threads of this process
};

}  // namespace sluice::credentials
