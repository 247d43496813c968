// The C interface of the service: turns handles into objects and exceptions into statuses.
#include "credentials/service.hpp"
#include "services/instance.hpp"
#include "services/log.hpp"
#include "sluice/ext/credentials.h"

namespace sluice::credentials {
namespace {

Lease* object(sluice_credential_lease* handle) { return reinterpret_cast<Lease*>(handle); }

// Runs body(Service&) -> Status.
template <class F>
sluice_status with_service(const sluice_host* host, sluice_error* error, F&& body) noexcept {
  try {
    Service* service =
        services::Instance::of(host).environment().object<Service>(SLUICE_EXT_CREDENTIALS);
    if (!service)
      return export_status({SLUICE_E_UNSUPPORTED, "this host keeps no credentials"}, error);
    return export_status(body(*service), error);
  } catch (const std::bad_alloc&) {
    return export_status({SLUICE_E_NO_MEMORY, "no memory for credentials"}, error);
  } catch (const std::exception& e) {
    return export_status(Status::internal(std::string("credentials: ") + e.what()), error);
  }
}

sluice_status usable(const sluice_host* host, sluice_error* error) {
  return with_service(host, error, [](Service& service) { return service.usable(); });
}

sluice_status read(const sluice_host* host, sluice_slice identity, uint64_t* version,
                   sluice_text* out, sluice_error* error) {
  return with_service(host, error, [&](Service& service) {
    auto kept = service.read(view(identity));
    *version = kept ? kept->version : 0;
    if (kept && kept->version) out->put(out, slice(kept->secret));
    return kept.status();
  });
}

sluice_status acquire(const sluice_host* host, sluice_slice identity, int64_t lease_ms,
                      const sluice_cancel* cancel, sluice_credential_lease** out,
                      sluice_error* error) {
  *out = nullptr;
  return with_service(host, error, [&](Service& service) {
    const services::Instance& instance = services::Instance::of(host);
    const auto notice = [&](const std::string& what) {
      instance.environment().log.info(instance.name(), {}, what);
    };
    auto lease = service.acquire(view(identity), lease_ms, cancel, notice);
    if (lease) *out = reinterpret_cast<sluice_credential_lease*>(lease->release());
    return lease.status();
  });
}

void release(sluice_credential_lease* lease) { delete object(lease); }

sluice_status replace(const sluice_host* host, sluice_slice identity, uint64_t* version,
                      sluice_slice secret, sluice_error* error) {
  return with_service(host, error, [&](Service& service) {
    auto replaced = service.replace(view(identity), *version, view(secret));
    if (replaced) *version = *replaced;
    return replaced.status();
  });
}

constexpr sluice_credentials kTable = {
    sizeof(sluice_credentials), usable, read, acquire, release, replace};

}  // namespace

const sluice_credentials* Service::table() { return &kTable; }

}  // namespace sluice::credentials
