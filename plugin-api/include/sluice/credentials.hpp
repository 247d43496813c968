// Credentials that change while they are used (OAuth tokens), for authors of clients: the host
// keeps them encrypted in its state store and lets one process at a time renew them. See
// sluice_credentials in abi.h. [any]
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "sluice/abi.h"
#include "sluice/batch.hpp"
#include "sluice/context.hpp"
#include "sluice/ext/credentials.h"
#include "sluice/http.hpp"
#include "sluice/result.hpp"

namespace sluice {

// Nobody else on the store changes the credential while this lives.
class CredentialLease {
 public:
  CredentialLease(const sluice_credentials* table, sluice_credential_lease* lease)
      : table_(table), lease_(lease) {}
  CredentialLease(CredentialLease&& other) noexcept
      : table_(other.table_), lease_(std::exchange(other.lease_, nullptr)) {}
  CredentialLease& operator=(CredentialLease&&) = delete;
  ~CredentialLease() {
    if (lease_) table_->release(lease_);
  }

 private:
  const sluice_credentials* table_;
  sluice_credential_lease* lease_;
};

class Credentials {
 public:
  struct Kept {
    uint64_t version = 0;  // 0: nothing is kept
    std::string secret;
  };

  // E_UNSUPPORTED or E_INVALID, with what to do, if this host cannot keep any. No I/O.
  static Result<Credentials> of(const Host& host) {
    auto* table = host.extension<sluice_credentials>(SLUICE_EXT_CREDENTIALS);
    if (!table) return Status(SLUICE_E_UNSUPPORTED, "the host offers no sluice.credentials/1");
    sluice_error error = empty_error();
    if (auto code = table->usable(host.abi(), &error)) return Status::from(error, code);
    return Credentials(host.abi(), table);
  }

  Result<Kept> read(std::string_view identity) const {
    Kept out;
    detail::StringText text;
    sluice_error error = empty_error();
    if (auto code = table_->read(host_, slice(identity), &out.version, &text.abi, &error))
      return Status::from(error, code);
    out.secret = std::move(text.value);
    return out;
  }
  // Waits for the current holder.
  Result<CredentialLease> acquire(std::string_view identity, int64_t lease_ms,
                                  const sluice_cancel* cancel) const {
    sluice_credential_lease* lease = nullptr;
    sluice_error error = empty_error();
    if (auto code = table_->acquire(host_, slice(identity), lease_ms, cancel, &lease, &error))
      return Status::from(error, code);
    return CredentialLease(table_, lease);
  }
  // `version` is what was read, and then the new one. E_UNAVAILABLE if it has changed since.
  Status replace(std::string_view identity, uint64_t& version, std::string_view secret) const {
    sluice_error error = empty_error();
    return Status::from(error,
                        table_->replace(host_, slice(identity), &version, slice(secret), &error));
  }

 private:
  Credentials(const sluice_host* host, const sluice_credentials* table)
      : host_(host), table_(table) {}
  static sluice_error empty_error() {
    sluice_error error{};
    error.struct_size = sizeof error;
    return error;
  }

  const sluice_host* host_;
  const sluice_credentials* table_;
};

}  // namespace sluice
