// The C tables behind the classes of component.hpp: each function catches everything, so that no
// exception leaves the plugin. Not for authors.
#pragma once

#include <exception>
#include <string_view>

#include "sluice/component.hpp"

namespace sluice::detail {

// Runs `body` (-> Status) and turns what it returns or throws into code and error.
template <class Body>
sluice_status guarded(sluice_error* error, Body&& body) noexcept {
  try {
    return export_status(body(), error);
  } catch (const std::bad_alloc&) {
    return export_status(Status(SLUICE_E_NO_MEMORY, {}), error);
  } catch (const std::exception& e) {
    try {
      return export_status(Status::internal(std::string("unexpected exception: ") + e.what()),
                           error);
    } catch (...) {
      return SLUICE_E_INTERNAL;
    }
  } catch (...) {
    if (error) error->code = SLUICE_E_INTERNAL;
    constexpr std::string_view kText = "unexpected exception that is not a std::exception";
    if (error) std::memcpy(error->message, kText.data(), kText.size() + 1);
    return SLUICE_E_INTERNAL;
  }
}

template <class T>
T& as(void* self) {
  return static_cast<T&>(*static_cast<Component*>(self));
}

// Puts a text result, or passes the failure on.
inline Status put(Result<std::string> result, sluice_text* out) {
  if (result && out) out->put(out, slice(*result));
  return result.status();
}

struct ClientTable {
  static sluice_status identity(void* self, sluice_text* out, sluice_error* e) {
    return guarded(e, [&] { return put(as<Client>(self).identity(), out); });
  }
  static sluice_status start(void* self, const sluice_http_request* request,
                             sluice_http_exchange** out, sluice_error* e) {
    return guarded(e, [&] { return as<Client>(self).start(*request, out); });
  }
  static sluice_status finish(void* self, sluice_http_exchange* exchange, sluice_batch* into,
                              sluice_http_response* out, const sluice_cancel* c, sluice_error* e) {
    return guarded(e, [&] { return as<Client>(self).finish(exchange, into, out, Cancel(c)); });
  }
  static constexpr sluice_client kTable{sizeof(sluice_client), identity, start, finish};
};

struct SubscriberTable {
  static sluice_status open(void* self, sluice_slice request, sluice_text* out, sluice_error* e) {
    return guarded(e, [&] { return put(as<Subscriber>(self).open(view(request)), out); });
  }
  static sluice_status seek(void* self, sluice_slice cursor, sluice_error* e) {
    return guarded(e, [&] { return as<Subscriber>(self).seek(view(cursor)); });
  }
  static sluice_status poll(void* self, sluice_batch* into, const sluice_cancel* c,
                            sluice_error* e) {
    return guarded(e, [&] { return as<Subscriber>(self).poll(Batch(into), Cancel(c)); });
  }
  static constexpr sluice_subscriber kTable{sizeof(sluice_subscriber), open, seek, poll};
};

struct TransformerTable {
  static sluice_status transform(void* self, sluice_batch* batch, const sluice_cancel* c,
                                 sluice_error* e) {
    return guarded(e, [&] { return as<Transformer>(self).transform(Batch(batch), Cancel(c)); });
  }
  static constexpr sluice_transformer kTable{sizeof(sluice_transformer), transform};
};

struct TextTransformerTable {
  static sluice_status transform(void* self, sluice_slice record, sluice_text* out,
                                 const sluice_cancel* c, sluice_error* e) {
    return guarded(e, [&] {
      return as<TextTransformer>(self).transform(view(record), TextTransformer::Output(out),
                                                 Cancel(c));
    });
  }
  static constexpr sluice_text_transformer kTable{sizeof(sluice_text_transformer), transform};
};

struct PublisherTable {
  static sluice_status resume(void* self, sluice_slice position, const sluice_cancel* c,
                              sluice_error* e) {
    return guarded(e, [&] { return as<Publisher>(self).resume(view(position), Cancel(c)); });
  }
  static sluice_status publish(void* self, sluice_batch* batch, sluice_outcome* outcomes,
                               const sluice_cancel* c, sluice_error* e) {
    return guarded(e,
                   [&] { return as<Publisher>(self).publish(Batch(batch), outcomes, Cancel(c)); });
  }
  static sluice_status flush(void* self, int32_t last, sluice_text* out, const sluice_cancel* c,
                             sluice_error* e) {
    return guarded(e, [&] { return put(as<Publisher>(self).flush(last != 0, Cancel(c)), out); });
  }
  static sluice_status finish(void* self, const sluice_cancel* c, sluice_error* e) {
    return guarded(e, [&] { return as<Publisher>(self).finish(Cancel(c)); });
  }
  static constexpr sluice_publisher kTable{sizeof(sluice_publisher), resume, publish, flush,
                                           finish};
};

}  // namespace sluice::detail

namespace sluice {

inline const void* Client::interface_table(std::string_view id) const {
  return id == "sluice.client/1" ? &detail::ClientTable::kTable : own_table(id);
}
inline const void* Subscriber::interface_table(std::string_view id) const {
  return id == "sluice.subscriber/1" ? &detail::SubscriberTable::kTable : nullptr;
}
inline const void* Transformer::interface_table(std::string_view id) const {
  return id == "sluice.transformer/1" ? &detail::TransformerTable::kTable : nullptr;
}
inline const void* TextTransformer::interface_table(std::string_view id) const {
  return id == "sluice.text_transformer/1" ? &detail::TextTransformerTable::kTable : nullptr;
}
inline const void* Publisher::interface_table(std::string_view id) const {
  return id == "sluice.publisher/1" ? &detail::PublisherTable::kTable : nullptr;
}

}  // namespace sluice
