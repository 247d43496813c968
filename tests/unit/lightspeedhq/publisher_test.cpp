#include <doctest/doctest.h>

#include "unit/http/scripted_server.hpp"
#include "unit/lightspeedhq/publishing.hpp"
#include "unit/lightspeedhq/simulated_shop.hpp"

using namespace lightspeedhq::test;
using lightspeedhq::Publisher;
using sluice::http::test::Reply;
using sluice::http::test::response;
using sluice::http::test::ScriptedServer;
using sluice::simulator::small_shop;
using sluice::simulator::TestShop;

namespace {

struct CustomerShop : SimulatedShop {
  CustomerShop() : SimulatedShop(small_shop(), R"(,"retry":{"attempts":1})") {}
  Published publish(const std::string& action, std::string_view lines) {
    return lightspeedhq::test::publish(rig, "customers", action, lines);
  }
  int count() const { return simulator.state("customers")["count"].GetInt(); }
  std::string first_id() const {
    return simulator.get("/customers?page_size=1").json()["data"][0]["id"].GetString();
  }
  std::string first_name(const std::string& id) const {
    return simulator.get("/customers/" + id).json()["data"]["first_name"].GetString();
  }
};

std::string with_id(const std::string& id, const std::string& name) {
  return R"({"path":{"customer_id":")" + id + R"("},"payload":{"first_name":")" + name +
         R"(","last_name":"L"}})";
}

}  // namespace

TEST_CASE("create makes a customer of each record's payload") {
  CustomerShop shop;
  int before = shop.count();
  auto done = shop.publish("create", kNewCustomer + "\n" + kNewCustomer + "\n");
  REQUIRE(done.status.ok());
  for (auto& outcome : done.outcomes) CHECK(outcome.status == SLUICE_OK);
  CHECK(shop.count() == before + 2);
}

TEST_CASE("update changes the customer its path names") {
  CustomerShop shop;
  std::string id = shop.first_id();
  auto done = shop.publish("update", with_id(id, "Grace"));
  REQUIRE(done.status.ok());
  CHECK(done.outcomes[0].status == SLUICE_OK);
  CHECK(shop.first_name(id) == "Grace");
}

TEST_CASE("upsert updates with an id and creates without one") {
  CustomerShop shop;
  std::string id = shop.first_id();
  int before = shop.count();
  auto done = shop.publish("upsert", with_id(id, "Grace") + "\n" + kNewCustomer + "\n" +
                                         R"({"path":{"customer_id":null},"query":{},)" +
                                         kNewCustomer.substr(1) + "\n");
  REQUIRE(done.status.ok());
  for (auto& outcome : done.outcomes) CHECK(outcome.status == SLUICE_OK);
  CHECK(shop.first_name(id) == "Grace");
  CHECK(shop.count() == before + 2);
}

TEST_CASE("a mistyped path name never turns an update into a create") {
  CustomerShop shop;
  int before = shop.count();
  auto done = shop.publish("upsert", R"({"path":{"custmer_id":"x"},)" + kNewCustomer.substr(1));
  CHECK(done.outcomes[0].status == SLUICE_E_DATA);
  CHECK(has(done.outcomes[0].message, "did you mean \"customer_id\"?"));
  CHECK(shop.count() == before);
}

TEST_CASE("delete removes, and what is gone already counts as deleted") {
  CustomerShop shop;
  std::string id = shop.first_id();
  std::string record = R"({"path":{"customer_id":")" + id + "\"}}";
  CHECK(shop.publish("delete", record).outcomes[0].status == SLUICE_OK);
  CHECK(shop.simulator.get("/customers/" + id).status == 404);
  CHECK(shop.publish("delete", record).outcomes[0].status == SLUICE_OK);
  CHECK(has(shop.rig.log_text, "counted as deleted"));
}

TEST_CASE("a record that cannot be sent parks with what it lacks, its neighbours go through") {
  CustomerShop shop;
  std::string id = shop.first_id();
  auto done = shop.publish(
      "update", std::string("{\"payload\":{}}\n") + with_id(id, "Grace") +
                    "\n[1]\n{\"path\":{\"customer_id\":\"a/../b\"}," + kNewCustomer.substr(1) +
                    "\n{\"path\":{\"customer_id\":\"1\"}}\n" + "{\"name\":\"x\"}\n");
  REQUIRE(done.status.ok());
  CHECK(done.outcomes[0].status == SLUICE_E_DATA);
  CHECK(has(done.outcomes[0].message, "/path/customer_id: update of customers needs this"));
  CHECK(done.outcomes[1].status == SLUICE_OK);
  CHECK(has(done.outcomes[2].message, "not an object"));
  CHECK(has(done.outcomes[3].message, "/path/customer_id: path parameter holds a slash"));
  CHECK(has(done.outcomes[4].message, "no payload"));
  CHECK(has(done.outcomes[5].message, "only path, query and payload"));
}

