#include "shop_client.hpp"

using namespace sluice::simulator;

namespace {

std::string consignment(const TestShop& shop, const std::string& type) {
  const Reply reply = shop.send("POST", "/consignments",
                                R"({"data":{"name":"n","type":")" + type + R"(","outlet_id":")" +
                                    first_id(shop, "/outlets") + R"("}})");
  REQUIRE(reply.status == 201);
  return reply.json()["data"]["id"].GetString();
}

int move_to(const TestShop& shop, const std::string& id, const std::string& type,
            const std::string& status) {
  return shop
      .send("PUT", "/consignments/" + id,
            R"({"data":{"name":"n","type":")" + type + R"(","status":")" + status +
                R"(","outlet_id":")" + first_id(shop, "/outlets") + R"("}})")
      .status;
}

double stock(const TestShop& shop, const std::string& product, const std::string& outlet) {
  const auto rows = shop.get("/inventory/" + product).json();
  for (const auto& row : rows.GetArray()) {
    if (row["outlet_id"].GetString() == outlet) {
      return row["current_inventory_level"].GetDouble() - row["quantity_to_procure"].GetDouble();
    }
  }
  return 0;
}

std::string sale_body(const TestShop& shop, const std::string& more) {
  const std::string tax = shop.get("/taxes").json()["data"][1]["id"].GetString();
  return R"({"source":{"author_id":"a","outlet_id":")" + first_id(shop, "/outlets") +
         R"("},"line_items":[{"product":{"id":")" + first_id(shop, "/products") +
         R"("},"quantity":3,"pricing":{"price":19.99},"tax":{"id":")" + tax + R"("}}],)" + more +
         "}";
}

}  // namespace

TEST_CASE("a supplier order goes its way and no other, and brings stock") {
  const TestShop shop;
  const std::string id = consignment(shop, "SUPPLIER");
  const std::string product = first_id(shop, "/products");
  const std::string outlet = first_id(shop, "/outlets");
  const double before = stock(shop, product, outlet);
  CHECK(shop.send("POST", "/consignments/" + id + "/products",
                  R"({"data":{"product_id":")" + product + R"(","count":"4","cost":"2.50"}})")
            .status == 200);
  CHECK(move_to(shop, id, "SUPPLIER", "RECEIVED") == 409);
  CHECK(move_to(shop, id, "SUPPLIER", "SENT") == 200);
  CHECK(move_to(shop, id, "SUPPLIER", "OPEN") == 409);
  CHECK(move_to(shop, id, "SUPPLIER", "DISPATCHED") == 200);
  CHECK(move_to(shop, id, "SUPPLIER", "RECEIVED") == 200);
  CHECK(move_to(shop, id, "SUPPLIER", "CANCELLED") == 409);
  CHECK(stock(shop, product, outlet) == doctest::Approx(before + 4));
}

TEST_CASE("outlet transfers, returns and stocktakes have their own ways") {
  const TestShop shop;
  const std::string transfer = consignment(shop, "OUTLET");
  CHECK(move_to(shop, transfer, "OUTLET", "DISPATCHED") == 409);
  CHECK(move_to(shop, transfer, "OUTLET", "SENT") == 200);
  CHECK(move_to(shop, transfer, "OUTLET", "RECEIVED") == 200);
  const std::string back = consignment(shop, "RETURN");
  CHECK(move_to(shop, back, "RETURN", "CANCELLED") == 200);
  CHECK(move_to(shop, back, "RETURN", "SENT") == 409);
  const std::string take = consignment(shop, "STOCKTAKE");
  CHECK(move_to(shop, take, "STOCKTAKE", "STOCKTAKE_COMPLETE") == 409);
  CHECK(move_to(shop, take, "STOCKTAKE", "STOCKTAKE_IN_PROGRESS") == 200);
  CHECK(move_to(shop, take, "STOCKTAKE", "STOCKTAKE_IN_PROGRESS_PROCESSED") == 200);
  CHECK(move_to(shop, take, "STOCKTAKE", "STOCKTAKE_COMPLETE") == 200);
}

