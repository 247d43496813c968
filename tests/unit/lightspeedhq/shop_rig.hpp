// A host with the real HTTP service and a clock that jumps, a client of a shop on it, and the
// components that use the client. One thread.
#pragma once

#include <memory>
#include <string>

#include "client.hpp"
#include "publisher.hpp"
#include "sluice/detail/tables.hpp"
#include "sluice/ext/http.h"
#include "subscriber.hpp"
#include "unit/http/fixtures.hpp"
#include "unit/rest/host_rig.hpp"

namespace lightspeedhq::test {

using sluice::test::has;
using sluice::test::Polled;
using sluice::test::TestCancel;

class ShopRig : public sluice::test::HostRig {
 public:
  // `more`: further settings of the client, with a comma in front.
  explicit ShopRig(const std::string& origin, const std::string& token = "T",
                   const std::string& more = {}) {
    environment.offer(SLUICE_EXT_HTTP, sluice::http::Service::table(), &service);
    client = make<Client>(
        "{\"base_uri\":\"" + origin + "\",\"token\":\"" + token + "\",\"proxy\":\"\"" + more + "}",
        "clients.shop");
    handle = {sizeof handle, static_cast<sluice::Component*>(client.get()),
              [](void* self, const char* id) {
                return sluice::detail::interface_table(*static_cast<sluice::Component*>(self), id);
              },
              sluice::slice(Client::kId), sluice::slice("clients.shop")};
  }

  // A subscriber at the start of a walk with `request`; `more` as above.
  std::unique_ptr<Subscriber> subscriber(const std::string& entity,
                                         const std::string& request = "{}",
                                         const std::string& cursor = {},
                                         const std::string& more = {}) {
    auto out = make<Subscriber>(
        "{\"entity\":\"" + entity + "\",\"request\":" + request + more + "}", "sub", &handle);
    auto identity = out->open(request);
    INFO(identity.status().message());
    REQUIRE(identity.ok());
    REQUIRE(out->seek(cursor).ok());
    return out;
  }
  Polled walk(const std::string& entity, const std::string& request = "{}",
              const std::string& cursor = {}, const std::string& more = {}) {
    auto walker = subscriber(entity, request, cursor, more);
    return sluice::test::walk(*walker);
  }

  sluice::http::test::FakeClock clock;
  sluice::record::PagePool pages;
  sluice::http::Service service{{redactor,
                                 [this](int, std::string_view, std::string_view message) {
                                   log_text.append(message).append("\n");
                                 },
                                 clock, 1, 64u << 20, &pages}};
  std::unique_ptr<Client> client;
  sluice_component handle{};
};

}  // namespace lightspeedhq::test
