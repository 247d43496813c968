// Webhooks for authors of subscribers: the host listens, the author's object decides about each
// request, accepted ones become records. See sluice/listener.h for each function's contract.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "sluice/batch.hpp"
#include "sluice/context.hpp"
#include "sluice/ext/listener.h"
#include "sluice/http.hpp"
#include "sluice/result.hpp"

namespace sluice {

// A request to decide about; lives for the call.
class ListenerRequest {
 public:
  explicit ListenerRequest(const sluice_listener_request& request) : abi_(request) {}
  std::string_view path() const { return view(abi_.path); }
  std::string_view content_type() const { return view(abi_.content_type); }
  std::string_view body() const { return view(abi_.body); }
  std::string_view header(std::string_view name) const {
    return view(abi_.header(&abi_, slice(name)));
  }

 private:
  const sluice_listener_request& abi_;
};

struct Decision {
  int32_t status = 200;
  std::string event, entity;  // of 2xx
  int64_t version = -1;
  std::string reason;  // of others
};

// What an author derives from. If `decide` throws, the response is a 500.
class ListenerHandler {
 public:
  virtual ~ListenerHandler() = default;
  virtual Decision decide(const ListenerRequest& request) = 0;  // [any], several at once

  static const sluice_listener_handler* table() {
    static constexpr sluice_listener_handler kTable{sizeof(sluice_listener_handler), &call};
    return &kTable;
  }

 private:
  static void call(void* self, const sluice_listener_request* request,
                   sluice_listener_decision* out) noexcept {
    try {
      const Decision decision =
          static_cast<ListenerHandler*>(self)->decide(ListenerRequest(*request));
      out->version = decision.version;
      out->event->put(out->event, slice(decision.event));
      out->entity->put(out->entity, slice(decision.entity));
      out->reason->put(out->reason, slice(decision.reason));
      out->status = decision.status;
    } catch (...) {
      out->status = 500;
    }
  }
};

class Listener {
 public:
  Listener() = default;
  // `decide` outlives the listener. [lane]
  static Result<Listener> open(const Host& host, const sluice_listener_settings& settings,
                               ListenerHandler& decide) {
    auto* table = host.extension<sluice_listener_service>(SLUICE_EXT_LISTENER);
    if (!table) return Status(SLUICE_E_UNSUPPORTED, "the host offers no sluice.listener/1");
    Listener out;
    out.table_ = table;
    sluice_error error{};
    error.struct_size = sizeof error;
    if (auto code = table->open(host.abi(), &settings, ListenerHandler::table(), &decide,
                                &out.listener_, &error))
      return Status::from(error, code);
    return out;
  }
  Listener(Listener&& other) noexcept
      : table_(other.table_), listener_(std::exchange(other.listener_, nullptr)) {}
  Listener& operator=(Listener&& other) noexcept {
    std::swap(table_, other.table_);
    std::swap(listener_, other.listener_);
    return *this;
  }
  ~Listener() {
    if (listener_) table_->close(listener_);
  }

  explicit operator bool() const { return listener_ != nullptr; }
  // The number of the last event put into the batch; `after` if there is none. [lane]
  Result<int64_t> take(Batch into, int64_t after, uint32_t most, int64_t wait_ms,
                       const Cancel& cancel) const {
    int64_t last = after;
    sluice_error error{};
    error.struct_size = sizeof error;
    if (auto code =
            table_->take(listener_, into.abi(), after, most, wait_ms, cancel.abi(), &last, &error))
      return Status::from(error, code);
    return last;
  }

 private:
  const sluice_listener_service* table_ = nullptr;
  sluice_listener* listener_ = nullptr;
};

}  // namespace sluice
