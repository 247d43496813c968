// A shop that answers by a script and keeps every request, with a client that does not wait.
#pragma once

#include <string>
#include <utility>

#include "unit/http/scripted_server.hpp"
#include "unit/lightspeedhq/publishing.hpp"

namespace lightspeedhq::test {

using sluice::http::test::always;
using sluice::http::test::Reply;
using sluice::http::test::response;
using sluice::http::test::ScriptedServer;

// A customer that can be found by its email address.
inline const std::string kAda =
    R"({"payload":{"first_name":"Ada","last_name":"L","email":"a@x.example"}})";

struct RecordedShop {
  explicit RecordedShop(ScriptedServer::Script script, const std::string& more = {})
      : server(std::move(script)), rig(server.origin(), "T0ken", more) {}

  Published publish(const std::string& entity, const std::string& action, std::string_view lines,
                    const std::string& more = {}) {
    return test::publish(rig, entity, action, lines, more);
  }
  std::string refused(const std::string& entity, const std::string& action,
                      const std::string& more = {}) {
    auto status = rig.create<Publisher>("{\"entity\":\"" + entity + "\",\"action\":\"" + action +
                                            "\"" + more + "}",
                                        "pub", &rig.handle)
                      .status();
    CHECK(status.code() == SLUICE_E_INVALID);
    return status.message();
  }
  // "POST /api/2026-07/tags HTTP/1.1"
  std::string line(size_t request) {
    std::string text = server.seen().at(request).text;
    return text.substr(0, text.find("\r\n"));
  }
  std::string body(size_t request) {
    std::string text = server.seen().at(request).text;
    return text.substr(text.find("\r\n\r\n") + 4);
  }
  size_t requests() { return server.seen().size(); }

  ScriptedServer server;
  ShopRig rig;
};

}  // namespace lightspeedhq::test
