#include <Poco/InflatingStream.h>
#include <Poco/Timestamp.h>

#include <sstream>

#include "shop_client.hpp"

using namespace sluice::simulator;

namespace {

const char* const kCustomer = R"({"first_name":"a","last_name":"b"})";

int customers(const TestShop& shop) { return shop.state("customers")["count"].GetInt(); }

}  // namespace

TEST_CASE("an unknown fault is refused with the names that are known") {
  const TestShop shop;
  const Reply reply = shop.control("POST", "/faults", R"({"fault":"meteor"})");
  CHECK(reply.status == 400);
  CHECK(reply.body.find("die_mid_page") != std::string::npos);
}

TEST_CASE("429 comes with a date ahead, a date in the past, a number or nothing") {
  Settings settings = small_shop();
  settings.clock = "2026-07-15T15:00:00Z";
  const TestShop shop(settings);
  shop.arm(R"({"fault":"429_date","retry_after_s":5})");
  shop.arm(R"({"fault":"429_past"})");
  shop.arm(R"({"fault":"429_seconds","retry_after_s":7})");
  shop.arm(R"({"fault":"429_none"})");
  CHECK(shop.get("/brands").headers.at("Retry-After") == "Wed, 15 Jul 2026 15:00:05 GMT");
  CHECK(shop.get("/brands").headers.at("Retry-After") == "Wed, 15 Jul 2026 14:00:00 GMT");
  CHECK(shop.get("/brands").headers.at("Retry-After") == "7");
  const Reply bare = shop.get("/brands");
  CHECK(bare.status == 429);
  CHECK(bare.headers.count("Retry-After") == 0);
  CHECK(shop.get("/brands").status == 200);
}

TEST_CASE("server errors and a revoked token answer with their status and without effect") {
  const TestShop shop;
  const std::pair<const char*, int> faults[] = {{"500", 500},      {"503", 503}, {"504", 504},
                                                {"502_html", 502}, {"401", 401}, {"429_none", 429}};
  for (const auto& fault : faults) {
    CAPTURE(fault.first);
    shop.arm(std::string(R"({"fault":")") + fault.first + "\"}");
    CHECK(shop.send("POST", "/customers", kCustomer).status == fault.second);
  }
  CHECK(customers(shop) == 20);
}

TEST_CASE("the error shapes: HTML, empty, two members, object") {
  const TestShop shop;
  shop.arm(R"({"fault":"502_html"})");
  CHECK(shop.get("/brands").headers.at("Content-Type").starts_with("text/html"));
  shop.arm(R"({"fault":"empty_body","status":503})");
  const Reply empty = shop.get("/brands");
  CHECK(empty.status == 503);
  CHECK(empty.body.empty());
  shop.arm(R"({"fault":"two_member_error"})");
  CHECK(shop.get("/brands").json()["message"].IsString());
  shop.arm(R"({"fault":"object_error","status":409})");
  const Reply object = shop.get("/brands");
  CHECK(object.status == 409);
  CHECK(object.json()["error"]["code"].IsString());
}

TEST_CASE("the switched error shape holds for every error") {
  const TestShop shop;
  const auto with = [&shop](const std::string& shape, const std::string& path) {
    shop.control("POST", "/settings", R"({"error_shape":")" + shape + "\"}");
    return shop.get(path);
  };
  // 404 and 400: no route, and a parameter.
  for (const char* path : {"/planets", "/products?after=x"}) {
    CAPTURE(path);
    const auto two = with("two_member", path).json();
    CHECK(two["error"] == two["message"]);
    CHECK(with("object", path).json()["error"]["message"].IsString());
    CHECK(with("empty", path).body.empty());
    const Reply html = with("html", path);
    CHECK(html.status == 502);
    CHECK(html.headers.at("Content-Type").starts_with("text/html"));
    CHECK(with("plain", path).json().MemberCount() == 1);
  }
  CHECK(shop.control("POST", "/settings", R"({"error_shape":"round"})").status == 400);
}

TEST_CASE("the switched error shape holds for a 429 too, which keeps its date") {
  Settings settings = small_shop();
  settings.rate_limit = 1;
  settings.clock = "2026-07-15T15:00:01Z";
  const TestShop shop(settings);
  shop.get("/brands");
  shop.control("POST", "/settings", R"({"error_shape":"object"})");
  const Reply object = shop.get("/brands");
  CHECK(object.status == 429);
  CHECK(object.headers.at("Retry-After") == "Wed, 15 Jul 2026 15:05:00 GMT");
  CHECK(object.json()["error"]["message"].IsString());
  shop.control("POST", "/settings", R"({"error_shape":"empty"})");
  CHECK(shop.get("/brands").body.empty());
  shop.control("POST", "/settings", R"({"error_shape":"html"})");
  CHECK(shop.get("/brands").status == 502);
}