TEST_CASE("what the shop refuses parks that record with the shop's words") {
  CustomerShop shop;
  auto done = shop.publish("create", R"({"payload":{"last_name":"L"}})"
                                     "\n" +
                                         kNewCustomer);
  REQUIRE(done.status.ok());
  CHECK(done.outcomes[0].status == SLUICE_E_DATA);
  CHECK(has(done.outcomes[0].message, "POST /customers: client `shop`: 400"));
  CHECK(has(done.outcomes[0].message, "first_name"));
  CHECK(done.outcomes[1].status == SLUICE_OK);
  auto gone = shop.publish("update", with_id("00000000-0000-0000-0000-000000000000", "X"));
  CHECK(gone.outcomes[0].status == SLUICE_E_DATA);
}

TEST_CASE("a refused token stops the publisher and parks nothing") {
  TestShop simulator;
  ShopRig rig(simulator.server.origin(), "wrong");
  auto done = publish(rig, "customers", "create", kNewCustomer);
  REQUIRE(done.status.ok());
  CHECK(done.outcomes[0].status == SLUICE_E_AUTH);
  CHECK(has(done.outcomes[0].message, "client `shop`: 401"));
}

TEST_CASE("a POST whose response was lost is parked, not repeated") {
  CustomerShop shop;
  int before = shop.count();
  shop.simulator.arm(R"({"fault":"reset_after","method":"POST"})");
  auto done = shop.publish("create", kNewCustomer + "\n" + kNewCustomer);
  REQUIRE(done.status.ok());
  CHECK(done.outcomes[0].status == SLUICE_E_DATA);
  CHECK(has(done.outcomes[0].message, "may have been carried out"));
  CHECK(done.outcomes[1].status == SLUICE_OK);
  CHECK(shop.count() == before + 2);
}

TEST_CASE("a create answered by a failing server or gateway is parked, not repeated") {
  for (int status : {500, 502, 504, 507, 520, 522, 524, 529, 530, 599}) {
    CAPTURE(status);
    ScriptedServer server([status](const std::string&, size_t number) {
      return Reply{response(number == 1 ? status : 201, "{}")};
    });
    ShopRig rig(server.origin());
    auto done = publish(rig, "customers", "create", kNewCustomer + "\n" + kNewCustomer);
    REQUIRE(done.status.ok());
    CHECK(done.outcomes[0].status == SLUICE_E_DATA);
    CHECK(has(done.outcomes[0].message, std::to_string(status)));
    CHECK(has(done.outcomes[0].message, "may have been carried out"));
    CHECK(done.outcomes[1].status == SLUICE_OK);
    CHECK(server.seen().size() == 2);
  }
}

TEST_CASE("a server that fails every create parks three records and makes the others wait") {
  ScriptedServer server([](const std::string&, size_t) { return Reply{response(500, "{}")}; });
  ShopRig rig(server.origin());
  std::string lines;
  for (int i = 0; i < 10; i++) lines += kNewCustomer + "\n";
  auto done = publish(rig, "customers", "create", lines);
  REQUIRE(done.status.ok());
  for (size_t i = 0; i < 10; i++)
    CHECK(done.outcomes[i].status == (i < 3 ? SLUICE_E_DATA : SLUICE_E_UNAVAILABLE));
  CHECK(has(done.outcomes[9].message, "not sent after 3 server errors in a row"));
  CHECK(server.seen().size() == 3);
}

TEST_CASE(
    "a create that the server refuses as such with 501 or 505 was not carried out and waits") {
  for (int status : {501, 505}) {
    CAPTURE(status);
    ScriptedServer server(
        [=](const std::string&, size_t) { return Reply{response(status, "{}")}; });
    ShopRig rig(server.origin());
    auto done = publish(rig, "customers", "create", kNewCustomer);
    CHECK(done.outcomes[0].status == SLUICE_E_UNAVAILABLE);
    CHECK_FALSE(has(done.outcomes[0].message, "may have been carried out"));
  }
}

TEST_CASE("a create answered 503 was not taken on: it is repeated") {
  ScriptedServer server([](const std::string&, size_t number) {
    return Reply{response(number == 1 ? 503 : 201, "{}")};
  });
  ShopRig rig(server.origin());
  CHECK(publish(rig, "customers", "create", kNewCustomer).outcomes[0].status == SLUICE_OK);
  CHECK(server.seen().size() == 2);
}

TEST_CASE("a PUT whose response was lost is repeated") {
  TestShop simulator;
  ShopRig rig(simulator.server.origin());
  std::string id = simulator.get("/customers?page_size=1").json()["data"][0]["id"].GetString();
  simulator.arm(R"({"fault":"reset_after","method":"PUT"})");
  auto done = publish(rig, "customers", "update", with_id(id, "Grace"));
  REQUIRE(done.status.ok());
  CHECK(done.outcomes[0].status == SLUICE_OK);
}

