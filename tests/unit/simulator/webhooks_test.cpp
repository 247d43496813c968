#include <algorithm>

#include "common/clock.hpp"
#include "common/hmac.hpp"
#include "common/request.hpp"
#include "shop_client.hpp"
#include "webhook_receiver.hpp"

using namespace sluice::simulator;

namespace {

Settings hook_shop() {
  Settings settings = small_shop();
  settings.clock = "2026-07-15T15:00:00Z";
  settings.oauth_clients = {{"app", "top secret"}};
  return settings;
}

std::string hook_body(const std::string& type, const std::string& url) {
  return R"({"active":true,"type":")" + type + R"(","url":")" + url + R"("})";
}

void subscribe(const TestShop& shop, const std::string& type, const std::string& url) {
  REQUIRE(shop.send("POST", "/webhooks", hook_body(type, url)).status == 201);
}

void settle(const TestShop& shop) {
  REQUIRE(shop.control("POST", "/webhooks/settle").status == 200);
}

void change_customer(const TestShop& shop) {
  REQUIRE(shop.control("POST", "/customers/change").status == 200);
}

std::string field(const std::string& form, const char* name) {
  const Query query = Query::parse(form);
  const std::string* value = query.first(name);
  return value == nullptr ? std::string() : *value;
}

}  // namespace

TEST_CASE("a change is posted as a form that is signed over its raw body") {
  const WebhookReceiver receiver;
  const TestShop shop(hook_shop());
  subscribe(shop, "customer.update", receiver.url());
  const Reply made =
      shop.send("POST", "/customers", R"({"first_name":"Zo\u00eb","last_name":"&="})");
  settle(shop);
  const auto events = receiver.events();
  REQUIRE(events.size() == 1);
  CHECK(events[0].content_type == "application/x-www-form-urlencoded");
  CHECK(events[0].signature == "signature=" + hex_text(hmac_sha256("top secret", events[0].body)) +
                                   ",algorithm=HMAC-SHA256");
  rapidjson::Document payload;
  payload.Parse(field(events[0].body, "payload").c_str());
  CHECK(payload["id"] == made.json()["data"]["id"]);
  CHECK(std::string(payload["last_name"].GetString()) == "&=");
  CHECK(field(events[0].body, "type") == "customer.update");
  CHECK(field(events[0].body, "domain_prefix") == "example");
  CHECK(field(events[0].body, "environment") == "production");
  CHECK_FALSE(field(events[0].body, "retailer_id").empty());
}

