// The Server, made of Poco Net. Built into a library of its own, which server.cpp loads.
#include "listener/server_library.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/Context.h>
#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServerConnection.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/SSLException.h>
#include <Poco/Net/SecureServerSocket.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/TCPServer.h>
#include <Poco/Net/TCPServerConnectionFactory.h>
#include <Poco/ThreadPool.h>
#include <Poco/Timespan.h>

#include <filesystem>
#include <optional>
#include <utility>

#include "listener/watchdog.hpp"

namespace sluice::listener {
namespace {

namespace net = Poco::Net;

class PocoRequest final : public Request {
 public:
  explicit PocoRequest(const net::HTTPServerRequest& request) : request_(request) {}
  std::string_view method() const override { return request_.getMethod(); }
  std::string_view target() const override { return request_.getURI(); }
  std::string_view header(std::string_view name) const override {
    const auto found = request_.find(std::string(name));
    return found == request_.end() ? std::string_view() : std::string_view(found->second);
  }

 private:
  const net::HTTPServerRequest& request_;
};

// Nothing if it is larger than `most`.
std::optional<std::string> read_body(net::HTTPServerRequest& request, size_t most) {
  std::string body;
  char part[16 * 1024];
  std::istream& stream = request.stream();
  while (stream.read(part, sizeof part), stream.gcount() > 0) {
    body.append(part, static_cast<size_t>(stream.gcount()));
    if (body.size() > most) return std::nullopt;
  }
  return body;
}

class Exchange final : public net::HTTPRequestHandler {
 public:
  Exchange(Handler& handler, size_t most) : handler_(handler), most_(most) {}

  void handleRequest(net::HTTPServerRequest& request, net::HTTPServerResponse& response) override {
    const Answer answer = answer_to(request);
    response.setStatusAndReason(static_cast<net::HTTPResponse::HTTPStatus>(answer.status));
    response.setContentType(answer.content_type);
    for (const auto& [name, value] : answer.headers) response.set(name, value);
    response.sendBuffer(answer.body.data(), answer.body.size());
    handler_.answered(answer.status);
  }

 private:
  Answer answer_to(net::HTTPServerRequest& request) {
    const PocoRequest head(request);
    if (const int refused = handler_.admit(head))
      return {.status = refused,
              .headers = refused == 405 ? decltype(Answer::headers){{"Allow", "POST"}}
                                        : decltype(Answer::headers){}};
    const bool sized = request.hasContentLength();
    if (sized && request.getContentLength64() > static_cast<Poco::Int64>(most_))
      return {.status = 413};
    const bool has_body = sized || request.getChunkedTransferEncoding();
    if (!has_body && request.getMethod() == "POST") return {.status = 411};
    std::optional<std::string> body = has_body ? read_body(request, most_) : std::string();
    if (!body) return {.status = 413};
    // Cut short by its sender, or by the watchdog.
    if (sized && static_cast<Poco::Int64>(body->size()) != request.getContentLength64())
      return {.status = 400};
    return handler_.answer(head, *std::move(body));
  }

  Handler& handler_;
  const size_t most_;
};

class Handlers final : public net::HTTPRequestHandlerFactory {
 public:
  Handlers(Handler& handler, size_t most) : handler_(handler), most_(most) {}
  net::HTTPRequestHandler* createRequestHandler(const net::HTTPServerRequest&) override {
    return new Exchange(handler_, most_);  // Poco deletes it
  }

 private:
  Handler& handler_;
  const size_t most_;
};

class Connection final : public net::HTTPServerConnection {
 public:
  Connection(const net::StreamSocket& socket, net::HTTPServerParams::Ptr params,
             net::HTTPRequestHandlerFactory::Ptr handlers, Watchdog& watchdog)
      : HTTPServerConnection(socket, std::move(params), std::move(handlers)), watchdog_(watchdog) {}
  // What goes wrong here is the other side's doing: noise, a broken connection, no TLS.
  void run() override try {
    const Watchdog::Watch watch(watchdog_, socket());
    HTTPServerConnection::run();
  } catch (const Poco::Exception&) {
  }

