#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/StreamCopier.h>

#include "shop_client.hpp"

using namespace sluice::simulator;

TEST_CASE("an unknown path is 404 and a known one with another method 405 with Allow") {
  const TestShop shop;
  const Reply unknown = shop.get("/planets");
  CHECK(unknown.status == 404);
  CHECK(unknown.body == R"({"error":"Not Found"})");
  const Reply method = shop.send("PATCH", "/products", "{}");
  CHECK(method.status == 405);
  CHECK(method.headers.at("Allow") == "GET, POST");
}

TEST_CASE("slashes too many and dot segments match no route") {
  const TestShop shop;
  for (const char* target :
       {"/api/2026-07/products/", "/api//2026-07/products", "/api/2026-07//products",
        "/api/2026-07/customers/../products", "/api/2026-07/customers/%2e%2e/products",
        "/api/2026-07/./products", "/api/2026-07/customers/.%2E", "/products", "/"}) {
    CAPTURE(target);
    CHECK(shop.raw("GET", target).status == 404);
  }
}

TEST_CASE("an encoded slash stays inside its segment") {
  const TestShop shop;
  const std::string id = shop.get("/customers?page_size=1").json()["data"][0]["id"].GetString();
  CHECK(shop.get("/customers/" + id).status == 200);
  CHECK(shop.get("/products%2F" + id).status == 404);
  const Reply reply = shop.get("/customers/x%2F..%2F" + id);
  CHECK(reply.status == 404);
  CHECK(shop.control("GET", "/requests").body.find("/customers/x%2F..%2F") != std::string::npos);
}

TEST_CASE("a literal segment wins over a parameter") {
  const TestShop shop;
  CHECK(shop.send("GET", "/inventory/reorder_points", "").status == 405);
  CHECK(shop.get("/inventory/anything").body == "[]");
}

TEST_CASE("an expired version is answered by the oldest one, a future or odd one not at all") {
  const TestShop shop;
  for (const char* version : {"2024-01", "2025-10", "2026-01", "2026-04", "2026-10", "2.0"}) {
    CAPTURE(version);
    CHECK(shop.raw("GET", std::string("/api/") + version + "/brands").status == 200);
  }
  CHECK(shop.raw("GET", "/api/2024-01/brands").body == shop.raw("GET", "/api/2026-01/brands").body);
  for (const char* version : {"2027-01", "2026-13", "2026-7", "9.9", "2026-07x"}) {
    CAPTURE(version);
    CHECK(shop.raw("GET", std::string("/api/") + version + "/brands").status == 404);
  }
}

TEST_CASE("contracts differ by version: inventory is a GET in 2026-01 and a POST from 2026-04") {
  const TestShop shop;
  CHECK(shop.raw("GET", "/api/2026-01/inventory").json()["version"].IsObject());
  CHECK(shop.raw("POST", "/api/2026-01/inventory", "{}").status == 405);
  CHECK(shop.raw("GET", "/api/2026-04/inventory").status == 405);
  CHECK(shop.raw("POST", "/api/2026-04/inventory", "{}").json().IsArray());
  CHECK(shop.raw("PUT", "/api/2026-10/products/x", "{}").status == 405);
}

TEST_CASE("the absolute form of a target, as through a proxy, reaches the same route") {
  const TestShop shop;
  CHECK(shop.raw("GET", "http://shop.example/api/2026-07/brands").status == 200);
}

TEST_CASE("responses say JSON, UTF-8 and the date") {
  const TestShop shop;
  const Reply reply = shop.get("/brands");
  CHECK(reply.headers.at("Content-Type") == "application/json; charset=UTF-8");
  CHECK(reply.headers.at("Date").ends_with(" GMT"));
}

TEST_CASE("one connection carries many requests") {
  const TestShop shop;
  Poco::Net::HTTPClientSession session("127.0.0.1", shop.server.port());
  session.setKeepAlive(true);
  std::string local_address;
  for (int i = 0; i < 5; ++i) {
    Poco::Net::HTTPRequest request("GET", "/api/2026-07/brands", "HTTP/1.1");
    request.set("Authorization", "Bearer T");
    session.sendRequest(request);
    Poco::Net::HTTPResponse response;
    std::string body;
    Poco::StreamCopier::copyToString(session.receiveResponse(response), body);
    CHECK(response.getStatus() == 200);
    const std::string address = session.socket().address().toString();
    if (i > 0) CHECK(address == local_address);
    local_address = address;
  }
}

TEST_CASE("a HEAD request gets no body") {
  const TestShop shop;
  const Reply reply = shop.raw("HEAD", "/api/2026-07/brands");
  CHECK(reply.status == 405);
  CHECK(reply.body.empty());
}

TEST_CASE("supported_versions: too old is answered by the oldest of them, any other date is 404") {
  Settings settings = small_shop();
  settings.supported_versions = {"2026-07", "2026-04"};
  const TestShop shop(settings);
  const auto list = [&shop](const std::string& version) {
    return shop.raw("POST", "/api/" + version + "/inventory", R"({"size":2})");
  };
  const Reply oldest = list("2026-04");
  CHECK(oldest.status == 200);
  for (const char* version : {"2024-10", "2026-01"}) {
    CAPTURE(version);
    const Reply reply = list(version);
    CHECK(reply.status == 200);
    CHECK(reply.body == oldest.body);
    CHECK(reply.headers.size() == oldest.headers.size());
  }
  CHECK(list("2026-07").status == 200);
  CHECK(list("2026-10").status == 404);
  CHECK(shop.raw("GET", "/api/2.0/brands").status == 200);
  shop.control("POST", "/settings", R"({"supported_versions":["2026-10"]})");
  CHECK(list("2026-10").status == 200);
  CHECK(shop.raw("PUT", "/api/2026-01/products/x", "{}").status == 405);
  const Reply wrong = shop.control("POST", "/settings", R"({"supported_versions":["2027-01"]})");
  CHECK(wrong.status == 400);
  CHECK(wrong.body.find("2026-01, 2026-04, 2026-07, 2026-10") != std::string::npos);
  CHECK(shop.control("POST", "/settings", R"({"supported_versions":[]})").status == 400);
}

TEST_CASE("product families are there in 2026-10 only, and a return is a PUT in 2.0 only") {
  const TestShop shop;
  CHECK(shop.raw("POST", "/api/2026-10/product_families", "{}").status == 400);
  for (const char* version : {"2026-07", "2026-04", "2026-01", "2.0"}) {
    CAPTURE(version);
    CHECK(shop.raw("POST", std::string("/api/") + version + "/product_families", "{}").status ==
          404);
  }
  CHECK(shop.raw("POST", "/api/2.0/sales/x/actions/return").status == 405);
  CHECK(shop.raw("PUT", "/api/2026-01/sales/x/actions/return").status == 405);
}

TEST_CASE("query names are case sensitive, unknown ones are ignored") {
  const TestShop shop;
  const std::string plain = shop.get("/products").body;
  CHECK(shop.get("/products?PAGE_SIZE=1&After=x&colour=red").body == plain);
  CHECK(shop.get("/products?page_size=1").body != plain);
}

TEST_CASE("the Host header is not checked, the shop has its own name") {
  Settings settings = small_shop();
  settings.domain_prefix = "corner";
  const TestShop shop(settings);
  CHECK(shop.raw("GET", "http://other.example/api/2026-07/brands").status == 200);
  CHECK(shop.control("POST", "/tokens/grant", R"({"scope":"products:read"})")
            .body.find(R"("domain_prefix":"corner")") != std::string::npos);
}
