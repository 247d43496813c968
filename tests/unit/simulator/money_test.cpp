#include "common/decimal.hpp"
#include "shop_client.hpp"

using namespace sluice::simulator;

namespace {

std::string new_card(const TestShop& shop, const char* amount = "50.00") {
  const Reply reply = shop.send("POST", "/gift_cards",
                                R"({"number":"N1","amount":")" + std::string(amount) + R"("})");
  REQUIRE(reply.status == 201);
  return reply.json()["data"]["id"].GetString();
}

Reply book(const TestShop& shop, const std::string& type, const std::string& amount,
           const std::string& client_id) {
  return shop.send("POST", "/gift_cards/N1/transactions",
                   R"({"type":")" + type + R"(","amount":")" + amount + R"(","client_id":")" +
                       client_id + R"("})");
}

std::string balance(const TestShop& shop) {
  return shop.get("/gift_cards/N1").json()["balance"].GetString();
}

std::string customer_with_credit(const TestShop& shop) {
  return shop.get("/store_credits").json()[0]["customer_id"].GetString();
}

double credit(const TestShop& shop, const std::string& customer) {
  return shop.get("/store_credits/" + customer + "/balance").json()["balance"].GetDouble();
}

}  // namespace

TEST_CASE("a redeem repeated with its client id moves the balance once") {
  const TestShop shop;
  new_card(shop);
  const Reply first = book(shop, "REDEEMING", "-12.50", "c1");
  CHECK(first.status == 201);
  const Reply again = book(shop, "REDEEMING", "-12.50", "c1");
  CHECK(again.status == 201);
  CHECK(again.body == first.body);
  CHECK(balance(shop) == "37.50");
  CHECK(book(shop, "REDEEMING", "-1.00", "c1").status == 409);
}

TEST_CASE("a gift card refuses what it does not hold, and the wrong sign") {
  const TestShop shop;
  new_card(shop);
  CHECK(book(shop, "REDEEMING", "-50.01", "c1").status == 422);
  CHECK(book(shop, "REDEEMING", "1.00", "c2").status == 422);
  CHECK(book(shop, "RELOADING", "-1.00", "c3").status == 422);
  CHECK(book(shop, "RELOADING", "0.10", "c4").status == 201);
  CHECK(balance(shop) == "50.10");
  CHECK(shop.send("POST", "/gift_cards", R"({"number":"N1","amount":"1"})").status == 422);
}

TEST_CASE("only a redemption can be reversed, and once") {
  const TestShop shop;
  new_card(shop);
  const std::string redeem =
      book(shop, "REDEEMING", "-5.00", "c1").json()["data"]["id"].GetString();
  const std::string reload = book(shop, "RELOADING", "5.00", "c2").json()["data"]["id"].GetString();
  CHECK(shop.send("DELETE", "/gift_cards/transactions/" + reload, "").status == 400);
  CHECK(shop.send("DELETE", "/gift_cards/transactions/" + redeem, "").status == 200);
  CHECK(balance(shop) == "55.00");
  CHECK(shop.send("DELETE", "/gift_cards/transactions/" + redeem, "").status == 400);
  CHECK(shop.send("DELETE", "/gift_cards/transactions/x", "").status == 404);
}

TEST_CASE("a voided gift card is empty and takes nothing more") {
  const TestShop shop;
  new_card(shop);
  CHECK(shop.send("DELETE", "/gift_cards/by_number/N1", "").status == 200);
  CHECK(balance(shop) == "0.00");
  CHECK(book(shop, "RELOADING", "5.00", "c2").status == 422);
}

TEST_CASE("gift cards come newest first, before the last id, until a page is empty") {
  Settings settings = small_shop();
  settings.rows = 7;
  const TestShop shop(settings);
  const std::string newest = new_card(shop);
  std::vector<std::string> ids;
  std::string before;
  int requests = 0;
  while (true) {
    const auto page = shop.get("/gift_cards?page_size=3&before=" + before).json();
    ++requests;
    if (page["data"].Empty()) break;
    for (const auto& row : page["data"].GetArray()) ids.emplace_back(row["id"].GetString());
    before = ids.back();
  }
  CHECK(ids.size() == 8);
  CHECK(ids.front() == newest);
  CHECK(requests == 4);
}

