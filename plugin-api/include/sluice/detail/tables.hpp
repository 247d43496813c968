// The C tables of the classes of component.hpp: each function catches everything: no
// exception leaves the plugin. Not for authors.
#pragma once

#include <exception>
#include <string_view>

#include "sluice/component.hpp"
#include "sluice/error.hpp"
#include "sluice/ext/authorization.h"
#include "sluice/ext/committed.h"
#include "sluice/ext/connect_check.h"
#include "sluice/ext/flush.h"
#include "sluice/ext/http.h"
#include "sluice/ext/members.h"
#include "sluice/ext/outlook.h"

namespace sluice::detail {

// Runs `body` (-> Status) and turns what it returns or throws into code and error.
template <class Body>
sluice_status guarded(sluice_error* error, Body&& body) noexcept {
  try {
    return export_status(body(), error);
  } catch (const Error& e) {
    return export_status(e.status(), error);
  } catch (const std::bad_alloc&) {
    return export_status(Status(SLUICE_E_NO_MEMORY, {}), error);
  } catch (const std::exception& e) {
    try {
      const char* what = e.what();
      return export_status(Status::internal(std::string("unexpected exception: ") +
                                            (what ? what : "without a text")),
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

struct AuthorizationTable {
  static sluice_status redirect(void* self, sluice_text* out, sluice_error* e) {
    return guarded(e, [&] { return put(of(self).redirect(), out); });
  }
  static sluice_status begin(void* self, sluice_slice redirect, sluice_slice state,
                             sluice_text* out, sluice_error* e) {
    return guarded(e, [&] { return put(of(self).begin(view(redirect), view(state)), out); });
  }
  static sluice_status complete(void* self, sluice_slice redirect, const sluice_pair* query,
                                size_t count, sluice_text* out, const sluice_cancel* c,
                                sluice_error* e) {
    return guarded(e, [&] {
      return put(of(self).complete(view(redirect), {query, query + count}, Cancel(c)), out);
    });
  }
  static constexpr sluice_authorization kTable{sizeof(sluice_authorization), redirect, begin,
                                               complete};

 private:
  static Authorization& of(void* self) { return *as<Client>(self).authorization(); }
};

struct ConnectCheckTable {
  static sluice_status connect(void* self, sluice_text* out, const sluice_cancel* c,
                               sluice_error* e) {
    return guarded(e, [&] { return put(of(self).connect(Cancel(c)), out); });
  }
  static sluice_status missing(void* self, sluice_slice needs, sluice_text* out, sluice_error* e) {
    return guarded(e, [&] { return put(of(self).missing(view(needs)), out); });
  }
  static constexpr sluice_connect_check kTable{sizeof(sluice_connect_check), connect, missing};

 private:
  static ConnectCheck& of(void* self) { return *as<Client>(self).connect_check(); }
};

// Of a Subscriber or Publisher.
template <class Owner>
struct OutlookTable {
  static sluice_status needs(void* self, sluice_text* out, sluice_error* e) {
    return guarded(e, [&] { return put(of(self).needs(), out); });
  }
  static sluice_status requests(void* self, uint64_t records, uint64_t* out, sluice_error* e) {
    return guarded(e, [&] {
      Result<uint64_t> count = of(self).requests(records);
      if (count) *out = *count;
      return count.status();
    });
  }
  static constexpr sluice_outlook kTable{sizeof(sluice_outlook), needs, requests};

 private:
  static const Outlook& of(void* self) { return *as<Owner>(self).outlook(); }
};

// Of a Subscriber or Transformer.
template <class Owner>
struct MembersTable {
  static sluice_status members(void* self, sluice_slice in, sluice_text* out, sluice_error* e) {
    return guarded(e, [&] { return put(as<Owner>(self).knows_members()->members(view(in)), out); });
  }
  static sluice_status absent(void* self, sluice_text* out, sluice_error* e) {
    return guarded(e, [&] {
      std::string lines;
      for (const std::string& path : as<Owner>(self).knows_members()->absent())
        lines += (lines.empty() ? "" : "\n") + path;
      return put(Result<std::string>(std::move(lines)), out);
    });
  }
  static constexpr sluice_known_members kTable{sizeof(sluice_known_members), members, absent};
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
    return guarded(e,
                   [&] { return as<Transformer>(self).transform_batch(Batch(batch), Cancel(c)); });
  }
  static constexpr sluice_transformer kTable{sizeof(sluice_transformer), transform};
};

struct CommittedTable {
  static sluice_status committed(void* self, sluice_slice cursor, const sluice_cancel* c,
                                 sluice_error* e) {
    return guarded(e, [&] {
      return as<Subscriber>(self).hears_commits()->committed(view(cursor), Cancel(c));
    });
  }
  static constexpr sluice_committed kTable{sizeof(sluice_committed), committed};
};

struct FlushTable {
  static sluice_status flush(void* self, int32_t first, sluice_batch* into, const sluice_cancel* c,
                             sluice_error* e) {
    bool more = false;
    const sluice_status code = guarded(e, [&] {
      Result<bool> given =
          as<Transformer>(self).flushes()->flush(first != 0, Batch(into), Cancel(c));
      more = given.ok() && *given;
      return given.status();
    });
    return code == SLUICE_OK && !more ? SLUICE_END : code;
  }
  static constexpr sluice_flush kTable{sizeof(sluice_flush), flush};
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
    return guarded(e, [&] {
      return as<Publisher>(self).publish(Batch(batch), {Batch(batch), outcomes}, Cancel(c));
    });
  }
  static sluice_status flush(void* self, int32_t last, sluice_text* out, const sluice_cancel* c,
                             sluice_error* e) {
    return guarded(e, [&] { return put(as<Publisher>(self).flush(last != 0, Cancel(c)), out); });
  }
  static sluice_status finish(void* self, const sluice_cancel* c, sluice_error* e) {
    return guarded(e, [&] { return as<Publisher>(self).finish(Cancel(c)); });
  }
  static sluice_status restart(void* self, const sluice_cancel* c, sluice_error* e) {
    return guarded(e, [&] { return as<Publisher>(self).restart(Cancel(c)); });
  }
  static sluice_status begin(void* self, sluice_batch* batch, sluice_outcome* outcomes,
                             const sluice_cancel* c, sluice_error* e) {
    return guarded(e, [&] {
      return ahead(self).begin(Batch(batch), {Batch(batch), outcomes}, Cancel(c));
    });
  }
  static sluice_status settle(void* self, sluice_batch* batch, const sluice_cancel* c,
                              sluice_error* e) {
    return guarded(e, [&] { return ahead(self).settle(Batch(batch), Cancel(c)); });
  }
  static sluice_status recover(void* self, sluice_batch* batch, sluice_outcome* outcomes,
                               const sluice_cancel* c, sluice_error* e) {
    return guarded(e, [&] {
      return as<Publisher>(self).recovers()->recover(Batch(batch), {Batch(batch), outcomes},
                                                     Cancel(c));
    });
  }
  // By what there is: nothing else, works_ahead (1), recovers (2), both.
  static constexpr sluice_publisher kTables[] = {
      {sizeof(sluice_publisher), resume, publish, flush, finish, restart, {}, {}, {}},
      {sizeof(sluice_publisher), resume, publish, flush, finish, restart, begin, settle, {}},
      {sizeof(sluice_publisher), resume, publish, flush, finish, restart, {}, {}, recover},
      {sizeof(sluice_publisher), resume, publish, flush, finish, restart, begin, settle, recover}};

 private:
  static WorksAhead& ahead(void* self) { return *as<Publisher>(self).works_ahead(); }
};

}  // namespace sluice::detail

namespace sluice::detail {

// The tables of one class; NULL: it has none by this id.
inline const void* table_of(Client& client, std::string_view id) {
  if (id == SLUICE_CLIENT) return &ClientTable::kTable;
  if (id == SLUICE_EXT_AUTHORIZATION && client.authorization()) return &AuthorizationTable::kTable;
  if (id == SLUICE_EXT_CONNECT_CHECK && client.connect_check()) return &ConnectCheckTable::kTable;
  return nullptr;
}
inline const void* table_of(Subscriber& subscriber, std::string_view id) {
  if (id == SLUICE_SUBSCRIBER) return &SubscriberTable::kTable;
  if (id == SLUICE_EXT_COMMITTED && subscriber.hears_commits()) return &CommittedTable::kTable;
  if (id == SLUICE_EXT_OUTLOOK && subscriber.outlook()) return &OutlookTable<Subscriber>::kTable;
  if (id == SLUICE_EXT_MEMBERS && subscriber.knows_members())
    return &MembersTable<Subscriber>::kTable;
  return nullptr;
}
inline const void* table_of(Publisher& publisher, std::string_view id) {
  if (id == SLUICE_EXT_OUTLOOK && publisher.outlook()) return &OutlookTable<Publisher>::kTable;
  if (id != SLUICE_PUBLISHER) return nullptr;
  const size_t ahead = publisher.works_ahead() ? 1 : 0, recovers = publisher.recovers() ? 2 : 0;
  return &PublisherTable::kTables[ahead + recovers];
}

inline const void* table_of(Transformer& transformer, std::string_view id) {
  if (id == SLUICE_EXT_FLUSH && transformer.flushes()) return &FlushTable::kTable;
  if (id == SLUICE_EXT_MEMBERS && transformer.knows_members())
    return &MembersTable<Transformer>::kTable;
  return id == SLUICE_TRANSFORMER ? &TransformerTable::kTable : nullptr;
}

// The table of an interface id, or NULL. [any]
inline const void* interface_table(Component& component, std::string_view id) {
  using Kind = ComponentKind;
  const void* table = nullptr;
  switch (component.component_kind()) {
    case Kind::kClient:
      table = table_of(static_cast<Client&>(component), id);
      break;
    case Kind::kSubscriber:
      table = table_of(static_cast<Subscriber&>(component), id);
      break;
    case Kind::kPublisher:
      table = table_of(static_cast<Publisher&>(component), id);
      break;
    case Kind::kTransformer:
      table = table_of(static_cast<Transformer&>(component), id);
      break;
    case Kind::kTextTransformer:
      table = id == SLUICE_TEXT_TRANSFORMER ? &TextTransformerTable::kTable : nullptr;
      break;
    case Kind::kOwn:
      break;
  }
  return table ? table : component.own_table(id);
}

}  // namespace sluice::detail
