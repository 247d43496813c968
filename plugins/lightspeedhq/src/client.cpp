#include "client.hpp"

#include <span>
#include <vector>

#include "catalogue.hpp"
#include "sluice/rest/api_version.hpp"
#include "sluice/rest/client_session.hpp"
#include "sluice/rest/error_map.hpp"
#include "sluice/rest/operation_request.hpp"

namespace lightspeedhq {

using sluice::Result;
using sluice::Status;
using sluice::rest::kVersionHeader;
using sluice::rest::VersionTable;

namespace {

// Version 0.9 has no segment in the path.
constexpr std::string_view kUnversioned = "0.9";

// What the vendor's documentation leaves open is waited out by the minute.
constexpr uint32_t kUntoldWaitMs = 60'000;

uint32_t retry_after_ms(const sluice_http_response& response) {
  const uint32_t told = sluice::rest::retry_after_ms(response, 300);
  return told ? told : kUntoldWaitMs;
}

// NULL with a personal token.
Result<std::unique_ptr<ShopOAuth>> make_oauth(const sluice::Context& context,
                                              const ClientSettings& settings,
                                              const std::string& name,
                                              const sluice::HttpSession& session) {
  if (!settings.oauth) return std::unique_ptr<ShopOAuth>();
  auto oauth = ShopOAuth::create(context, settings, name);
  if (!oauth) return oauth.status();
  using sluice::rest::OAuth2Authorizer;
  if (Status s = session.authorize(OAuth2Authorizer::table(), &(*oauth)->authorizer()); !s)
    return s;
  return oauth;
}

}  // namespace

Result<std::unique_ptr<Client>> Client::create(sluice::Context& context) {
  auto config = context.config();
  if (!config) return config.status();
  context.host().protect((*config)["oauth"]["client_secret"].string_or(""));
  auto settings = ClientSettings::read(*config);
  if (!settings) return settings.status();
  auto session =
      sluice::HttpSession::open(context.host().abi(), context.config_text(), settings->overlay);
  if (!session) return session.status();
  if (settings->clear_text)
    context.host().log(SLUICE_LOG_WARNING, settings->identity +
                                               " is not https: the token can be read by everybody "
                                               "on the way");
  sluice::rest::warn_of_version(context.host(), catalogue(), settings->api_version);
  std::string name(context.host().instance());
  if (size_t dot = name.rfind('.'); dot != name.npos) name.erase(0, dot + 1);
  auto oauth = make_oauth(context, *settings, name, *session);
  if (!oauth) return oauth.status();
  return std::unique_ptr<Client>(
      new Client(*std::move(settings), *std::move(oauth), *std::move(session), std::move(name)));
}

const void* Client::own_table(std::string_view id) const {
  static constexpr VersionTable kTable = {
      sizeof(VersionTable), [](void* self, sluice_text* out) {
        const auto& client = static_cast<const Client&>(*static_cast<sluice::Component*>(self));
        out->put(out, sluice::slice(client.settings_.api_version));
      }};
  return id == sluice::rest::kVersionTableId ? &kTable : nullptr;
}

Status Client::start(const sluice_http_request& request, sluice_http_exchange** out) {
  static constexpr sluice_pair kAccept = {{"Accept", 6}, {"application/json", 16}};
  std::vector<sluice_pair> headers;
  std::string_view version = settings_.api_version;
  bool accepts = false;
  for (const sluice_pair& header : std::span(request.headers, request.header_count)) {
    accepts = accepts || sluice::view(header.name) == "Accept";
    if (sluice::view(header.name) == kVersionHeader)
      version = sluice::view(header.value);
    else
      headers.push_back(header);
  }
  if (!accepts) headers.push_back(kAccept);
  std::vector<sluice_slice> segments = {sluice::slice("api")};
  if (version != kUnversioned) segments.push_back(sluice::slice(version));
  segments.insert(segments.end(), request.segments, request.segments + request.segment_count);
  sluice_http_request sent = request;
  sent.struct_size = sizeof sent;
  sent.segments = segments.data();
  sent.segment_count = segments.size();
  sent.headers = headers.data();
  sent.header_count = headers.size();
  return session_.start(sent, out);
}

Status Client::finish(sluice_http_exchange* exchange, sluice_batch* into,
                      sluice_http_response* response, const sluice::Cancel& cancel) {
  auto status = session_.finish(exchange, into, response, cancel.abi());
  return status ? decide(*response) : status;
}

Status Client::decide(const sluice_http_response& response) const {
  Status status = sluice::rest::map_response(response.status, sluice::view(response.body), name_);
  if (status.code() == SLUICE_E_RATE_LIMITED) status.with_retry_after(retry_after_ms(response));
  return status;
}

Status need_client(const sluice::ClientRef& client) {
  if (!client) return Status::invalid("/client", "is missing: name a lightspeedhq.client");
  if (client.id() == Client::kId) return {};
  return Status::invalid("/client", std::string(client.instance()) + " is a " +
                                        std::string(client.id()) +
                                        "; a lightspeedhq.client is needed");
}

}  // namespace lightspeedhq
