#include "webhooks/courier.hpp"

#include <Poco/Exception.h>
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/URI.h>

namespace sluice::simulator {
namespace {

constexpr int kTimeoutS = 5;

DeliveryOutcome post(const Outgoing& outgoing) {
  const Poco::URI uri(outgoing.url);
  if (uri.getScheme() != "http") return {0, "the simulator delivers to http URLs only"};
  Poco::Net::HTTPClientSession session(uri.getHost(), uri.getPort());
  session.setTimeout(Poco::Timespan(kTimeoutS, 0));
  Poco::Net::HTTPRequest request("POST", uri.getPathAndQuery(), "HTTP/1.1");
  request.setContentType("application/x-www-form-urlencoded");
  request.setContentLength64(static_cast<Poco::Int64>(outgoing.body.size()));
  request.set("X-Signature", outgoing.signature);
  request.setKeepAlive(false);
  session.sendRequest(request) << outgoing.body;
  Poco::Net::HTTPResponse response;
  session.receiveResponse(response);
  return {response.getStatus(), ""};
}

DeliveryOutcome try_post(const Outgoing& outgoing) {
  try {
    return post(outgoing);
  } catch (const Poco::Exception& error) {
    return {0, error.displayText()};
  }
}

}  // namespace

Courier::Courier(DeliverySource& source) : source_(source) {
  thread_ = std::thread([this] {
    while (std::optional<DeliveryTicket> ticket = source_.wait_for_delivery()) {
      source_.finish_delivery(*ticket, try_post(ticket->outgoing));
    }
  });
}

Courier::~Courier() {
  source_.stop_deliveries();
  thread_.join();
}

}  // namespace sluice::simulator
