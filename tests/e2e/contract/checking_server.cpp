#include "checking_server.hpp"

#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/StreamCopier.h>
#include <Poco/URI.h>

#include <utility>

namespace lightspeedhq::contract {
namespace {

// "/api/2026-07/products" and "/api/products" in version and path.
void split_version(const std::string& path, Request& out) {
  std::string rest = path.substr(std::string("/api").size());
  size_t end = rest.find('/', 1);
  std::string first = rest.substr(1, end == rest.npos ? rest.npos : end - 1);
  bool versioned = !first.empty() && first[0] >= '0' && first[0] <= '9';
  out.version = versioned ? first : "0.9";
  out.path = versioned ? rest.substr(end) : rest;
}

Request read(Poco::Net::HTTPServerRequest& from) {
  Request out;
  Poco::URI uri(from.getURI());
  out.method = from.getMethod();
  split_version(uri.getPath(), out);
  for (const auto& pair : uri.getQueryParameters()) out.query.push_back(pair);
  out.authorization = from.get("Authorization", "");
  if (from.hasContentLength()) out.content_type = from.get("Content-Type", "");
  Poco::StreamCopier::copyToString(from.stream(), out.body);
  return out;
}

}  // namespace

class CheckingServer::Handler final : public Poco::Net::HTTPRequestHandler {
 public:
  explicit Handler(CheckingServer& server) : server_(server) {}
  void handleRequest(Poco::Net::HTTPServerRequest& request,
                     Poco::Net::HTTPServerResponse& response) override {
    server_.note(read(request));
    server_.response(response);
  }

 private:
  CheckingServer& server_;
};

class CheckingServer::Factory final : public Poco::Net::HTTPRequestHandlerFactory {
 public:
  explicit Factory(CheckingServer& server) : server_(server) {}
  Poco::Net::HTTPRequestHandler* createRequestHandler(
      const Poco::Net::HTTPServerRequest&) override {
    return new Handler(server_);
  }

 private:
  CheckingServer& server_;
};

CheckingServer::CheckingServer(const Contract& contract) : contract_(contract) {
  Poco::Net::ServerSocket socket(Poco::Net::SocketAddress("127.0.0.1", 0));
  server_ = std::make_unique<Poco::Net::HTTPServer>(new Factory(*this), socket,
                                                    new Poco::Net::HTTPServerParams);
  server_->start();
}

CheckingServer::~CheckingServer() { server_->stopAll(true); }

std::string CheckingServer::origin() const {
  return "http://127.0.0.1:" + std::to_string(server_->port());
}

void CheckingServer::response_with(int status, std::string content_type, std::string body) {
  std::lock_guard lock(mutex_);
  status_ = status;
  content_type_ = std::move(content_type);
  body_ = std::move(body);
  later_body_.reset();
}

void CheckingServer::then_response_with(std::string body) {
  std::lock_guard lock(mutex_);
  later_body_ = std::move(body);
}

void CheckingServer::response(Poco::Net::HTTPServerResponse& response) {
  std::lock_guard lock(mutex_);
  response.setStatus(static_cast<Poco::Net::HTTPResponse::HTTPStatus>(status_));
  if (status_ == 204) return void(response.send());
  response.setContentType(content_type_);
  response.sendBuffer(body_.data(), body_.size());
  if (later_body_) body_ = *later_body_;
}

std::vector<CheckingServer::Seen> CheckingServer::take() {
  std::lock_guard lock(mutex_);
  return std::exchange(seen_, {});
}

void CheckingServer::note(Request request) {
  Seen seen{contract_.route(request), std::move(request), {}};
  if (seen.operation) seen.violations = violations(*seen.operation, seen.request);
  std::lock_guard lock(mutex_);
  seen_.push_back(std::move(seen));
}

}  // namespace lightspeedhq::contract
