// The C interface of the service: turns handles into objects and exceptions into statuses.
#include <new>
#include <span>

#include "http/service.hpp"
#include "measure/ledger.hpp"
#include "services/instance.hpp"
#include "sluice/ext/http.h"

namespace sluice::http {
namespace {

Session* object(sluice_http_session* handle) { return reinterpret_cast<Session*>(handle); }
Exchange* object(sluice_http_exchange* handle) { return reinterpret_cast<Exchange*>(handle); }

template <class F>
sluice_status guarded(sluice_error* error, F&& body) noexcept {
  try {
    return export_status(body(), error);
  } catch (const std::bad_alloc&) {
    return export_status({SLUICE_E_NO_MEMORY, "no memory for the HTTP service"}, error);
  } catch (const std::exception& e) {
    return export_status(Status::internal(std::string("the HTTP service failed: ") + e.what()),
                         error);
  }
}

sluice_status open(const sluice_host* host, sluice_slice config, sluice_slice overlay,
                   sluice_http_session** out, sluice_error* error) {
  *out = nullptr;
  return guarded(error, [&]() -> Status {
    services::Instance& instance = services::Instance::of(host);
    Service* service = instance.environment().object<Service>(SLUICE_EXT_HTTP);
    if (!service) return {SLUICE_E_UNSUPPORTED, "this host has no HTTP service"};
    Result<Session*> session = service->open(instance.name(), view(config), view(overlay));
    if (session.ok()) *out = reinterpret_cast<sluice_http_session*>(*session);
    return session.status();
  });
}

void close(sluice_http_session* session) {
  if (session) object(session)->service().close(object(session));
}

sluice_status start(sluice_http_session* session, const sluice_http_request* request,
                    sluice_http_exchange** out, sluice_error* error) {
  *out = nullptr;
  const measure::Working working(measure::HostWork::http);
  return guarded(error, [&]() -> Status {
    Session& s = *object(session);
    auto exchange = s.service().start(s, *request);
    if (exchange.ok()) *out = reinterpret_cast<sluice_http_exchange*>(exchange->release());
    return exchange.status();
  });
}

sluice_status finish(sluice_http_exchange* exchange, sluice_batch* into,
                     sluice_http_response* response, const sluice_cancel* cancel,
                     sluice_error* error) {
  const measure::Working working(measure::HostWork::http);
  return guarded(error, [&] { return object(exchange)->finish(into, response, cancel); });
}

void release(sluice_http_exchange* exchange) {
  const measure::Working working(measure::HostWork::http);
  delete object(exchange);
}

void authorize(sluice_http_session* session, const sluice_http_authorizer* authorizer, void* self) {
  object(session)->set_authorizer({authorizer, self});
}

sluice_status wait_any(sluice_http_exchange* const* exchanges, size_t count,
                       const sluice_cancel* cancel, size_t* index, sluice_error* error) {
  const measure::Working working(measure::HostWork::http);
  return guarded(error, [&]() -> Status {
    if (count == 0) return {SLUICE_E_INVALID, "wait_any has no exchange to wait for"};
    // The handles are the objects' addresses (see object()).
    const std::span objects(reinterpret_cast<Exchange* const*>(exchanges), count);
    return Exchange::wait_any(objects, cancel, *index);
  });
}

constexpr sluice_http kTable = {sizeof(sluice_http), open,    close, start, finish, release,
                                authorize,           wait_any};

}  // namespace

const sluice_http* Service::table() { return &kTable; }

}  // namespace sluice::http