TEST_CASE("bulk adds to counts, PUT sets them, and a received quantity dispatches the order") {
  const TestShop shop;
  const std::string id = consignment(shop, "SUPPLIER");
  const std::string product = first_id(shop, "/products");
  const std::string item = R"([{"product_id":")" + product + R"(","count":"2"}])";
  shop.send("POST", "/consignments/" + id + "/bulk", item);
  const auto twice = shop.send("POST", "/consignments/" + id + "/bulk", item).json();
  CHECK(std::string(twice["data"][product.c_str()]["count"].GetString()) == "4.00000");
  CHECK(std::string(shop.get("/consignments/" + id).json()["data"]["status"].GetString()) ==
        "OPEN");
  const auto put =
      shop.send("PUT", "/consignments/" + id + "/products/" + product,
                R"({"data":{"product_id":")" + product + R"(","count":"7","received":"1"}})")
          .json();
  CHECK(std::string(put["data"]["count"].GetString()) == "7.00000");
  CHECK(std::string(shop.get("/consignments/" + id).json()["data"]["status"].GetString()) ==
        "DISPATCHED");
  CHECK(shop.get("/consignments/" + id + "/products").json()["data"].Size() == 1);
}

TEST_CASE("a consignment needs the scope of its type") {
  Settings settings = small_shop();
  settings.tokens.push_back({"O", {"consignments:write:stock_order", "outlets:read"}});
  const TestShop shop(settings);
  const auto create = [&shop](const char* type) {
    return shop
        .raw("POST", "/api/2026-07/consignments",
             R"({"data":{"name":"n","type":")" + std::string(type) + R"(","outlet_id":")" +
                 first_id(shop, "/outlets") + R"("}})",
             "Bearer O")
        .status;
  };
  CHECK(create("SUPPLIER") == 201);
  CHECK(create("OUTLET") == 403);
}

TEST_CASE("stock adjustments are all or nothing, signed by their reason, without unknown members") {
  const TestShop shop;
  const std::string product = first_id(shop, "/products");
  const std::string outlet = first_id(shop, "/outlets");
  const double before = stock(shop, product, outlet);
  const auto item = [&](const char* quantity, const char* reason, const char* more = "") {
    return R"({"product_id":")" + product + R"(","outlet_id":")" + outlet + R"(","quantity":")" +
           quantity + R"(","reason":")" + reason + "\"" + more + "}";
  };
  const auto send = [&shop](const std::string& items) {
    return shop.send("POST", "/stock_adjustments", R"({"stock_adjustments":[)" + items + "]}")
        .status;
  };
  CHECK(send(item("-2", "DAMAGE") + "," + item("2", "THEFT")) == 422);
  CHECK(send(item("-2", "STOCK_FOUND")) == 422);
  CHECK(send(item("-2", "CUSTOM")) == 422);
  CHECK(send(item("-2", "DAMAGE", R"(,"colour":"red")")) == 400);
  CHECK(send("") == 422);
  CHECK(stock(shop, product, outlet) == doctest::Approx(before));
  CHECK(send(item("-2.5", "DAMAGE") + "," + item("1", "STOCK_FOUND")) == 201);
  CHECK(stock(shop, product, outlet) == doctest::Approx(before - 1.5));
}

TEST_CASE("a sale keeps the id that the client chose, and a repeat updates it") {
  const TestShop shop;
  const char* id = "aaaaaaaa-0000-4000-8000-000000000001";
  const std::string body = sale_body(shop, R"("state":"parked","id":")" + std::string(id) + "\"");
  const auto first = shop.send("POST", "/sales", body).json();
  CHECK(std::string(first["data"]["id"].GetString()) == id);
  const auto count = shop.state("sales")["count"].GetInt();
  const auto again = shop.send("POST", "/sales", body).json();
  CHECK(shop.state("sales")["count"].GetInt() == count);
  CHECK(again["data"]["_metadata"]["version"].GetInt64() >
        first["data"]["_metadata"]["version"].GetInt64());
}

