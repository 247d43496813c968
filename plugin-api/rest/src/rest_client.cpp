#include "sluice/rest/rest_client.hpp"

#include <span>

#include "sluice/ext/http.h"
#include "sluice/ext/log.h"
#include "sluice/rest/api_version.hpp"
#include "sluice/rest/client_address.hpp"
#include "sluice/rest/error_map.hpp"
#include "sluice/rest/operation_request.hpp"

namespace sluice::rest {
namespace {

// A request with the client's additions, in the session's form. Borrows from both.
class Sent {
 public:
  Sent(const sluice_http_request& request, const Additions& add) : request_(request) {
    for (const std::string& segment : add.prefix) segments_.push_back(slice(segment));
    segments_.insert(segments_.end(), request.segments, request.segments + request.segment_count);
    query_.assign(request.query, request.query + request.query_count);
    append(add.query, query_);
    take_headers(request, add);
    request_.struct_size = sizeof request_;
    request_.segments = segments_.data();
    request_.segment_count = segments_.size();
    request_.query = query_.data();
    request_.query_count = query_.size();
    request_.headers = headers_.data();
    request_.header_count = headers_.size();
  }

  const sluice_http_request& abi() const { return request_; }

 private:
  static void append(const Pairs& pairs, std::vector<sluice_pair>& to) {
    for (const auto& [name, value] : pairs) to.push_back({slice(name), slice(value)});
  }
  void take_headers(const sluice_http_request& request, const Additions& add) {
    bool accepts = add.accept.empty();
    for (const sluice_pair& header : std::span(request.headers, request.header_count)) {
      if (view(header.name) == kVersionHeader) continue;
      accepts = accepts || view(header.name) == "Accept";
      headers_.push_back(header);
    }
    if (!accepts) headers_.push_back({slice("Accept"), slice(add.accept)});
    append(add.headers, headers_);
  }

  sluice_http_request request_;
  std::vector<sluice_slice> segments_;
  std::vector<sluice_pair> query_, headers_;
};

// NULL: the component leaves the version to the client.
const sluice_pair* version_header(const sluice_http_request& request) {
  for (const sluice_pair& header : std::span(request.headers, request.header_count))
    if (view(header.name) == kVersionHeader) return &header;
  return nullptr;
}

bool adds_nothing(const Additions& add) {
  return add.prefix.empty() && add.query.empty() && add.headers.empty() && add.accept.empty();
}

void warn_of_clear_text(const Host& host, Value config, const std::string& address, bool sure) {
  if ((sure || has_credentials(config)) && crosses_network_in_clear(address))
    host.log(SLUICE_LOG_WARNING,
             address + " is not https: the credentials can be read by anyone on the network");
}

}  // namespace

Result<RestClient::Setup> RestClient::open(Context& context, const ClientTraits& traits) {
  auto config = context.config();
  if (!config) return config.status();
  const Host& host = context.host();
  auto session = HttpSession::open(host.abi(), context.config_text(), traits.overlay);
  if (!session) return session.status();
  Setup out;
  out.session = *std::move(session);
  out.name = short_name(host.instance());
  out.address = normal_address((*config)["base_uri"].string_or(traits.address));
  warn_of_clear_text(host, *config, out.address, traits.credentials);
  if (!traits.catalogue) return out;
  out.api_version = (*config)["api_version"].string_or(traits.catalogue->preset());
  warn_of_version(host, *traits.catalogue, out.api_version);
  return out;
}

const void* RestClient::own_table(std::string_view id) const {
  static constexpr VersionTable kTable = {
      sizeof(VersionTable), [](void* self, sluice_text* out) {
        const auto& client = static_cast<const RestClient&>(*static_cast<Component*>(self));
        out->put(out, slice(client.setup_.api_version));
      }};
  return id == kVersionTableId ? &kTable : nullptr;
}

Status RestClient::start(const sluice_http_request& request, sluice_http_exchange** out) {
  const sluice_pair* version = version_header(request);
  Additions add{version ? view(version->value) : setup_.api_version};
  add_to(add);
  if (!version && adds_nothing(add)) return setup_.session.start(request, out);
  return setup_.session.start(Sent(request, add).abi(), out);
}

Status RestClient::finish(sluice_http_exchange* exchange, sluice_batch* into,
                          sluice_http_response* response, const Cancel& cancel) {
  Status status = setup_.session.finish(exchange, into, response, cancel.abi());
  return status ? decide(Response(*response)) : status;
}

Result<std::string> RestClient::ask(const Request& request, const Cancel& cancel) {
  sluice_http_exchange* started = nullptr;
  if (Status s = start(request.borrowed().abi(), &started); !s) return s;
  const Exchange exchange(setup_.session.http(), started);
  Response response;
  if (Status s = finish(started, nullptr, response.abi(), cancel); !s) return s;
  return std::string(response.body());
}

Status RestClient::decide(const Response& response) const {
  Status status = map_response(response.status(), response.body(), setup_.name);
  if (status.code() == SLUICE_E_RATE_LIMITED || status.code() == SLUICE_E_UNAVAILABLE)
    status.with_retry_after(response.retry_after_ms());
  return status;
}

}  // namespace sluice::rest