TEST_CASE("the digest is that of RFC 4231") {
  CHECK(hex_text(hmac_sha256("Jefe", "what do ya want for nothing?")) ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST_CASE("the digest can come as base64, and the payload alone") {
  const WebhookReceiver receiver;
  const TestShop shop(hook_shop());
  shop.control("POST", "/settings", R"({"webhook_base64":true,"webhook_payload_only":true})");
  subscribe(shop, "customer.update", receiver.url());
  change_customer(shop);
  settle(shop);
  const auto events = receiver.events();
  REQUIRE(events.size() == 1);
  CHECK(events[0].signature ==
        "signature=" + base64_text(hmac_sha256("top secret", events[0].body)) +
            ",algorithm=HMAC-SHA256");
  CHECK(events[0].body.find('&') == std::string::npos);
}

TEST_CASE("only the subscribed type is posted, and only to active webhooks") {
  const WebhookReceiver receiver;
  const TestShop shop(hook_shop());
  subscribe(shop, "product.update", receiver.url());
  shop.send("POST", "/webhooks",
            R"({"active":false,"type":"customer.update","url":")" + receiver.url() + R"("})");
  change_customer(shop);
  settle(shop);
  CHECK(receiver.events().empty());
}

TEST_CASE("a second webhook with type and URL of another one is a conflict") {
  const TestShop shop;
  subscribe(shop, "sale.update", "http://127.0.0.1:9/a");
  const Reply again =
      shop.send("POST", "/webhooks", hook_body("sale.update", "http://127.0.0.1:9/a"));
  CHECK(again.status == 409);
  CHECK(again.body == R"({"error":"A webhook with this type and URL already exists."})");
  CHECK(shop.send("POST", "/webhooks", hook_body("sale.update", "http://127.0.0.1:9/b")).status ==
        201);
  CHECK(shop.send("POST", "/webhooks", hook_body("planet.update", "http://h/")).status == 400);
}

TEST_CASE("webhooks are listed, read, changed and deleted") {
  const TestShop shop;
  subscribe(shop, "sale.update", "http://127.0.0.1:9/a");
  const auto list = shop.get("/webhooks").json();
  REQUIRE(list["data"].Size() == 1);
  const std::string path = "/webhooks/" + std::string(list["data"][0]["id"].GetString());
  CHECK(shop.get(path).status == 200);
  CHECK(shop.send("PUT", path, hook_body("sale.update", "http://127.0.0.1:9/c")).status == 200);
  CHECK(std::string(shop.get(path).json()["data"]["url"].GetString()) == "http://127.0.0.1:9/c");
  const Reply gone = shop.send("DELETE", path, "");
  CHECK(gone.status == 200);
  CHECK(gone.body.empty());
  CHECK(shop.get(path).status == 404);
}

TEST_CASE("a refused delivery is tried again at doubling distances when the clock moves") {
  WebhookReceiver receiver;
  receiver.answer(500);
  const TestShop shop(hook_shop());
  subscribe(shop, "customer.update", receiver.url());
  change_customer(shop);
  settle(shop);
  CHECK(receiver.events().size() == 1);
  shop.control("POST", "/clock", R"({"advance_s":29})");
  CHECK(receiver.events().size() == 1);
  shop.control("POST", "/clock", R"({"advance_s":1})");
  CHECK(receiver.events().size() == 2);
  shop.control("POST", "/clock", R"({"advance_s":60})");
  CHECK(receiver.events().size() == 3);
  receiver.answer(204);
  shop.control("POST", "/clock", R"({"advance_s":120})");
  shop.control("POST", "/clock", R"({"advance_s":100000})");
  CHECK(receiver.events().size() == 4);
}

TEST_CASE("after 48 hours or 20 attempts a delivery is given up") {
  WebhookReceiver receiver;
  receiver.answer(503);
  const TestShop shop(hook_shop());
  subscribe(shop, "customer.update", receiver.url());
  change_customer(shop);
  shop.control("POST", "/clock", R"({"advance_s":1000000})");
  const auto log = shop.control("GET", "/webhooks/deliveries").json();
  REQUIRE(log["count"].GetInt() == 1);
  CHECK(std::string(log["deliveries"][0]["state"].GetString()) == "given_up");
  const auto attempts = log["deliveries"][0]["attempts"].Size();
  CHECK(attempts == receiver.events().size());
  CHECK(attempts == 20);
}

TEST_CASE("the waits double from 30 seconds and stay at 4 hours") {
  WebhookReceiver receiver;
  receiver.answer(503);
  const TestShop shop(hook_shop());
  subscribe(shop, "customer.update", receiver.url());
  change_customer(shop);
  shop.control("POST", "/clock", R"({"advance_s":172800})");
  const auto log = shop.control("GET", "/webhooks/deliveries").json();
  const auto& attempts = log["deliveries"][0]["attempts"];
  REQUIRE(attempts.Size() == 20);
  std::int64_t due = parse_iso("2026-07-15T15:00:00Z").value();
  std::int64_t wait = 30'000;
  for (const auto& attempt : attempts.GetArray()) {
    CHECK(parse_iso(attempt["at"].GetString()) == due);
    due += wait;
    wait = std::min<std::int64_t>(wait * 2, 4 * 3'600'000);
  }
}

TEST_CASE("a receiver that does not answer in time is tried again") {
  // Connections wait in the backlog, nobody takes them.
  const Poco::Net::ServerSocket silent(Poco::Net::SocketAddress("127.0.0.1", 0));
  const TestShop shop(hook_shop());
  subscribe(shop, "customer.update",
            "http://127.0.0.1:" + std::to_string(silent.address().port()) + "/");
  change_customer(shop);
  settle(shop);
  const auto log = shop.control("GET", "/webhooks/deliveries").json();
  CHECK(std::string(log["deliveries"][0]["state"].GetString()) == "waiting");
  CHECK(log["deliveries"][0]["attempts"][0]["status"].GetInt() == 0);
  CHECK(std::string(log["deliveries"][0]["attempts"][0]["error"].GetString()) == "Timeout");
}

TEST_CASE("a 4xx or a redirect ends a delivery") {
  for (const int status : {410, 302}) {
    WebhookReceiver receiver;
    receiver.answer(status);
    const TestShop shop(hook_shop());
    subscribe(shop, "customer.update", receiver.url());
    change_customer(shop);
    shop.control("POST", "/clock", R"({"advance_s":1000})");
    CHECK(receiver.events().size() == 1);
    const auto log = shop.control("GET", "/webhooks/deliveries").json();
    CHECK(std::string(log["deliveries"][0]["state"].GetString()) == "refused");
  }
}

TEST_CASE("a receiver that is not there is tried again") {
  const TestShop shop(hook_shop());
  std::string url;
  {
    const WebhookReceiver gone;
    url = gone.url();
  }
  subscribe(shop, "customer.update", url);
  change_customer(shop);
  settle(shop);
  const auto log = shop.control("GET", "/webhooks/deliveries").json();
  CHECK(std::string(log["deliveries"][0]["state"].GetString()) == "waiting");
  CHECK(log["deliveries"][0]["attempts"][0]["status"].GetInt() == 0);
}

TEST_CASE("an event can come twice") {
  const WebhookReceiver receiver;
  const TestShop shop(hook_shop());
  shop.control("POST", "/settings", R"({"webhook_twice":true})");
  subscribe(shop, "customer.update", receiver.url());
  change_customer(shop);
  settle(shop);
  const auto events = receiver.events();
  REQUIRE(events.size() == 2);
  CHECK(events[0].body == events[1].body);
}

TEST_CASE("events can come with the newest first") {
  const WebhookReceiver receiver;
  const TestShop shop(hook_shop());
  shop.control("POST", "/settings", R"({"webhook_out_of_order":true})");
  subscribe(shop, "customer.update", receiver.url());
  // One command, so that both wait in the queue before the first is sent.
  shop.control("POST", "/customers/change", R"({"count":2})");
  settle(shop);
  const auto log = shop.control("GET", "/webhooks/deliveries").json();
  const auto events = receiver.events();
  REQUIRE(events.size() == 2);
  CHECK(events[0].body == log["deliveries"][1]["body"].GetString());
  CHECK(events[1].body == log["deliveries"][0]["body"].GetString());
}

TEST_CASE("an adjustment of stock fires one event for each row that it changes") {
  const WebhookReceiver receiver;
  const TestShop shop(hook_shop());
  subscribe(shop, "inventory.update", receiver.url());
  const std::string outlet = shop.get("/outlets").json()["data"][0]["id"].GetString();
  const auto products = shop.get("/products?page_size=2").json();
  std::string items;
  for (const auto& product : products["data"].GetArray()) {
    items += (items.empty() ? "" : ",") + std::string(R"({"product_id":")") +
             product["id"].GetString() + R"(","outlet_id":")" + outlet +
             R"(","quantity":"2","reason":"STOCK_FOUND"})";
  }
  CHECK(
      shop.send("POST", "/stock_adjustments", R"({"stock_adjustments":[)" + items + "]}").status ==
      201);
  settle(shop);
  CHECK(receiver.events().size() == 2);
}

TEST_CASE("closing a register fires its closure") {
  const WebhookReceiver receiver;
  const TestShop shop(hook_shop());
  subscribe(shop, "register_closure.create", receiver.url());
  const std::string id = shop.get("/registers").json()["data"][0]["id"].GetString();
  CHECK(shop.send("PUT", "/registers/" + id + "/actions/open", "").status == 409);
  CHECK(shop.send("PUT", "/registers/" + id + "/actions/close", "").status == 200);
  CHECK(shop.send("PUT", "/registers/" + id + "/actions/close", "").status == 409);
  settle(shop);
  CHECK(receiver.events().size() == 1);
}

TEST_CASE("a reset forgets webhooks and deliveries") {
  const TestShop shop(hook_shop());
  subscribe(shop, "customer.update", "http://127.0.0.1:9/a");
  change_customer(shop);
  shop.control("POST", "/reset");
  CHECK(shop.get("/webhooks").json()["data"].Empty());
  CHECK(shop.control("GET", "/webhooks/deliveries").json()["count"].GetInt() == 0);
}