TEST_CASE("without a network every record waits and none parks") {
  ShopRig rig("http://127.0.0.1:" + std::to_string(sluice::http::test::unused_port()), "T",
              R"(,"retry":{"attempts":1})");
  auto done = publish(rig, "customers", "create", kNewCustomer + "\n" + kNewCustomer);
  REQUIRE(done.status.ok());
  CHECK(done.outcomes[0].status == SLUICE_E_UNAVAILABLE);
  CHECK(done.outcomes[1].status == SLUICE_E_UNAVAILABLE);
}

TEST_CASE("a server error of one record leaves its neighbours alone, several in a row do not") {
  CustomerShop shop;
  std::string id = shop.first_id();
  shop.simulator.arm(R"({"fault":"503","method":"PUT"})");
  auto one = shop.publish("update", with_id(id, "A") + "\n" + with_id(id, "B"));
  CHECK(one.outcomes[0].status == SLUICE_E_UNAVAILABLE);
  CHECK(one.outcomes[1].status == SLUICE_OK);
  shop.simulator.arm(R"({"fault":"503","method":"PUT","count":0})");
  auto requests = shop.rig.service.usage().requests;
  std::string lines;
  for (int i = 0; i < 10; i++) lines += with_id(id, "C") + "\n";
  auto many = shop.publish("update", lines);
  for (auto& outcome : many.outcomes) CHECK(outcome.status == SLUICE_E_UNAVAILABLE);
  CHECK(shop.rig.service.usage().requests == requests + 3);
}

TEST_CASE("over the rate limit the rest of the batch waits") {
  ScriptedServer server([](const std::string&, size_t) {
    return Reply{response(429, R"({"error":"Too Many Requests"})", "Retry-After: 7\r\n")};
  });
  ShopRig rig(server.origin(), "T", R"(,"retry":{"attempts":1})");
  auto done = publish(rig, "customers", "create", kNewCustomer + "\n" + kNewCustomer);
  CHECK(done.outcomes[0].status == SLUICE_E_RATE_LIMITED);
  CHECK(done.outcomes[1].status == SLUICE_E_RATE_LIMITED);
  CHECK(server.seen().size() == 1);
}

TEST_CASE("an HTML page as the response to a write is no success") {
  ScriptedServer server([](const std::string&, size_t) {
    return Reply{response(200, "<html><title>Log in</title>", "Content-Type: text/html\r\n")};
  });
  ShopRig rig(server.origin());
  // An update may be sent again; a create that was answered 2xx is not.
  auto done = publish(rig, "customers", "update", with_id("c", "Ada"));
  CHECK(done.outcomes[0].status == SLUICE_E_UNAVAILABLE);
  CHECK(has(done.outcomes[0].message, "an HTML page, \"Log in\""));
  done = publish(rig, "customers", "create", kNewCustomer);
  CHECK(done.outcomes[0].status == SLUICE_E_DATA);
  CHECK(has(done.outcomes[0].message, "an HTML page, \"Log in\""));
  CHECK(has(done.outcomes[0].message, "may have been carried out"));
}

TEST_CASE("the payload leaves byte for byte") {
  ScriptedServer server([](const std::string&, size_t) { return Reply{response(201, "{}")}; });
  ShopRig rig(server.origin());
  const std::string payload =
      R"({"price":19.90,"big":9007199254740993,"exp":1e400,"s":"\u00e4\/"})";
  publish(rig, "products", "create", "{\"payload\": " + payload + "}");
  REQUIRE(server.seen().size() == 1);
  CHECK(has(server.seen()[0].text, "\r\n\r\n" + payload));
  CHECK(has(server.seen()[0].text, "Content-Type: application/json"));
}

TEST_CASE("a host that wants it is told the id of what was created") {
  CustomerShop shop;
  auto publisher = shop.rig.make<Publisher>(R"({"entity":"customers","action":"create"})", "pub",
                                            &shop.rig.handle);
  const TestCancel cancel;
  REQUIRE(publisher->resume("", cancel).ok());
  sluice::record::Batch batch{{}};
  sluice::test::read_lines(batch, kNewCustomer + "\n");
  sluice_outcome outcome = {};
  outcome.flags = SLUICE_OUTCOME_WANTS_RESPONSE;
  REQUIRE(
      publisher->publish(sluice::Batch(batch.abi()), {sluice::Batch(batch.abi()), &outcome}, cancel)
          .ok());
  CHECK(outcome.status == SLUICE_OK);
  CHECK(outcome.remote_code / 100 == 2);
  CHECK(sluice::test::has(std::string(sluice::view(outcome.request)), "POST /customers"));
  CHECK(sluice::test::has(std::string(sluice::view(outcome.response)), "\"id\":"));
}
