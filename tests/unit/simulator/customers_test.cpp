#include "shop_client.hpp"

using namespace sluice::simulator;

namespace {

std::string create_customer(const TestShop& shop, const std::string& body) {
  const Reply reply = shop.send("POST", "/customers", body);
  REQUIRE(reply.status == 201);
  return reply.json()["data"]["id"].GetString();
}

}  // namespace

TEST_CASE("a created customer is answered whole, with a new version, and shows in lists") {
  const TestShop shop;
  const std::int64_t before = walk(shop, "customers", "").cursor;
  const Reply reply =
      shop.send("POST", "/customers",
                R"({"first_name":"Zo\u00eb","last_name":null,"on_account_limit":12.50})");
  CHECK(reply.status == 201);
  const auto row = reply.json();
  CHECK(row["data"]["version"].GetInt64() > before);
  CHECK(std::string(row["data"]["name"].GetString()) == "Zoë");
  CHECK(row["data"]["email"].IsNull());
  CHECK(reply.body.find(R"("on_account_limit":12.50)") != std::string::npos);
  CHECK(walk(shop, "customers", "", before).ids ==
        std::vector<std::string>{row["data"]["id"].GetString()});
}

TEST_CASE("first and last name must be present") {
  const TestShop shop;
  const Reply reply = shop.send("POST", "/customers", R"({"first_name":"x"})");
  CHECK(reply.status == 400);
  CHECK(reply.body == R"({"error":"last_name is required"})");
  CHECK(shop.state("customers")["count"].GetInt() == 20);
}

TEST_CASE("a body that is not the JSON a customer needs is refused") {
  const TestShop shop;
  for (const char* body : {"{", "[]", "\"x\"", "null", "<html>", "{\"first_name\":\"\xFF\"}",
                           R"({"first_name":1,"last_name":"x"})",
                           R"({"first_name":"x","last_name":"y","do_not_email":"yes"})"}) {
    CAPTURE(body);
    CHECK(shop.send("POST", "/customers", body).status == 400);
  }
  CHECK(shop.raw("POST", "/api/2026-07/customers").status == 400);
}

TEST_CASE("an unknown member is ignored") {
  const TestShop shop;
  const std::string id =
      create_customer(shop, R"({"first_name":"a","last_name":"b","planet":"Mars","id":"me"})");
  CHECK(id != "me");
  CHECK_FALSE(shop.get("/customers/" + id).json()["data"].HasMember("planet"));
}

TEST_CASE("PUT replaces a customer: what is left out becomes null") {
  const TestShop shop;
  const std::string id = create_customer(
      shop, R"({"first_name":"a","last_name":"b","email":"a@example.test","note":"n"})");
  const Reply reply =
      shop.send("PUT", "/customers/" + id, R"({"first_name":"c","last_name":"d","note":"m"})");
  CHECK(reply.status == 200);
  const auto row = shop.get("/customers/" + id).json();
  CHECK(row["data"]["email"].IsNull());
  CHECK(std::string(row["data"]["note"].GetString()) == "m");
  CHECK(std::string(row["data"]["name"].GetString()) == "c d");
}

TEST_CASE("every change of a customer draws a new version") {
  const TestShop shop;
  const std::string id = create_customer(shop, R"({"first_name":"a","last_name":"b"})");
  const std::int64_t created = shop.state("customers/" + id)["version"].GetInt64();
  shop.send("PUT", "/customers/" + id, R"({"first_name":"a","last_name":"b"})");
  const std::int64_t updated = shop.state("customers/" + id)["version"].GetInt64();
  shop.send("DELETE", "/customers/" + id, "");
  const std::int64_t deleted = shop.state("customers/" + id)["version"].GetInt64();
  CHECK(created < updated);
  CHECK(updated < deleted);
}

TEST_CASE("a deleted customer is gone for get, and back in lists with deleted=true") {
  const TestShop shop;
  const std::string id = create_customer(shop, R"({"first_name":"a","last_name":"b"})");
  const std::int64_t version = shop.state("customers/" + id)["version"].GetInt64();
  const Reply reply = shop.send("DELETE", "/customers/" + id, "");
  CHECK(reply.status == 204);
  CHECK(reply.body.empty());
  CHECK(shop.get("/customers/" + id).status == 404);
  CHECK(shop.send("DELETE", "/customers/" + id, "").status == 404);
  CHECK(shop.send("PUT", "/customers/" + id, R"({"first_name":"a","last_name":"b"})").status ==
        404);
  CHECK(walk(shop, "customers", "", version).ids.empty());
  CHECK(walk(shop, "customers", "&deleted=true", version).ids == std::vector<std::string>{id});
  CHECK(shop.state("customers/" + id)["deleted_at"].IsString());
}