TEST_CASE("totals and taxes of a sale come from its lines, exactly") {
  const TestShop shop;
  const Reply reply = shop.send("POST", "/sales", sale_body(shop, R"("state":"parked")"));
  REQUIRE(reply.status == 200);
  CHECK(reply.body.find(R"("totals":{"price":59.97,"tax":8.9955,"price_incl":68.9655)") !=
        std::string::npos);
}

TEST_CASE("a sale needs its author and a state that exists") {
  const TestShop shop;
  CHECK(shop.send("POST", "/sales", R"({"source":{},"state":"closed"})").status == 400);
  CHECK(shop.send("POST", "/sales", R"({"source":{"author_id":"a"},"state":"open"})").status ==
        400);
  CHECK(shop.send("POST", "/sales", R"({"source":{"author_id":"a"}})").status == 400);
}

TEST_CASE("only a closed sale is returned: as a parked one with negative lines") {
  const TestShop shop;
  const std::string parked = shop.send("POST", "/sales", sale_body(shop, R"("state":"parked")"))
                                 .json()["data"]["id"]
                                 .GetString();
  const std::string path = "/sales/" + parked + "/actions/return";
  CHECK(shop.send("POST", path, "").status == 409);
  shop.send("PUT", "/sales/" + parked, sale_body(shop, R"("state":"closed")"));
  const auto back = shop.send("POST", path, "").json();
  CHECK(std::string(back["data"]["state"].GetString()) == "parked");
  CHECK(back["data"]["line_items"][0]["quantity"].GetDouble() == -3);
  CHECK(back["data"]["id"] != parked.c_str());
  CHECK(shop.raw("PUT", "/api/2.0" + path).status == 200);
  CHECK(shop.raw("PUT", "/api/2026-07" + path).status == 405);
  const std::string first = back["data"]["id"].GetString();
  CHECK(std::string(shop.get("/sales/" + first).json()["data"]["state"].GetString()) == "voided");
}

TEST_CASE("card numbers in a sale are redacted silently") {
  const TestShop shop;
  const auto reply = shop.send("POST", "/sales",
                               sale_body(shop, R"("state":"parked","note":"4111 1111 1111 1111")"))
                         .json();
  CHECK(std::string(reply["data"]["note"].GetString()) == "**** **** **** ****");
}

TEST_CASE("fulfill wants the current version and takes a repeat") {
  const TestShop shop;
  const auto row = shop.get("/fulfillments").json();
  const std::string id = row["data"][0]["id"].GetString();
  const std::string version = std::to_string(row["data"][0]["version"].GetInt64());
  const std::string path = "/fulfillments/" + id + "/";
  const std::string body = R"({"version":)" + version + R"(,"line_items":[]})";
  CHECK(shop.send("POST", path + "pick", R"({"version":99,"line_items":[]})").status == 409);
  const Reply first = shop.send("POST", path + "pick", body);
  CHECK(first.status == 200);
  CHECK(shop.send("POST", path + "pick", body).body == first.body);
  CHECK(shop.send("POST", path + "pack", body).status == 409);
}

