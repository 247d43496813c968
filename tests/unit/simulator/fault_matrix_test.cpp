// Every fault by its name: armed for a count, for one path, and by probability.
#include "faults/faults.hpp"
#include "shop_client.hpp"

using namespace sluice::simulator;

namespace {

Settings wide_shop() {
  Settings settings = small_shop();
  settings.rate_limit = 100'000;
  return settings;
}

std::string path_for(const std::string& fault) {
  if (fault == "token_429" || fault == "refresh_lost") return "/token";
  return fault == "connect_deny" ? "/connect" : "/products";
}

// The faults end some connections before the response: only the log is looked at.
void request(const TestShop& shop, const std::string& path) {
  try {
    if (path == "/token") {
      shop.form("/api/1.0/token", "grant_type=x");
    } else if (path == "/connect") {
      shop.raw("GET", "/connect", "", "");
    } else {
      shop.get(path);
    }
  } catch (const Poco::Exception&) {
    CAPTURE(path);
  }
}

void arm(const TestShop& shop, const std::string& fault, const std::string& more) {
  shop.arm(R"({"fault":")" + fault + R"(","delay_ms":1,"size":3,)" + more + "}");
}

// 'x' for each request of the log that the fault hit, '.' for the others.
std::string hits(const TestShop& shop, const std::string& fault) {
  std::string text;
  const auto log = shop.control("GET", "/requests").json();
  for (const auto& entry : log["requests"].GetArray()) {
    const bool hit = entry["fault"].IsString() && entry["fault"].GetString() == fault;
    text += hit ? 'x' : '.';
  }
  return text;
}

}  // namespace

TEST_CASE("each fault hits as many requests of one path as it was armed for") {
  const TestShop shop(wide_shop());
  for (const std::string& fault : fault_names()) {
    CAPTURE(fault);
    REQUIRE(shop.control("POST", "/reset").status == 200);
    const std::string path = path_for(fault);
    arm(shop, fault, R"("count":2,"path":")" + path + "\"");
    for (const std::string& at : {std::string("/brands"), path, std::string("/brands"), path, path})
      request(shop, at);
    CHECK(hits(shop, fault) == ".x.x.");
  }
}

TEST_CASE("each fault can be armed by probability") {
  const TestShop shop(wide_shop());
  for (const std::string& fault : fault_names()) {
    CAPTURE(fault);
    REQUIRE(shop.control("POST", "/reset").status == 200);
    const std::string path = path_for(fault);
    arm(shop, fault, R"("count":0,"probability":0)");
    for (int i = 0; i < 5; ++i) request(shop, path);
    CHECK(hits(shop, fault) == ".....");
    shop.control("DELETE", "/faults");
    shop.control("POST", "/requests/clear");
    arm(shop, fault, R"("count":0,"probability":0.5)");
    for (int i = 0; i < 24; ++i) request(shop, path);
    // The generator is seeded: a run has always the same hits.
    const std::string seen = hits(shop, fault);
    CHECK(seen.find('x') != std::string::npos);
    CHECK(seen.find('.') != std::string::npos);
  }
}
