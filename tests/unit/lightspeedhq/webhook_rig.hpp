// A listener for a scripted shop's webhooks, on a real inbox: deliveries go over HTTP, polls and
// commits are the test's. The shop and the listener have threads of their own.
#pragma once

#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/URI.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <memory>
#include <string>
#include <vector>

#include "listener/listener.hpp"
#include "sluice/ext/listener.h"
#include "sluice/record.h"
#include "store/sqlite_inbox.hpp"
#include "store/sqlite_store.hpp"
#include "support/temp_folder.hpp"
#include "unit/lightspeedhq/scripted_shop.hpp"
#include "webhook.hpp"

namespace lightspeedhq::test {

using Texts = std::vector<std::string>;

class WebhookRig {
 public:
  struct Response {
    int status = 200;
    std::string body;
  };
  using Shop = std::function<Response(const Call&)>;

  // `types`: JSON; `more`: further settings, with a comma in front. `base_uri`: of a client that is
  // not asked for anything, instead of the scripted shop's.
  explicit WebhookRig(Shop shop, const std::string& types = R"(["product.update"])",
                      const std::string& more = {}, const std::string& base_uri = {})
      : shop_([shop](const std::string& request, size_t) {
          const Response response = shop(Call{request});
          return sluice::http::test::Reply{
              sluice::http::test::response(response.status, response.body, "Date: x\r\n")};
        }),
        rig(shop_.origin()) {
    rig.environment.offer(SLUICE_EXT_LISTENER, sluice::listener::table(),
                          static_cast<sluice::store::InboxStore*>(&inbox_));
    if (!base_uri.empty()) {
      client_ =
          rig.make<Client>("{\"base_uri\":\"" + base_uri + "\",\"token\":\"T\"}", "clients.o");
      rig.handle.self = static_cast<sluice::Component*>(client_.get());
    }
    webhook = rig.make<Webhook>(R"({"address":"127.0.0.1","port":0,"path":"/hooks","secret":")" +
                                    std::string(kSecret) +
                                    R"(","max_body":4096,"remember_h":1,"types":)" + types +
                                    (has(more, "\"queue\"") ? "" : R"(,"queue":100)") + more + "}",
                                "pipelines.p.subscriber", &rig.handle);
    auto identity = webhook->open("{}");
    REQUIRE(identity.ok());
    REQUIRE(webhook->seek("").ok());
  }
  ~WebhookRig() { webhook.reset(); }

  // What one poll gives: "KEY JSON" a live record, "deleted KEY JSON" a deletion.
  Texts poll() {
    sluice::record::Batch batch({});
    const sluice::Status status = webhook->poll(sluice::Batch(batch.abi()), TestCancel());
    INFO(status.message());
    REQUIRE(status.ok());
    taken_ = batch.events();
    Texts out;
    for (size_t i = 0; i < batch.abi()->count; i++) {
      sluice_record& record = *sluice_record_at(batch.abi(), i);
      if (record.state != SLUICE_RECORD_LIVE) continue;
      sluice_slice text{};
      REQUIRE(batch.abi()->json->write(batch.abi(), &record.root, &text) == SLUICE_OK);
      out.push_back((record.op == SLUICE_OP_DELETE ? "deleted " : "") +
                    std::string(sluice::view(record.key)) + " " + std::string(sluice::view(text)));
    }
    return out;
  }

  // The first poll, which listens and finds nothing.
  void listen() {
    REQUIRE(poll().empty());
    static constexpr std::string_view kBefore = "listening at ";
    const size_t at = rig.log_text.find(kBefore) + kBefore.size();
    at_ = rig.log_text.substr(at, rig.log_text.find('\n', at) - at);
  }

  // Delivers a form of which the payload is encoded, signed; the status of the response. `type` is
  // in the address; `form`: fields before the payload, with a & behind.
  int deliver(const std::string& type, const std::string& payload,
              const std::string& form = {}) const {
    std::string encoded;
    Poco::URI::encode(payload, "&+=%\"{}:,", encoded);
    const std::string body = form + "payload=" + encoded;
    const Poco::URI uri(type.empty() ? at_ : at_ + "/" + type);
    Poco::Net::HTTPClientSession session(uri.getHost(), uri.getPort());
    Poco::Net::HTTPRequest request("POST", uri.getPath(), "HTTP/1.1");
    request.set("X-Signature", "signature=" + signature(body) + ",algorithm=HMAC-SHA256");
    request.setContentType(content_type);
    request.setContentLength(static_cast<std::streamsize>(body.size()));
    session.sendRequest(request) << body;
    Poco::Net::HTTPResponse response;
    session.receiveResponse(response);
    return response.getStatus();
  }

  std::string content_type = "application/x-www-form-urlencoded";  // of what is delivered

  // What the host does once the last poll's records are delivered.
  void commit() {
    sluice::store::Delta delta;
    delta.cursor = sluice::store::Cursor{};
    delta.events = sluice::store::SettledEvents{taken_.source, taken_.through};
    REQUIRE(store_.commit("p", commits_++, delta).ok());
  }

  // "METHOD /path" of every request to the shop.
  Texts requests() {
    Texts out;
    for (auto& seen : shop_.seen()) {
      const Call call{seen.text};
      out.push_back(call.method() + " " + call.path());
    }
    return out;
  }
  std::string body_of_request(size_t i) { return Call{shop_.seen().at(i).text}.body(); }

 private:
  static constexpr std::string_view kSecret = "s3cret";

  static std::string signature(const std::string& body) {
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    HMAC(EVP_sha256(), kSecret.data(), static_cast<int>(kSecret.size()),
         reinterpret_cast<const unsigned char*>(body.data()), body.size(), digest, &size);
    std::string out;
    for (unsigned i = 0; i < size; i++) {
      out += "0123456789abcdef"[digest[i] >> 4];
      out += "0123456789abcdef"[digest[i] & 15];
    }
    return out;
  }

  sluice::test::TempFolder folder_;
  sluice::store::SqliteInbox inbox_{(folder_ / "sluice.db").string()};
  sluice::store::SqliteStore store_{(folder_ / "sluice.db").string()};
  sluice::http::test::ScriptedServer shop_;
  sluice::record::BatchEvents taken_;
  int64_t commits_ = 0;
  std::string at_;

 public:
  ShopRig rig;

 private:
  std::unique_ptr<Client> client_;

 public:
  std::unique_ptr<Webhook> webhook;
};

}  // namespace lightspeedhq::test
