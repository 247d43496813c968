#include <doctest/doctest.h>

#include "unit/lightspeedhq/shop_rig.hpp"

using namespace lightspeedhq;
using namespace lightspeedhq::test;

namespace {

// A shop nobody talks to: configuration needs no network.
struct Quiet : ShopRig {
  Quiet() : ShopRig("http://127.0.0.1:9") {}
  std::string refused_list(const std::string& config) {
    auto status = create<Subscriber>(config, "sub", &handle).status();
    CHECK(status.code() == SLUICE_E_INVALID);
    return status.message();
  }
  std::string refused_action(const std::string& config) {
    auto status = create<Publisher>(config, "pub", &handle).status();
    CHECK(status.code() == SLUICE_E_INVALID);
    return status.message();
  }
  std::string refused_client(const std::string& config) {
    auto status = create<Client>(config, "clients.shop").status();
    CHECK(status.code() == SLUICE_E_INVALID);
    return status.message();
  }
};

}  // namespace

TEST_CASE("an unknown entity or action says what was meant") {
  Quiet rig;
  CHECK(has(rig.refused_list(R"({"entity":"prodcuts"})"), "/entity: "));
  CHECK(has(rig.refused_list(R"({"entity":"prodcuts"})"), "did you mean \"products\"?"));
  CHECK(has(rig.refused_action(R"({"entity":"customer","action":"create"})"),
            "did you mean \"customers\"?"));
  CHECK(has(rig.refused_action(R"({"entity":"customers","action":"udpate"})"),
            "/action: customers has no action \"udpate\" (did you mean \"update\"?)"));
  CHECK(has(rig.refused_action(R"({"entity":"outlets","action":"create"})"), "/entity: "));
}

TEST_CASE("a missing path parameter is refused at check, null promises it") {
  Quiet rig;
  CHECK(has(rig.refused_list(R"({"entity":"consignment-products"})"),
            "/request/path/consignment_id: "));
  CHECK(rig.create<Subscriber>(
               R"({"entity":"consignment-products","request":{"path":{"consignment_id":null}}})",
               "sub", &rig.handle)
            .ok());
}

TEST_CASE("a promised path parameter that nobody filled in is refused when the walk opens") {
  Quiet rig;
  const std::string request = R"({"path":{"consignment_id":null}})";
  auto subscriber = rig.make<Subscriber>(
      R"({"entity":"consignment-products","request":)" + request + "}", "sub", &rig.handle);
  CHECK(has(subscriber->open(request).status().message(), "/request/path/consignment_id: "));
  CHECK(subscriber->open(R"({"path":{"consignment_id":"c1"}})").ok());
}

TEST_CASE("an unknown query parameter is refused, since the vendor ignores it silently") {
  Quiet rig;
  auto message = rig.refused_list(R"({"entity":"products","request":{"query":{"delted":true}}})");
  CHECK(has(message, "/request/query/delted: "));
  CHECK(has(message, "did you mean \"deleted\"?"));
}

TEST_CASE("page_size and after are checked") {
  Quiet rig;
  for (std::string value : {"0", "-1", "\"many\"", "1.5", "true", "\"\"", "99999999999"}) {
    CAPTURE(value);
    CHECK(has(rig.refused_list(R"({"entity":"products","request":{"query":{"page_size":)" + value +
                               "}}}"),
              "/request/query/page_size: "));
  }
  CHECK(has(rig.refused_list(R"({"entity":"products","request":{"query":{"after":"x"}}})"),
            "/request/query/after: "));
}

TEST_CASE("subscriber and publisher need a client of this plugin") {
  Quiet rig;
  auto none = rig.create<Subscriber>(R"({"entity":"products"})").status();
  CHECK(has(none.message(), "/client: is missing"));
  sluice_component other = rig.handle;
  other.id = sluice::slice("another.client");
  auto wrong =
      rig.create<Publisher>(R"({"entity":"products","action":"create"})", "p", &other).status();
  CHECK(has(wrong.message(), "clients.shop is a another.client"));
}

TEST_CASE("a base_uri with /api in it is refused with the right one") {
  Quiet rig;
  for (std::string path : {"/api", "/api/", "/api/2026-07", "/api/2.0/products"}) {
    CAPTURE(path);
    auto message =
        rig.refused_client(R"({"base_uri":"https://Shop.example)" + path + R"(","token":"t0ken"})");
    CHECK(has(message, "/base_uri: "));
    CHECK(has(message, "write \"https://shop.example\""));
  }
}

TEST_CASE("an empty token and a bad address are refused at their settings") {
  Quiet rig;
  CHECK(has(rig.refused_client(R"({"base_uri":"https://a.example","token":""})"), "/token: "));
  CHECK(has(rig.refused_client(R"({"base_uri":"shop","token":"abcd"})"), "/base_uri: "));
  CHECK(has(rig.refused_client(R"({"base_uri":"https://a.example","token":"ab cd"})"), "/token: "));
}

TEST_CASE("the token is protected from the moment the client is made") {
  Quiet rig;
  rig.make<Client>(R"({"base_uri":"https://a.example","token":"s3cret-token"})", "clients.a");
  CHECK_FALSE(has(rig.redactor.redact("Bearer s3cret-token"), "s3cret"));
}

TEST_CASE("a token that would cross a network unencrypted is warned of, a local one is not") {
  Quiet rig;
  CHECK_FALSE(has(rig.log_text, "not https"));
  rig.make<Client>(R"({"base_uri":"http://localhost:81","token":"abcd"})", "clients.a");
  rig.make<Client>(R"({"base_uri":"http://[::1]:81","token":"abcd"})", "clients.b");
  CHECK_FALSE(has(rig.log_text, "not https"));
  rig.make<Client>(R"({"base_uri":"http://shop.example","token":"abcd"})", "clients.c");
  CHECK(has(rig.log_text, "http://shop.example is not https"));
}

TEST_CASE("one shop has one identity, however it is written, and no secret is in it") {
  Quiet rig;
  auto a = rig.make<Client>(R"({"base_uri":"HTTPS://Shop.Example/","token":"abcd"})", "clients.a");
  auto b = rig.make<Client>(R"({"base_uri":"https://shop.example","token":"efgh"})", "clients.b");
  CHECK(a->identity() == "https://shop.example");
  CHECK(a->identity() == b->identity());
}

TEST_CASE("a cursor belongs to shop, entity and request, but not to the page size") {
  Quiet rig;
  auto identity = [&](const std::string& entity, const std::string& request) {
    auto subscriber = rig.make<Subscriber>(
        "{\"entity\":\"" + entity + "\",\"request\":" + request + "}", "sub", &rig.handle);
    return *subscriber->open(request);
  };
  const std::string plain = identity("products", "{}");
  CHECK(has(plain, "http://127.0.0.1:9"));
  CHECK(identity("products", R"({"query":{"page_size":7}})") == plain);
  CHECK(identity("products", R"({"query":{"deleted":true}})") != plain);
  CHECK(identity("products", R"({"query":{"after":5}})") != plain);
  CHECK(identity("brands", "{}") != plain);
  CHECK(identity("products", R"({"query":{"deleted":true,"before":9}})") ==
        identity("products", R"({"query":{"before":"9","deleted":"true"}})"));
  CHECK(identity("consignment-products", R"({"path":{"consignment_id":"a"}})") !=
        identity("consignment-products", R"({"path":{"consignment_id":"b"}})"));
}
