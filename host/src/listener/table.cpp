// The C interface of the listener: turns handles into objects and exceptions into statuses.
#include "listener/listener.hpp"
#include "sluice/ext/listener.h"

namespace sluice::listener {
namespace {

template <class F>
sluice_status guarded(sluice_error* error, F&& body) noexcept {
  try {
    return export_status(body(), error);
  } catch (const std::bad_alloc&) {
    return export_status({SLUICE_E_NO_MEMORY, "no memory for the listener"}, error);
  } catch (const std::exception& e) {
    return export_status(Status::internal(std::string("listener: ") + e.what()), error);
  }
}

sluice_status open(const sluice_host* host, const sluice_listener_settings* settings,
                   const sluice_listener_handler* handler, void* self, sluice_listener** out,
                   sluice_error* error) {
  *out = nullptr;
  return guarded(error, [&]() -> Status {
    const services::Instance& instance = services::Instance::of(host);
    auto* inbox = instance.environment().object<store::InboxStore>(SLUICE_EXT_LISTENER);
    if (!inbox) return {SLUICE_E_UNSUPPORTED, "this host keeps no events"};
    auto made = Listener::open(instance, *inbox, *settings, *handler, self);
    if (made) *out = reinterpret_cast<sluice_listener*>(made->release());
    return made.status();
  });
}

sluice_status take(sluice_listener* listener, sluice_batch* into, int64_t after, uint32_t most,
                   int64_t wait_ms, const sluice_cancel* cancel, int64_t* last,
                   sluice_error* error) {
  *last = after;
  return guarded(error, [&] {
    return reinterpret_cast<Listener*>(listener)->take(into, after, most, wait_ms, cancel, last);
  });
}

void close(sluice_listener* listener) { delete reinterpret_cast<Listener*>(listener); }

constexpr sluice_listener_service kTable = {sizeof(sluice_listener_service), open, take, close};

}  // namespace

const sluice_listener_service* table() { return &kTable; }

}  // namespace sluice::listener