TEST_CASE("an address is checked by country, and answers a token when it is made") {
  const TestShop shop;
  const std::string path = "/customers/" + first_id(shop, "/customers") + "/addresses";
  const auto send = [&](const std::string& country, const std::string& postcode,
                        const std::string& more = "") {
    return shop.send("POST", path,
                     R"({"address_line_1":"a","city":"b","type":"BILLING","country_code":")" +
                         country + R"(","postcode":")" + postcode + "\"" + more + "}");
  };
  const auto made = send("AT", "1010").json();
  CHECK(made["data"]["id"].IsInt64());
  CHECK(made["data"]["id_token"].IsString());
  CHECK(send("AT", "10105").status == 400);
  CHECK(send("US", "12345").status == 400);
  CHECK(send("US", "12345-6789", R"(,"state_code":"NY")").status == 201);
  CHECK(send("GB", "SW1A 1AA").status == 201);
  CHECK(send("AT", "1010", R"(,"suburb":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")").status ==
        400);
  const std::string one = path + "/" + std::to_string(made["data"]["id"].GetInt64());
  CHECK_FALSE(shop.get(one).json()["data"].HasMember("id_token"));
  CHECK(shop.send("DELETE", one, "").status == 204);
  CHECK(shop.get(one).status == 404);
}

TEST_CASE("price-book products: at most 100 rows, and a DELETE with its JSON in the body") {
  const TestShop shop;
  const std::string path = "/price_books/" + first_id(shop, "/price_books") + "/products";
  const std::string row = R"({"price":120,"product_id":")" + first_id(shop, "/products") +
                          R"(","tax_id":")" +
                          shop.get("/taxes").json()["data"][2]["id"].GetString() + R"("})";
  std::string many = row;
  for (int i = 0; i < 100; ++i) many += "," + row;
  CHECK(shop.send("POST", path, R"({"data":[)" + many + "]}").status == 400);
  CHECK(shop.send("POST", path, R"({"data":[)" + row + "]}").status == 200);
  const auto list = shop.get(path + "?product_ids=" + first_id(shop, "/products")).json();
  REQUIRE(list["data"].Size() == 1);
  CHECK(list["data"][0]["price"].GetDouble() == 100);
  const std::string id = list["data"][0]["id"].GetString();
  CHECK(shop.send("DELETE", path, R"({"data":{"price_book_product_ids":[")" + id + R"("]}})")
            .status == 200);
  CHECK(shop.get(path + "?product_ids=" + first_id(shop, "/products")).json()["data"].Empty());
}

TEST_CASE("categories link inside one request, and a delete takes what is below") {
  const TestShop shop;
  const auto made = shop.send("POST", "/product_categories/bulk",
                              R"({"categories":[{"name":"leaf","payload_id":"b",
                                  "payload_parent_category_id":"a"},
                                  {"name":"root","payload_id":"a"}]})")
                        .json();
  REQUIRE(made["data"].Size() == 2);
  CHECK(made["data"][0]["parent_category_id"] == made["data"][1]["id"]);
  CHECK(made["data"][0]["category_path"].Size() == 2);
  const auto gone =
      shop.send("DELETE", "/product_categories/bulk",
                R"({"category_ids":[")" + std::string(made["data"][1]["id"].GetString()) + R"("]})")
          .json();
  CHECK(gone["data"]["categories"].Size() == 2);
  CHECK(shop.send("POST", "/product_categories/bulk",
                  R"({"categories":[{"name":"x","payload_parent_category_id":"no"}]})")
            .status == 400);
}

TEST_CASE("an uploaded image is processed when the clock has moved") {
  Settings settings = small_shop();
  settings.clock = "2026-07-15T15:00:00Z";
  const TestShop shop(settings);
  const std::string target =
      "/api/2026-07/products/" + first_id(shop, "/products") + "/actions/image_upload";
  const auto upload = [&](const std::string& name, const std::string& bytes) {
    return shop.typed("POST", target,
                      "--b\r\nContent-Disposition: form-data; name=\"" + name +
                          "\"; filename=\"i\"\r\n\r\n" + bytes + "\r\n--b--\r\n",
                      "multipart/form-data; boundary=b");
  };
  CHECK(upload("picture", "\xFF\xD8\xFF").status == 400);
  CHECK(upload("image", "GIF89a").status == 400);
  const Reply made = upload("image", std::string("\xFF\xD8\xFF\xE0") + "rest");
  CHECK(made.status == 201);
  CHECK(std::string(made.json()["data"]["status"].GetString()) == "processing");
  const std::string path = "/product_images/" + std::string(made.json()["data"]["id"].GetString());
  CHECK(std::string(shop.get(path).json()["data"]["status"].GetString()) == "processing");
  shop.control("POST", "/clock", R"({"advance_s":1})");
  CHECK(std::string(shop.get(path).json()["data"]["status"].GetString()) == "uploaded");
}

