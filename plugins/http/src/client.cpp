#include "client.hpp"

#include "secrets.hpp"
#include "sluice/rest/client_session.hpp"
#include "sluice/rest/error_map.hpp"

namespace http_plugin {

using sluice::Result;
using sluice::Status;

Result<std::unique_ptr<Client>> Client::create(sluice::Context& context) {
  auto config = context.config();
  if (!config) return config.status();
  const sluice::Host& host = context.host();
  protect_values(host, (*config)["headers"]);
  auto session = sluice::HttpSession::open(host.abi(), context.config_text());
  if (!session) return session.status();
  ClientSettings settings = ClientSettings::read(*config);
  if (settings.clear_text)
    host.log(SLUICE_LOG_WARNING, settings.identity +
                                     " is not https: the credentials can be read by everybody on "
                                     "the way");
  return std::unique_ptr<Client>(
      new Client(std::move(settings.identity), *std::move(session),
                 std::string(sluice::rest::short_name(host.instance()))));
}

Status Client::start(const sluice_http_request& request, sluice_http_exchange** out) {
  return session_.start(request, out);
}

Status Client::finish(sluice_http_exchange* exchange, sluice_batch* into,
                      sluice_http_response* response, const sluice::Cancel& cancel) {
  Status status = session_.finish(exchange, into, response, cancel.abi());
  if (!status) return status;
  status = sluice::rest::map_response(response->status, sluice::view(response->body), name_);
  if (status.code() == SLUICE_E_RATE_LIMITED || status.code() == SLUICE_E_UNAVAILABLE)
    status.with_retry_after(response->retry_after_ms);
  return status;
}

}  // namespace http_plugin
