#include "app/wiring/callback_listener.hpp"

#include <Poco/Exception.h>
#include <Poco/URI.h>

#include <algorithm>

#include "base/constant_time.hpp"
#include "listener/server_library.hpp"

namespace sluice::app {
namespace {

std::string value_of(const CallbackListener::Query& query, const std::string& name) {
  const auto found = std::find_if(query.begin(), query.end(),
                                  [&](const auto& field) { return field.first == name; });
  return found == query.end() ? "" : found->second;
}

// Poco rejects an address with port 0, which means any here.
bool take_any_port(std::string& uri) {
  const size_t scheme = uri.find("://");
  const size_t end =
      scheme == uri.npos ? uri.size() : std::min(uri.find('/', scheme + 3), uri.size());
  if (!std::string_view(uri).substr(0, end).ends_with(":0")) return false;
  uri.erase(end - 2, 2);
  return true;
}

std::string page(int status) {
  const char* text = status == 200   ? "Sluice has the response. You can close this window."
                     : status == 404 ? "There is nothing here."
                                     : "This is not the response that Sluice waits for.";
  return std::string("<!doctype html><meta charset=\"utf-8\"><title>Sluice</title><p>") + text +
         "</p>\n";
}

}  // namespace

Result<std::unique_ptr<CallbackListener>> CallbackListener::open(const std::string& redirect,
                                                                 std::string state,
                                                                 const platform::Wake& attention) {
  try {
    std::string text = redirect;
    const bool any_port = take_any_port(text);
    Poco::URI uri(text);
    const std::string& host = uri.getHost();
    if (uri.getScheme() != "http" || (host != "127.0.0.1" && host != "localhost" && host != "::1"))
      return Status(SLUICE_E_INVALID, "redirect_uri " + redirect +
                                          " is not on this machine; register and configure "
                                          "http://127.0.0.1:PORT/callback");
    std::unique_ptr<CallbackListener> out(new CallbackListener(
        uri.getPath().empty() ? "/" : uri.getPath(), std::move(state), attention));
    const listener::Endpoint endpoint{host == "localhost" ? "127.0.0.1" : host,
                                      static_cast<uint16_t>(any_port ? 0 : uri.getPort())};
    auto server = listener::open_server(endpoint, {}, *out);
    if (!server) return Status(server.status()).in("redirect_uri " + redirect);
    out->server_ = *std::move(server);
    uri.setPort(out->server_->port());
    out->redirect_ = any_port ? uri.toString() : redirect;
    return out;
  } catch (const Poco::Exception& e) {
    return Status(SLUICE_E_INVALID,
                  "redirect_uri " + redirect + " is not an address: " + e.displayText());
  }
}

std::optional<listener::Response> CallbackListener::admit(const listener::Request&) { return {}; }

listener::Response CallbackListener::respond(const listener::Request& request, std::string) {
  const int status = take(std::string(request.target()));
  // The address holds the code, which must stay secret.
  return {status,
          page(status),
          "text/html; charset=utf-8",
          {{"Referrer-Policy", "no-referrer"}, {"Cache-Control", "no-store"}}};
}

void CallbackListener::answered(int status) {
  if (status == 200) attention_.set();
}

std::optional<CallbackListener::Query> CallbackListener::arrived() const {
  std::lock_guard lock(mutex_);
  return arrived_;
}

int CallbackListener::take(const std::string& target) try {
  const Poco::URI uri(target);
  if (uri.getPath() != path_) return 404;
  Query query = uri.getQueryParameters();
  // A refusal has the state, too (RFC 6749 4.1.2.1): without it anyone could end the wait.
  if (!base::same_secret(value_of(query, "state"), state_)) return 400;
  std::lock_guard lock(mutex_);
  if (arrived_) return 400;
  arrived_ = std::move(query);
  return 200;
} catch (const Poco::Exception&) {
  return 400;
}

}  // namespace sluice::app
