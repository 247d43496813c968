#pragma once
// A receiver of webhooks on a free port: keeps what came, answers what it is told to. The server's
// own thread fills it, the test reads it after a settle.

#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/StreamCopier.h>

#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace sluice::simulator {

class WebhookReceiver {
 public:
  struct Event {
    std::string body;
    std::string signature;
    std::string content_type;
  };

  WebhookReceiver()
      : server_(new Factory(*this),
                Poco::Net::ServerSocket(Poco::Net::SocketAddress("127.0.0.1", 0)),
                new Poco::Net::HTTPServerParams) {
    server_.start();
  }
  ~WebhookReceiver() { server_.stopAll(true); }
  WebhookReceiver(const WebhookReceiver&) = delete;
  WebhookReceiver& operator=(const WebhookReceiver&) = delete;

  std::string url(const std::string& path = "/hook") const {
    return "http://127.0.0.1:" + std::to_string(server_.port()) + path;
  }
  void answer(int status) {
    const std::lock_guard lock(mutex_);
    status_ = status;
  }
  std::vector<Event> events() const {
    const std::lock_guard lock(mutex_);
    return events_;
  }

 private:
  class Handler : public Poco::Net::HTTPRequestHandler {
   public:
    explicit Handler(WebhookReceiver& owner) : owner_(owner) {}
    void handleRequest(Poco::Net::HTTPServerRequest& request,
                       Poco::Net::HTTPServerResponse& response) override {
      Event event;
      Poco::StreamCopier::copyToString(request.stream(), event.body);
      event.signature = request.get("X-Signature", "");
      event.content_type = request.getContentType();
      response.setStatus(
          static_cast<Poco::Net::HTTPResponse::HTTPStatus>(owner_.take(std::move(event))));
      response.setContentLength(0);
      response.send();
    }

   private:
    WebhookReceiver& owner_;
  };
  class Factory : public Poco::Net::HTTPRequestHandlerFactory {
   public:
    explicit Factory(WebhookReceiver& owner) : owner_(owner) {}
    Poco::Net::HTTPRequestHandler* createRequestHandler(
        const Poco::Net::HTTPServerRequest&) override {
      return new Handler(owner_);  // Poco's contract: the server deletes it
    }

   private:
    WebhookReceiver& owner_;
  };

  int take(Event event) {
    const std::lock_guard lock(mutex_);
    events_.push_back(std::move(event));
    return status_;
  }

  mutable std::mutex mutex_;
  int status_ = 200;
  std::vector<Event> events_;
  Poco::Net::HTTPServer server_;
};

}  // namespace sluice::simulator
