#include "app/wiring/callback_listener.hpp"

#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/StreamCopier.h>
#include <Poco/URI.h>
#include <doctest/doctest.h>

using namespace sluice;
using namespace sluice::app;

namespace {

struct Waiting {
  Waiting() {
    auto opened = CallbackListener::open("http://127.0.0.1:0/back", "st-1234", wake);
    INFO(opened.status().message());
    REQUIRE(opened.ok());
    listener = std::move(*opened);
  }
  // The status of the response to `target`.
  int come(const std::string& target) const {
    const Poco::URI uri(listener->redirect());
    Poco::Net::HTTPClientSession session(uri.getHost(), uri.getPort());
    Poco::Net::HTTPRequest request("GET", target, "HTTP/1.1");
    Poco::Net::HTTPResponse response;
    session.sendRequest(request);
    std::string body;
    Poco::StreamCopier::copyToString(session.receiveResponse(response), body);
    CHECK(body.find("st-1234") == std::string::npos);
    CHECK(body.find("c%2F1") == std::string::npos);
    return response.getStatus();
  }

  platform::Wake wake = *platform::Wake::create();
  std::unique_ptr<CallbackListener> listener;
};

}  // namespace

TEST_CASE("the browser's return is taken once, decoded, and wakes who waits") {
  const Waiting w;
  CHECK_FALSE(w.listener->arrived());
  CHECK(w.come("/back?code=c%2F1&state=st-1234&domain_prefix=shop") == 200);
  CHECK(w.wake.wait(10'000));
  const auto query = w.listener->arrived();
  REQUIRE(query);
  CHECK(query->at(0) == std::pair<std::string, std::string>("code", "c/1"));
  CHECK(w.come("/back?code=other&state=st-1234") == 400);
  CHECK(w.listener->arrived()->at(0).second == "c/1");
}

TEST_CASE("a return without the right state is not taken, and the waiting goes on") {
  const Waiting w;
  CHECK(w.come("/back?code=c1") == 400);
  CHECK(w.come("/back?code=c1&state=") == 400);
  CHECK(w.come("/back?code=c1&state=st-1235") == 400);
  CHECK(w.come("/elsewhere?code=c1&state=st-1234") == 404);
  CHECK_FALSE(w.listener->arrived());
  CHECK(w.come("/back?code=c1&state=st-1234") == 200);
}

TEST_CASE("a refusal ends the waiting with the right state only") {
  const Waiting w;
  CHECK(w.come("/back?error=access_denied") == 400);
  CHECK(w.come("/back?error=access_denied&state=other") == 400);
  CHECK_FALSE(w.listener->arrived());
  CHECK(w.come("/back?error=access_denied&state=st-1234") == 200);
  CHECK(w.listener->arrived());
}

TEST_CASE("an address on another machine, or none, is refused") {
  const platform::Wake wake = *platform::Wake::create();
  for (const char* uri : {"http://example.test:80/x", "https://127.0.0.1:80/x",
                          "http://0.0.0.0:0/x", "nonsense", "", ":0"})
    CHECK_FALSE(CallbackListener::open(uri, "s", wake).ok());
}

TEST_CASE("a port that is taken is told") {
  const Waiting w;
  const auto refused = CallbackListener::open(w.listener->redirect(), "s", w.wake);
  CHECK(refused.status().code() == SLUICE_E_UNAVAILABLE);
  CHECK(refused.status().message().find("127.0.0.1") != std::string::npos);
}