TEST_CASE("a reset before the change leaves none, a reset after it leaves one") {
  const TestShop shop;
  shop.arm(R"({"fault":"reset_before","method":"POST"})");
  CHECK_THROWS_AS(shop.send("POST", "/customers", kCustomer), Poco::Exception);
  CHECK(customers(shop) == 20);
  shop.arm(R"({"fault":"reset_after","method":"POST"})");
  CHECK_THROWS_AS(shop.send("POST", "/customers", kCustomer), Poco::Exception);
  CHECK(customers(shop) == 21);
  CHECK(shop.send("POST", "/customers", kCustomer).status == 201);
}

TEST_CASE("a slow body arrives late and whole") {
  const TestShop shop;
  const std::string expected = shop.get("/products").body;
  shop.arm(R"({"fault":"slow_body","delay_ms":60})");
  const Poco::Timestamp start;
  CHECK(shop.get("/products").body == expected);
  CHECK(start.elapsed() >= 55'000);
}

TEST_CASE("truncated JSON is a complete response with half a document") {
  const TestShop shop;
  shop.arm(R"({"fault":"truncated"})");
  const Reply reply = shop.get("/products");
  CHECK(reply.status == 200);
  CHECK(reply.headers.at("Content-Length") == std::to_string(reply.body.size()));
  rapidjson::Document document;
  document.Parse(reply.body.c_str());
  CHECK(document.HasParseError());
}

TEST_CASE("gzip compresses responses whatever the client accepts") {
  const TestShop shop;
  const std::string expected = shop.get("/products").body;
  shop.arm(R"({"fault":"gzip"})");
  const Reply reply = shop.get("/products");
  CHECK(reply.headers.at("Content-Encoding") == "gzip");
  CHECK(reply.body.size() < expected.size());
  std::istringstream packed(reply.body);
  Poco::InflatingInputStream inflater(packed, Poco::InflatingStreamBuf::STREAM_GZIP);
  const std::string text{std::istreambuf_iterator<char>(inflater), {}};
  CHECK(text == expected);
}

TEST_CASE("HTML with status 200") {
  const TestShop shop;
  shop.arm(R"({"fault":"html_200"})");
  const Reply reply = shop.get("/products");
  CHECK(reply.status == 200);
  CHECK(reply.body.starts_with("<!DOCTYPE html>"));
}

TEST_CASE("a server that dies in mid page sends half of what it announced") {
  const TestShop shop;
  shop.arm(R"({"fault":"die_mid_page"})");
  std::size_t announced = 0;
  std::size_t received = 0;
  try {
    const Reply reply = shop.get("/products");
    announced = std::stoul(reply.headers.at("Content-Length"));
    received = reply.body.size();
  } catch (const Poco::Exception&) {
    announced = 1;  // the reset overtook the half page
  }
  CHECK(received < announced);
  CHECK(shop.get("/products").status == 200);
}

TEST_CASE("skip, count and path choose the requests that a fault hits") {
  const TestShop shop;
  shop.arm(R"({"fault":"503","skip":1,"count":2,"path":"/products"})");
  CHECK(shop.get("/brands").status == 200);
  CHECK(shop.get("/products").status == 200);
  CHECK(shop.get("/products").status == 503);
  CHECK(shop.get("/brands").status == 200);
  CHECK(shop.get("/products").status == 503);
  CHECK(shop.get("/products").status == 200);
}

TEST_CASE("a count of 0 lasts until the faults are cleared") {
  const TestShop shop;
  shop.arm(R"({"fault":"500","count":0})");
  for (int i = 0; i < 5; ++i) CHECK(shop.get("/brands").status == 500);
  CHECK(shop.control("DELETE", "/faults").body == R"({"armed":[]})");
  CHECK(shop.get("/brands").status == 200);
}

TEST_CASE("a probability hits some requests, the same ones for one seed") {
  const auto pattern = [] {
    const TestShop shop;
    shop.arm(R"({"fault":"500","count":0,"probability":0.5})");
    std::string hits;
    for (int i = 0; i < 30; ++i) hits += shop.get("/brands").status == 500 ? 'x' : '.';
    return hits;
  };
  const std::string first = pattern();
  CHECK(first.find('x') != std::string::npos);
  CHECK(first.find('.') != std::string::npos);
  CHECK(first == pattern());
}

TEST_CASE("a fault comes before route and token") {
  const TestShop shop;
  shop.arm(R"({"fault":"503"})");
  CHECK(shop.raw("GET", "/api/2026-07/planets", "", "").status == 503);
}