TEST_CASE("a store credit transaction repeats harmlessly and refuses other data") {
  const TestShop shop;
  const std::string customer = customer_with_credit(shop);
  const std::string path = "/store_credits/" + customer + "/transactions";
  const double before = credit(shop, customer);
  const char* body = R"({"type":"ISSUE","amount":10.25,"client_id":"s1"})";
  const Reply first = shop.send("POST", path, body);
  CHECK(first.status == 200);
  CHECK(shop.send("POST", path, body).body == first.body);
  CHECK(credit(shop, customer) == doctest::Approx(before + 10.25));
  CHECK(shop.send("POST", path, R"({"type":"ISSUE","amount":9,"client_id":"s1"})").status == 409);
  CHECK(shop.send("POST", path, R"({"type":"REDEMPTION","amount":9999,"client_id":"s2"})").status ==
        422);
}

TEST_CASE("a reverse bears the client id of the redemption") {
  const TestShop shop;
  const std::string customer = customer_with_credit(shop);
  const std::string path = "/store_credits/" + customer + "/transactions";
  const double before = credit(shop, customer);
  CHECK(shop.send("POST", path, R"({"type":"REDEMPTION","amount":1,"client_id":"r"})").status ==
        200);
  CHECK(shop.send("POST", path, R"({"type":"REVERSE","amount":1,"client_id":"r"})").status == 200);
  CHECK(credit(shop, customer) == doctest::Approx(before));
  CHECK(shop.send("POST", path, R"({"type":"REVERSE","amount":1,"client_id":"q"})").status == 422);
}

TEST_CASE("a hold takes from what is available until it is reversed") {
  const TestShop shop;
  const std::string customer = customer_with_credit(shop);
  const std::string path = "/store_credits/" + customer;
  const double all = credit(shop, customer);
  CHECK(shop.send("POST", path + "/hold", R"({"amount":100000})").status == 400);
  const Reply hold = shop.send("POST", path + "/hold", R"({"amount":2})");
  CHECK(hold.status == 200);
  CHECK(shop.get(path + "/balance").json()["available_balance"].GetDouble() ==
        doctest::Approx(all - 2));
  const std::string reference = hold.json()["reference_id"].GetString();
  const Reply back =
      shop.send("POST", path + "/hold/reverse", R"({"reference_id":")" + reference + R"("})");
  CHECK(back.status == 200);
  CHECK(back.body.empty());
  CHECK(shop.get(path + "/balance").json()["available_balance"].GetDouble() ==
        doctest::Approx(all));
}

TEST_CASE("a loyalty session answers the same again, and 207 when some fail") {
  const TestShop shop;
  const std::string customer = shop.get("/customers").json()["data"][0]["id"].GetString();
  const auto body = [&customer](const char* session, const char* amount) {
    return R"({"session_id":")" + std::string(session) + R"(","adjustments":[{"customer_id":")" +
           customer + R"(","amount":)" + amount + R"(},{"customer_id":"nobody","amount":1}]})";
  };
  const char* session = "11111111-1111-4111-8111-111111111111";
  const Reply first = shop.send("POST", "/loyalty/adjustments/bulk", body(session, "5"));
  CHECK(first.status == 207);
  CHECK(first.json()["applied"].Size() == 1);
  CHECK(std::string(first.json()["errors"][0]["customer_id"].GetString()) == "nobody");
  const std::string balance =
      shop.state("customers/" + customer)["loyalty_balance"].IsNumber()
          ? std::to_string(shop.state("customers/" + customer)["loyalty_balance"].GetDouble())
          : "";
  CHECK(shop.send("POST", "/loyalty/adjustments/bulk", body(session, "5")).body == first.body);
  CHECK(std::to_string(shop.state("customers/" + customer)["loyalty_balance"].GetDouble()) ==
        balance);
  CHECK(shop.send("POST", "/loyalty/adjustments/bulk", body(session, "6")).status == 409);
  CHECK(shop.send("POST", "/loyalty/adjustments/bulk", body("x", "6")).status == 400);
}

TEST_CASE("decimals add and multiply exactly") {
  const auto value = [](const char* text) { return Decimal::parse(text).value(); };
  CHECK((value("0.1") + value("0.2")).money() == "0.30");
  CHECK((value("19.99") * value("0.15")).shortest() == "2.9985");
  CHECK((value("-1.00005") * value("0.1")).shortest() == "-0.10001");
  CHECK(value("-0.5").money() == "-0.50");
  for (const char* wrong : {"", "-", "1.", ".5", "1e3", "1.000001", "abc", "1234567890123"}) {
    CAPTURE(wrong);
    CHECK_FALSE(Decimal::parse(wrong).has_value());
  }
}
