// What the shop is told at start, by what its list of webhooks holds.
#include <doctest/doctest.h>

#include "unit/lightspeedhq/webhook_rig.hpp"

using namespace lightspeedhq::test;

namespace {

constexpr const char* kRegisters =
    R"(,"register":true,"public_url":"https://hooks.example.com/x/","fetch":false)";

// A shop with these webhooks, which answers what is written with `status`.
WebhookRig::Shop shop_with(const std::string& rows, int status) {
  return [rows, status](const Call& call) {
    if (call.method() == "GET") return WebhookRig::Response{200, R"({"data":[)" + rows + "]}"};
    return WebhookRig::Response{status, "{}"};
  };
}

std::string row(const std::string& id, const std::string& url, const std::string& active) {
  return R"({"id":")" + id + R"(","type":"product.update","url":")" + url + R"(","active":)" +
         active + "}";
}

constexpr const char* kOurs = "https://hooks.example.com/x/product.update";

}  // namespace

TEST_CASE("a webhook that is switched off is switched on again") {
  WebhookRig rig(shop_with(row("w1", kOurs, "false"), 200), R"(["product.update"])", kRegisters);
  rig.listen();
  REQUIRE(rig.requests() == Texts{"GET /webhooks", "PUT /webhooks/w1"});
  CHECK(rig.body_of_request(1) ==
        R"({"active":true,"type":"product.update","url":")" + std::string(kOurs) + "\"}");
  CHECK(has(rig.rig.log_text, "webhook switched on: product.update"));
}

TEST_CASE("a webhook that is there and on costs the list, and only at the first poll") {
  WebhookRig rig(shop_with(row("w1", kOurs, "true"), 500), R"(["product.update"])", kRegisters);
  rig.listen();
  rig.poll();
  CHECK(rig.requests() == Texts{"GET /webhooks"});
}

TEST_CASE("a webhook to another address is left alone, and ours made beside it") {
  WebhookRig rig(shop_with(row("w1", "https://other.example.com/x/product.update", "false"), 201),
                 R"(["product.update"])", kRegisters);
  rig.listen();
  CHECK(rig.requests() == Texts{"GET /webhooks", "POST /webhooks"});
  CHECK(has(rig.rig.log_text, "webhook registered: product.update to " + std::string(kOurs)));
}

TEST_CASE("a webhook that somebody else made meanwhile is as good as ours") {
  WebhookRig rig(shop_with("", 409), R"(["product.update"])", kRegisters);
  rig.listen();  // would fail on any other refusal
  rig.poll();
  CHECK(rig.requests() == Texts{"GET /webhooks", "POST /webhooks"});
  CHECK_FALSE(has(rig.rig.log_text, "webhook registered"));
}

TEST_CASE("a shop that refuses the webhook ends the poll with the type and its reason") {
  WebhookRig rig(shop_with("", 403), R"(["product.update"])", kRegisters);
  const auto polled = sluice::test::poll(*rig.webhook);
  CHECK_FALSE(polled.status.ok());
  CHECK(has(polled.status.message(), "webhook product.update"));
}
