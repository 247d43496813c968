#include "app/callback_listener.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Timespan.h>
#include <Poco/URI.h>

#include <algorithm>

namespace sluice::app {
namespace {

namespace net = Poco::Net;

constexpr int kSlowestClientS = 10;

std::string value_of(const CallbackListener::Query& query, const std::string& name) {
  const auto found = std::find_if(query.begin(), query.end(),
                                  [&](const auto& field) { return field.first == name; });
  return found == query.end() ? "" : found->second;
}

// Without a telling of how far two texts agree.
bool same(const std::string& a, const std::string& b) {
  if (a.size() != b.size()) return false;
  unsigned char differs = 0;
  for (size_t i = 0; i < a.size(); i++) differs |= static_cast<unsigned char>(a[i] ^ b[i]);
  return differs == 0;
}

// Poco takes no address with port 0, which means any here.
bool take_any_port(std::string& uri) {
  const size_t scheme = uri.find("://");
  const size_t end =
      scheme == uri.npos ? uri.size() : std::min(uri.find('/', scheme + 3), uri.size());
  if (!std::string_view(uri).substr(0, end).ends_with(":0")) return false;
  uri.erase(end - 2, 2);
  return true;
}

std::string page(int status) {
  const char* text = status == 200   ? "Sluice has the answer. You can close this window."
                     : status == 404 ? "There is nothing here."
                                     : "This is not the answer that Sluice waits for.";
  return std::string("<!doctype html><meta charset=\"utf-8\"><title>Sluice</title><p>") + text +
         "</p>\n";
}

}  // namespace

class CallbackListener::Handler final : public net::HTTPRequestHandler {
 public:
  explicit Handler(CallbackListener& owner) : owner_(owner) {}
  void handleRequest(net::HTTPServerRequest& request, net::HTTPServerResponse& response) override {
    const int status = owner_.take(request.getURI());
    const std::string body = page(status);
    response.setStatus(static_cast<net::HTTPResponse::HTTPStatus>(status));
    response.setReason(net::HTTPResponse::getReasonForStatus(response.getStatus()));
    response.setContentType("text/html; charset=utf-8");
    // The address holds the code; it is nobody else's business.
    response.set("Referrer-Policy", "no-referrer");
    response.set("Cache-Control", "no-store");
    response.sendBuffer(body.data(), body.size());
    if (status == 200) owner_.attention_.set();
  }

 private:
  CallbackListener& owner_;
};

class CallbackListener::Factory final : public net::HTTPRequestHandlerFactory {
 public:
  explicit Factory(CallbackListener& owner) : owner_(owner) {}
  net::HTTPRequestHandler* createRequestHandler(const net::HTTPServerRequest&) override {
    return new Handler(owner_);  // Poco deletes it
  }

 private:
  CallbackListener& owner_;
};

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
    const auto port = static_cast<Poco::UInt16>(any_port ? 0 : uri.getPort());
    const net::SocketAddress address(host == "localhost" ? "127.0.0.1" : host, port);
    net::ServerSocket socket;
    // Nobody else may share the port and take the code.
    socket.bind(address, true, false);
    socket.listen();
    uri.setPort(socket.address().port());
    std::unique_ptr<CallbackListener> out(new CallbackListener(
        uri.getPath().empty() ? "/" : uri.getPath(), std::move(state), attention));
    out->redirect_ = any_port ? uri.toString() : redirect;
    auto* params = new net::HTTPServerParams;  // counts its references
    params->setKeepAlive(false);
    params->setTimeout(Poco::Timespan(kSlowestClientS, 0));
    out->server_ = std::make_unique<net::HTTPServer>(new Factory(*out), socket, params);
    out->server_->start();
    return out;
  } catch (const Poco::Exception& e) {
    return Status(SLUICE_E_UNAVAILABLE, "cannot listen at " + redirect + ": " + e.displayText() +
                                            "; end what uses the port, or register another one");
  }
}

CallbackListener::~CallbackListener() {
  if (server_) server_->stopAll(true);
}

std::optional<CallbackListener::Query> CallbackListener::arrived() const {
  std::lock_guard lock(mutex_);
  return arrived_;
}

int CallbackListener::take(const std::string& target) try {
  const Poco::URI uri(target);
  if (uri.getPath() != path_) return 404;
  Query query = uri.getQueryParameters();
  // A refusal may come without the state, and can only end the waiting.
  const bool refusal = value_of(query, "state").empty() && !value_of(query, "error").empty();
  if (!refusal && !same(value_of(query, "state"), state_)) return 400;
  std::lock_guard lock(mutex_);
  if (arrived_) return 400;
  arrived_ = std::move(query);
  return 200;
} catch (const Poco::Exception&) {
  return 400;
}

}  // namespace sluice::app