 private:
  Watchdog& watchdog_;
};

class Connections final : public net::TCPServerConnectionFactory {
 public:
  Connections(net::HTTPServerParams::Ptr params, net::HTTPRequestHandlerFactory::Ptr handlers,
              Watchdog& watchdog)
      : params_(std::move(params)), handlers_(std::move(handlers)), watchdog_(watchdog) {}
  net::TCPServerConnection* createConnection(const net::StreamSocket& socket) override {
    return new Connection(socket, params_, handlers_, watchdog_);  // Poco deletes it
  }

 private:
  const net::HTTPServerParams::Ptr params_;
  const net::HTTPRequestHandlerFactory::Ptr handlers_;
  Watchdog& watchdog_;
};

class PocoServer final : public Server {
 public:
  PocoServer(const net::ServerSocket& socket, const ServerLimits& limits, Handler& handler)
      : port_(socket.address().port()),
        threads_(1, limits.connections),
        watchdog_(std::chrono::milliseconds(limits.patience_ms)) {
    net::HTTPServerParams::Ptr params(new net::HTTPServerParams);
    params->setKeepAlive(false);
    params->setMaxThreads(limits.connections);
    params->setMaxQueued(limits.queued);
    params->setTimeout(Poco::Timespan(Poco::Timespan::TimeDiff{limits.patience_ms} * 1000));
    net::HTTPRequestHandlerFactory::Ptr handlers(new Handlers(handler, limits.body_bytes));
    server_ = std::make_unique<net::TCPServer>(new Connections(params, handlers, watchdog_),
                                               threads_, socket, params);
    server_->start();
  }
  ~PocoServer() override {
    server_->stop();
    watchdog_.end_all();
    threads_.joinAll();
  }
  uint16_t port() const override { return port_; }

 private:
  const uint16_t port_;
  Poco::ThreadPool threads_;
  Watchdog watchdog_;
  std::unique_ptr<net::TCPServer> server_;
};

net::ServerSocket make_socket(const Endpoint& endpoint) {
  if (endpoint.certificate.empty()) return net::ServerSocket();
  net::Context::Params params;
  params.certificateFile = endpoint.certificate;
  params.privateKeyFile = endpoint.key;
  params.verificationMode = net::Context::VERIFY_NONE;  // of whoever calls
  net::Context::Ptr context(new net::Context(net::Context::TLS_SERVER_USE, params));
  context->requireMinimumProtocol(net::Context::PROTO_TLSV1_2);
  // All of it is in what the socket points to. NOLINTNEXTLINE(cppcoreguidelines-slicing)
  return net::SecureServerSocket(context);
}

Status check_file(const std::string& file, const char* what) {
  std::error_code error;
  if (std::filesystem::is_regular_file(file, error)) return {};
  return {SLUICE_E_INVALID, std::string(what) + " " + file + " is no file that can be read"};
}

Status check_tls(const Endpoint& endpoint) {
  if (endpoint.certificate.empty() && endpoint.key.empty()) return {};
  if (Status s = check_file(endpoint.certificate, "the certificate"); !s) return s;
  return check_file(endpoint.key, "the key");
}

Result<std::unique_ptr<Server>> open(const Endpoint& endpoint, const ServerLimits& limits,
                                     Handler& handler) {
  const std::string place = endpoint.address + ":" + std::to_string(endpoint.port);
  if (Status s = check_tls(endpoint); !s) return s;
  try {
    const net::SocketAddress address(endpoint.address, endpoint.port);
    net::ServerSocket socket = make_socket(endpoint);
    // Nobody else may share the port and take what is sent to it.
    socket.bind(address, true, false);
    socket.listen();
    return std::unique_ptr<Server>(std::make_unique<PocoServer>(socket, limits, handler));
  } catch (const net::SSLException& e) {
    return Status(SLUICE_E_INVALID, "certificate " + endpoint.certificate + " and key " +
                                        endpoint.key + " cannot be used: " + e.displayText());
  } catch (const Poco::Exception& e) {
    return Status(SLUICE_E_UNAVAILABLE, "cannot listen at " + place + ": " + e.displayText() +
                                            "; end what uses the port, or choose another one");
  }
}

}  // namespace
}  // namespace sluice::listener

extern "C" void sluice_open_server(const sluice::listener::Endpoint& endpoint,
                                   const sluice::listener::ServerLimits& limits,
                                   sluice::listener::Handler& handler,
                                   sluice::Result<std::unique_ptr<sluice::listener::Server>>& out) {
  out = sluice::listener::open(endpoint, limits, handler);
}
