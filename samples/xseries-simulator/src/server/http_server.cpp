#include "server/http_server.hpp"

#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/HTTPServerRequestImpl.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/StreamCopier.h>

#include "server/wire.hpp"

namespace sluice::simulator {
namespace {

constexpr int kMaxConnections = 64;

// Poco reads a body without a length until the connection ends; there is none to wait for.
bool announces_body(const Poco::Net::HTTPServerRequest& request) {
  return request.hasContentLength() || request.getChunkedTransferEncoding();
}

Request read_request(Poco::Net::HTTPServerRequest& from) {
  Request request;
  request.method = from.getMethod();
  request.target = from.getURI();
  for (const auto& [name, value] : from) request.headers.push_back({name, value});
  if (announces_body(from)) Poco::StreamCopier::copyToString(from.stream(), request.body);
  return request;
}

class WireHandler : public Poco::Net::HTTPRequestHandler {
 public:
  WireHandler(Simulator& simulator, const std::atomic<bool>& stopping)
      : simulator_(simulator), stopping_(stopping) {}

  void handleRequest(Poco::Net::HTTPServerRequest& from,
                     Poco::Net::HTTPServerResponse& to) override {
    Response response = simulator_.handle(read_request(from));
    if (from.getMethod() == Poco::Net::HTTPRequest::HTTP_HEAD) response.body.clear();
    // The socket itself: HTTPServerResponse cannot produce the faults of the wire.
    auto& impl = dynamic_cast<Poco::Net::HTTPServerRequestImpl&>(from);
    to.setKeepAlive(write_response(impl.socket(), response, from.getKeepAlive(), stopping_));
  }

 private:
  Simulator& simulator_;
  const std::atomic<bool>& stopping_;
};

class Factory : public Poco::Net::HTTPRequestHandlerFactory {
 public:
  Factory(Simulator& simulator, const std::atomic<bool>& stopping)
      : simulator_(simulator), stopping_(stopping) {}

  Poco::Net::HTTPRequestHandler* createRequestHandler(
      const Poco::Net::HTTPServerRequest&) override {
    return new WireHandler(simulator_, stopping_);  // Poco's contract: the server deletes it
  }

 private:
  Simulator& simulator_;
  const std::atomic<bool>& stopping_;
};

}  // namespace

HttpServer::HttpServer(const Settings& settings)
    : simulator_(settings), courier_(simulator_), threads_("simulator", 4, kMaxConnections) {
  Poco::Net::HTTPServerParams::Ptr params = new Poco::Net::HTTPServerParams;
  params->setKeepAlive(true);
  params->setMaxThreads(kMaxConnections);
  params->setKeepAliveTimeout(Poco::Timespan(60, 0));
  const Poco::Net::ServerSocket socket(Poco::Net::SocketAddress("127.0.0.1", settings.port));
  server_ = std::make_unique<Poco::Net::HTTPServer>(new Factory(simulator_, stopping_), threads_,
                                                    socket, params);
  server_->start();
}

HttpServer::~HttpServer() {
  stopping_ = true;
  simulator_.stop_deliveries();
  server_->stopAll(true);
  threads_.joinAll();
}

}  // namespace sluice::simulator