TEST_CASE("2026-10: a variant family needs its attributes and codes of its own") {
  const TestShop shop;
  const std::string attribute = shop.get("/variant_attributes").json()["data"][0]["id"].GetString();
  const auto create = [&shop](const std::string& body) {
    return shop.raw("POST", "/api/2026-10/product_families", body);
  };
  const std::string head = R"({"name":"f","classification":"VARIANT","variant_attribute_ids":[")" +
                           attribute + R"("],"products":)";
  const auto product = [](const char* code, const char* attributes) {
    return R"({"codes":[{"code":")" + std::string(code) + R"("}],"variant_attributes":)" +
           attributes + "}";
  };
  const std::string one = R"([{"value":"red"}])";
  CHECK(create(head + "[" + product("a", "[]") + "]}").status == 400);
  CHECK(create(head + "[" + product("a", one.c_str()) + "," + product("a", one.c_str()) + "]}")
            .status == 400);
  CHECK(create(R"({"name":"f","products":[{}]})").status == 400);
  const Reply made =
      create(head + "[" + product("a", one.c_str()) + "," + product("b", one.c_str()) + "]}");
  REQUIRE(made.status == 200);
  const auto response = made.json();
  CHECK(response["data"]["product_ids"].Size() == 2);
  const std::string family = response["data"]["product_family_id"].GetString();
  const auto read = shop.raw("GET", "/api/2026-10/product_families/" + family).json();
  CHECK(read["data"]["products"].Size() == 2);
  CHECK(std::string(read["data"]["products"][1]["family_id"].GetString()) == family);
  CHECK_FALSE(read["data"]["products"][1].HasMember("variant_parent_id"));
  CHECK(create(head + "[" + product("a", one.c_str()) + "]}").status == 400);
}

TEST_CASE("2026-10: PATCH wants a known member, and at most 200 codes are made at once") {
  const TestShop shop;
  const std::string path = "/api/2026-10/products/" + first_id(shop, "/products");
  CHECK(shop.raw("PATCH", path, "{}").status == 400);
  CHECK(shop.raw("PATCH", path, R"({"colour":"red"})").status == 400);
  CHECK(shop.raw("PATCH", path, R"({"price_excluding_tax":1.50})").status == 200);
  CHECK(shop.raw("GET", path).body.find(R"("price_excluding_tax":1.50)") != std::string::npos);
  const char* codes = "/api/2026-10/products/generate_product_codes";
  CHECK(shop.raw("POST", codes, R"({"codes":[{"count":201}]})").status == 400);
  CHECK(shop.raw("POST", codes, R"({"codes":[{"count":200}]})").json()["data"][0]["codes"].Size() ==
        200);
}

TEST_CASE("what the shop protects stays: system statuses, used attributes, the primary user") {
  const TestShop shop;
  const auto statuses = shop.get("/service_statuses").json();
  const std::string system = statuses[0]["id"].GetString();
  CHECK(shop.send("DELETE", "/service_statuses/" + system, "").status == 403);
  CHECK(shop.send("POST", "/service_statuses", R"({"name":"Open"})").status == 409);
  const std::string colour = shop.get("/variant_attributes").json()["data"][0]["id"].GetString();
  CHECK(shop.send("DELETE", "/variant_attributes/" + colour, "").status == 409);
  CHECK(shop.send("DELETE", "/users/" + first_id(shop, "/users"), "").status == 403);
}
