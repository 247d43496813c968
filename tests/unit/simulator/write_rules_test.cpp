// Sections 5 and 7 of the behaviours: rules of writes that no workflow of the other tests meets.
#include "shop_client.hpp"

using namespace sluice::simulator;

namespace {}  // namespace

TEST_CASE("another Content-Type is 415 only when the switch is on") {
  const TestShop shop;
  const auto create = [&shop](const char* type) {
    return shop.typed("POST", "/api/2026-07/brands", R"({"name":"x"})", type).status;
  };
  CHECK(create("text/plain") == 200);
  shop.control("POST", "/settings", R"({"strict_content_type":true})");
  CHECK(create("text/plain") == 415);
  CHECK(create("application/json; charset=UTF-8") == 200);
}

TEST_CASE("a missing member is 422 where the operation declares it, else 400") {
  const TestShop shop;
  const Reply declared = shop.send("POST", "/stock_adjustments", "{}");
  CHECK(declared.status == 422);
  CHECK(declared.body == R"({"error":"stock_adjustments is required"})");
  const Reply plain = shop.send("POST", "/customers", R"({"last_name":null})");
  CHECK(plain.status == 400);
  CHECK(plain.body == R"({"error":"first_name is required"})");
  CHECK(shop.send("POST", "/brands", "[]").status == 400);
}

TEST_CASE("times are written in the style of their entity") {
  const TestShop shop;
  for (const char* list : {"customers", "products", "outlets", "consignments", "price_books"}) {
    CAPTURE(list);
    const auto row = shop.get("/" + std::string(list) + "?page_size=1").json();
    CHECK(std::string(row["data"][0]["created_at"].GetString()).ends_with("+00:00"));
    CHECK(std::string(row["data"][0]["updated_at"].GetString()).ends_with("+00:00"));
  }
  for (const char* list : {"stock_adjustments", "purchase_orders", "fulfillments"}) {
    CAPTURE(list);
    const auto row = shop.get("/" + std::string(list) + "?page_size=1").json();
    CHECK(std::string(row["data"][0]["created_at"].GetString()).ends_with("Z"));
  }
  const auto service = shop.get("/services").json();
  CHECK(std::string(service["jobs"][0]["service"]["created_at"].GetString()).find('.') !=
        std::string::npos);
}

TEST_CASE("a supplier order is cancelled from any status before it is received") {
  const TestShop shop;
  const std::string outlet = first_id(shop, "/outlets");
  const auto body = [&outlet](const std::string& status) {
    return R"({"data":{"name":"n","type":"SUPPLIER","status":")" + status + R"(","outlet_id":")" +
           outlet + R"("}})";
  };
  for (const auto& steps : {std::vector<std::string>{}, {"SENT"}, {"SENT", "DISPATCHED"}}) {
    const std::string id =
        shop.send("POST", "/consignments", body("OPEN")).json()["data"]["id"].GetString();
    const std::string path = "/consignments/" + id;
    for (const std::string& step : steps) CHECK(shop.send("PUT", path, body(step)).status == 200);
    CHECK(shop.send("PUT", path, body("CANCELLED")).status == 200);
  }
}

TEST_CASE("stock adjustments are at most 1000 a request") {
  const TestShop shop;
  const std::string item = R"({"product_id":")" + first_id(shop, "/products") +
                           R"(","outlet_id":")" + first_id(shop, "/outlets") +
                           R"(","quantity":"1","reason":"STOCK_FOUND"})";
  std::string items = item;
  for (int i = 0; i < 1000; ++i) items += "," + item;
  CHECK(
      shop.send("POST", "/stock_adjustments", R"({"stock_adjustments":[)" + items + "]}").status ==
      422);
}

