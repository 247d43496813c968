// A session with one system: its address, credentials and limits are the host's (http.session);
// the API's own rules are added by overriding `add_to` and `decide`. A connector derives its client
// from this:
//
//   class Client final : public sluice::rest::RestClient {
//    public:
//     static constexpr std::string_view kId = "acme.client";
//     static auto create(sluice::Context& context) { return make<Client>(context, {}); }
//     using RestClient::RestClient;
//   };
//
// Functions are [any], as sluice::Client says.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sluice/component.hpp"
#include "sluice/ext/http.h"
#include "sluice/rest/catalogue.hpp"
#include "sluice/rest/request.hpp"

namespace sluice::rest {

// A connector's settings for its sessions.
struct ClientTraits {
  // Of an API with versions: `api_version` of the configuration, else the catalogue's preset, is
  // the client's. NULL: the API has none.
  const Catalogue* catalogue = nullptr;
  std::string overlay = {};  // JSON over the client's configuration; see HttpSession::open
  // The base URI if the overlay sets it; empty: the configuration's base_uri.
  std::string address = {};
  // Requests carry credentials that are not in the configuration's token, user or headers.
  bool credentials = false;
};

// What the client adds to a request before it is sent.
struct Additions {
  std::string_view version;              // of the API; empty: it has none
  std::vector<std::string> prefix = {};  // segments in front of the path
  Pairs query = {}, headers = {};
  std::string_view accept = "application/json";  // where the request has no Accept; empty: none
};

class RestClient : public Client {
 public:
  // An open session and its names.
  struct Setup {
    std::shared_ptr<Authorization> authorization;  // outlives the session; NULL: there is none
    HttpSession session;
    std::string name;         // the client's name in the configuration: "shop"
    std::string address;      // base_uri in one spelling; no secret
    std::string api_version;  // empty: the API has none
  };
  // Opens the session of a client's configuration. Logs a warning if credentials cross a network
  // in clear. E_INVALID starts with the JSON pointer to the setting.
  static Result<Setup> open(Context& context, const ClientTraits& traits);
  template <class Self>
  static Result<std::unique_ptr<Self>> make(Context& context, const ClientTraits& traits) {
    auto setup = open(context, traits);
    if (!setup) return setup.status();
    return std::make_unique<Self>(*std::move(setup));
  }

  explicit RestClient(Setup setup) : setup_(std::move(setup)) {}

  Authorization* authorization() override { return setup_.authorization.get(); }
  std::string identity() const override { return setup_.address; }
  // The version, for the connector's components (api_version.hpp).
  const void* own_table(std::string_view id) const override;
  Status start(const sluice_http_request& request, sluice_http_exchange** out) final;
  Status finish(sluice_http_exchange* exchange, sluice_batch* into, sluice_http_response* response,
                const Cancel& cancel) final;
  // As rest::ask, from the client itself. [lane]
  Result<std::string> ask(const Request& request, const Cancel& cancel);

  const std::string& name() const { return setup_.name; }
  const std::string& address() const { return setup_.address; }

 protected:
  // What every request of this API has: a prefix of the path, headers, parameters.
  virtual void add_to(Additions&) const {}
  // What a response means: map_response, with the requested wait.
  virtual Status decide(const Response& response) const;

 private:
  const Setup setup_;
};

}  // namespace sluice::rest