TEST_CASE("a CUSTOM adjustment takes the sign of its reason") {
  const TestShop shop;
  const std::string reason = shop.send("POST", "/custom_inventory_adjustment_reasons",
                                       R"({"name":"bitten","enabled":true,"type":"NEGATIVE"})")
                                 .json()["data"]["id"]
                                 .GetString();
  const auto send = [&](const char* quantity) {
    return shop
        .send("POST", "/stock_adjustments",
              R"({"stock_adjustments":[{"product_id":")" + first_id(shop, "/products") +
                  R"(","outlet_id":")" + first_id(shop, "/outlets") + R"(","quantity":")" +
                  quantity + R"(","reason":"CUSTOM","custom_inventory_adjustment_reason_id":")" +
                  reason + R"("}]})")
        .status;
  };
  CHECK(send("1") == 422);
  CHECK(send("-1") == 201);
}

TEST_CASE("an address has its lengths and needs, postcodes are strict from 2026-07") {
  const TestShop shop;
  const std::string path = "/customers/" + first_id(shop, "/customers") + "/addresses";
  const auto send = [&](const std::string& line, const std::string& city, const std::string& rest,
                        const char* version = "2026-07") {
    return shop
        .raw("POST", "/api/" + std::string(version) + path,
             R"({"address_line_1":")" + line + R"(","city":")" + city + R"(","type":"BILLING",)" +
                 rest + "}")
        .status;
  };
  const std::string here = R"("country_code":"AT","postcode":"1010")";
  CHECK(send(std::string(50, 'a'), std::string(28, 'b'), here) == 201);
  CHECK(send(std::string(51, 'a'), "b", here) == 400);
  CHECK(send("a", std::string(29, 'b'), here) == 400);
  CHECK(send("a", "b", R"("postcode":"1010")") == 400);
  const std::string canada = R"("country_code":"CA","postcode":"K1A 0B1")";
  CHECK(send("a", "b", canada) == 400);
  CHECK(send("a", "b", canada + R"(,"state_code":"ON")") == 201);
  const std::string odd = R"("country_code":"AT","postcode":"10105")";
  CHECK(send("a", "b", odd) == 400);
  CHECK(send("a", "b", odd, "2026-04") == 201);
}

TEST_CASE("the DELETE of price-book products reads its JSON from a header too") {
  const TestShop shop;
  const auto price = shop.get("/price_book_products?page_size=1").json();
  const std::string id = price["data"][0]["id"].GetString();
  const std::string path =
      "/price_books/" + std::string(price["data"][0]["price_book_id"].GetString()) + "/products";
  const Reply gone = shop.with_header("DELETE", "/api/2026-07" + path, "data",
                                      R"({"data":{"price_book_product_ids":[")" + id + R"("]}})");
  CHECK(gone.status == 200);
  CHECK(gone.body.find("1 price book products deleted") != std::string::npos);
}

TEST_CASE("a variant family has at most three attributes") {
  const TestShop shop;
  std::string ids, values;
  for (int i = 0; i < 4; ++i) {
    const std::string name = R"({"name":"kind )" + std::to_string(i) + "\"}";
    const std::string id =
        shop.send("POST", "/variant_attributes", name).json()["data"]["id"].GetString();
    ids += (i == 0 ? "\"" : ",\"") + id + "\"";
    values += std::string(i == 0 ? "" : ",") + R"({"value":"v"})";
  }
  const Reply reply = shop.raw(
      "POST", "/api/2026-10/product_families",
      R"({"name":"f","classification":"VARIANT","variant_attribute_ids":[)" + ids +
          R"(],"products":[{"codes":[{"code":"c"}],"variant_attributes":[)" + values + "]}]}");
  CHECK(reply.status == 400);
  CHECK(reply.body.find("1 to 3 variant_attribute_ids") != std::string::npos);
}

TEST_CASE("an unknown webhook is 404") {
  const TestShop shop;
  CHECK(shop.get("/webhooks/none").status == 404);
  CHECK(shop.send("DELETE", "/webhooks/none", "").status == 404);
  CHECK(shop.send("PUT", "/webhooks/none",
                  R"({"active":true,"type":"sale.update","url":"http://127.0.0.1:9/"})")
            .status == 404);
}
