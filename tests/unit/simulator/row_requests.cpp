#include "row_requests.hpp"

#include <map>

namespace sluice::simulator {
namespace {

std::string text_of(const rapidjson::Value& value) {
  return value.IsString() ? value.GetString() : std::to_string(value.GetInt64());
}

// A member of the n-th live row of a table.
std::string member(const TestShop& shop, const std::string& table, const char* name,
                   rapidjson::SizeType skip = 0) {
  const auto state = shop.state(table);
  for (const auto& row : state["data"].GetArray()) {
    if (row.HasMember("deleted_at") && !row["deleted_at"].IsNull()) continue;
    if (skip-- == 0) return text_of(row[name]);
  }
  FAIL("no such row in ", table);
  return {};
}

std::string first_with(const TestShop& shop, const std::string& table, const char* name,
                       const std::string& value, const char* wanted = "id") {
  const auto state = shop.state(table);
  for (const auto& row : state["data"].GetArray()) {
    if (row[name].IsString() && value == row[name].GetString()) return text_of(row[wanted]);
    if (row[name].IsBool() && value == (row[name].GetBool() ? "true" : "false")) {
      return text_of(row[wanted]);
    }
  }
  FAIL("no row of ", table, " has ", name, " ", value);
  return {};
}

using Finder = std::string (*)(const TestShop&);

// Path parameters and placeholders of bodies, by name.
const std::map<std::string, Finder>& finders() {
  static const std::map<std::string, Finder> kFinders = {
      {"brand_id", [](const TestShop& s) { return member(s, "brands", "id"); }},
      {"button_layout_id", [](const TestShop& s) { return member(s, "button_layouts", "id"); }},
      {"request_log_id", [](const TestShop& s) { return member(s, "channel_requests", "id"); }},
      {"consignment_id", [](const TestShop& s) { return member(s, "consignments", "id"); }},
      {"consignment_product",
       [](const TestShop& s) { return member(s, "consignment_products", "product_id"); }},
      {"custom_reason_id",
       [](const TestShop& s) { return member(s, "custom_inventory_adjustment_reasons", "id"); }},
      {"customer_group_id",
       [](const TestShop& s) { return member(s, "customer_groups", "id", 1); }},
      {"customer_id", [](const TestShop& s) { return member(s, "customers", "id"); }},
      {"customerId", [](const TestShop& s) { return member(s, "store_credits", "customer_id"); }},
      {"address_id", [](const TestShop& s) { return member(s, "addresses", "id"); }},
      {"fulfillment_id", [](const TestShop& s) { return member(s, "fulfillments", "id"); }},
      {"fulfillment_version",
       [](const TestShop& s) { return member(s, "fulfillments", "version"); }},
      {"card_number", [](const TestShop& s) { return member(s, "gift_cards", "number"); }},
      {"number", [](const TestShop& s) { return member(s, "gift_cards", "number"); }},
      {"transaction_id",
       [](const TestShop& s) {
         const auto reply =
             s.send("POST", "/gift_cards/" + member(s, "gift_cards", "number") + "/transactions",
                    R"({"amount":"-1.00","client_id":"walk","type":"REDEEMING"})");
         return std::string(reply.json()["data"]["id"].GetString());
       }},
      {"product_id", [](const TestShop& s) { return member(s, "products", "id"); }},
      {"other_product", [](const TestShop& s) { return member(s, "products", "id", 30); }},
      {"product_image_id", [](const TestShop& s) { return member(s, "product_images", "id"); }},
      {"image_id", [](const TestShop& s) { return member(s, "product_images", "id"); }},
      {"product_type_id", [](const TestShop& s) { return member(s, "product_types", "id"); }},
      {"product_family_id",
       [](const TestShop& s) {
         std::string id = member(s, "products", "id");
         id[14] = '5';
         return id;
       }},
      {"outlet_id", [](const TestShop& s) { return member(s, "outlets", "id"); }},
      {"subscription_id",
       [](const TestShop& s) { return member(s, "partner_subscriptions", "id"); }},
      {"partner_subscription_token",
       [](const TestShop& s) {
         const auto reply = s.send("POST", "/partner/billing/token", "{}");
         return std::string(reply.json()["data"]["token"].GetString());
       }},
      {"price_book_id", [](const TestShop& s) { return member(s, "price_books", "id"); }},
      {"price_book_product",
       [](const TestShop& s) { return member(s, "price_book_products", "id"); }},
      {"promotion_id", [](const TestShop& s) { return member(s, "promotions", "id"); }},
      {"promo_code", [](const TestShop& s) { return member(s, "promo_codes", "id"); }},
      {"purchase_order_id", [](const TestShop& s) { return member(s, "purchase_orders", "id"); }},
      {"delivery_id",
       [](const TestShop& s) { return member(s, "purchase_order_deliveries", "id"); }},
      {"quote_id", [](const TestShop& s) { return member(s, "quotes", "id"); }},
      {"register_id", [](const TestShop& s) { return member(s, "registers", "id"); }},
      {"closed_register", [](const TestShop& s) { return member(s, "registers", "id", 1); }},
      {"sale_id", [](const TestShop& s) { return first_with(s, "sales", "state", "closed"); }},
      {"payment_id",
       [](const TestShop& s) {
         const std::string id = first_with(s, "sales", "state", "closed");
         const auto sale = s.state("sales/" + id);
         return std::string(sale["payments"][0]["id"].GetString());
       }},
      {"serialnumber_id", [](const TestShop& s) { return member(s, "serialnumbers", "id"); }},
      {"service_id",
       [](const TestShop& s) {
         return std::string(s.get("/services").json()["jobs"][0]["service"]["id"].GetString());
       }},
      {"supplier_id", [](const TestShop& s) { return member(s, "suppliers", "id"); }},
      {"tag_id", [](const TestShop& s) { return member(s, "tags", "id"); }},
      {"tax_id", [](const TestShop& s) { return member(s, "taxes", "id"); }},
      {"user_id", [](const TestShop& s) { return member(s, "users", "id", 1); }},
      {"attribute-id", [](const TestShop& s) { return member(s, "variant_attributes", "id", 2); }},
      {"webhookId",
       [](const TestShop& s) {
         const auto reply = s.send("POST", "/webhooks",
                                   R"({"active":false,"type":"sale.update","url":"http://h/w"})");
         return std::string(reply.json()["data"]["id"].GetString());
       }},
      {"customFieldId", [](const TestShop& s) { return member(s, "custom_fields", "id"); }},
      {"remoteRuleId", [](const TestShop& s) { return member(s, "remote_rules", "id"); }},
      {"ruleId", [](const TestShop& s) { return member(s, "rules", "id"); }},
      {"category_id", [](const TestShop& s) { return member(s, "product_categories", "id"); }},
      {"reference_id",
       [](const TestShop& s) {
         const auto reply =
             s.send("POST", "/store_credits/" + member(s, "store_credits", "customer_id") + "/hold",
                    R"({"amount":1})");
         return std::string(reply.json()["reference_id"].GetString());
       }},
      {"gift_cards/id", [](const TestShop& s) { return member(s, "gift_cards", "id"); }},
      {"price_books/id", [](const TestShop& s) { return member(s, "price_books", "id"); }},
      {"products/id", [](const TestShop& s) { return member(s, "products", "id"); }},
      {"service_statuses/id",
       [](const TestShop& s) {
         return first_with(s, "service_statuses", "system_default", "false");
       }},
  };
  return kFinders;
}

// Where a row means another one than the name says.
std::string finder_name(const Route& route, const std::string& parameter) {
  if (route.path == "/registers/{register_id}/actions/open") return "closed_register";
  if (parameter == "webhook_id") return "webhookId";
  if (parameter == "id") return route.table() + "/id";
  const bool line = route.path == "/consignments/{consignment_id}/products/{product_id}";
  return line && parameter == "product_id" ? "consignment_product" : parameter;
}

struct Sample {
  const char* method;
  const char* path;
  const char* body;
  const char* version = "";
};

constexpr const char* kSale =
    R"({"source":{"author_id":"a","register_id":"<register_id>"},"state":"closed",
        "line_items":[{"product":{"id":"<product_id>"},"quantity":2,"pricing":{"price":10.50},
                       "tax":{"id":"<tax_id>"}}],"payments":[]})";
constexpr const char* kAddress =
    R"({"address_line_1":"a","city":"b","postcode":"1010","country_code":"AT","type":"BILLING"})";
constexpr const char* kConsignment =
    R"({"data":{"name":"n","outlet_id":"<outlet_id>","type":"SUPPLIER"}})";
constexpr const char* kPrices =
    R"({"data":[{"price":12.5,"product_id":"<product_id>","tax_id":"<tax_id>"}]})";
constexpr const char* kPromotion =
    R"({"action":{"type":"basic_percent_discount","value":0.1},"condition":{"type":"product_set"},
        "name":"p","start_time":"2026-01-01T00:00:00","use_promo_code":false})";
constexpr const char* kBook =
    R"({"customer_group_ids":["<customer_group_id>"],"outlet_ids":["<outlet_id>"],"name":"n"})";
constexpr const char* kLines = R"({"version":<fulfillment_version>,"line_items":[]})";
constexpr const char* kFamily =
    R"({"name":"f","products":[{"codes":[{"type":"CUSTOM","code":"walk-1"}]}]})";

constexpr Sample kSamples[] = {
    {"POST", "/consignments", kConsignment},
    {"PUT", "/consignments/{consignment_id}", kConsignment},
    {"POST", "/consignments/{consignment_id}/bulk",
     R"([{"product_id":"<product_id>","count":"2"}])"},
    {"POST", "/consignments/{consignment_id}/products",
     R"({"data":{"product_id":"<other_product>"}})"},
    {"PUT", "/consignments/{consignment_id}/products/{product_id}",
     R"({"data":{"product_id":"<consignment_product>","count":"3"}})"},
    {"POST", "/custom_inventory_adjustment_reasons",
     R"({"name":"n","enabled":true,"type":"POSITIVE"})"},
    {"PUT", "/custom_inventory_adjustment_reasons/{custom_reason_id}", R"({"enabled":false})"},
    {"DELETE", "/customer_groups/{customer_group_id}/customers",
     R"({"customer_ids":["<customer_id>"]})"},
    {"POST", "/customer_groups/{customer_group_id}/customers",
     R"({"customer_ids":["<customer_id>"]})"},
    {"POST", "/customers", R"({"first_name":"a","last_name":null})"},
    {"PUT", "/customers/{customer_id}", R"({"first_name":"a","last_name":null})"},
    {"POST", "/customers/{customer_id}/addresses", kAddress},
    {"PUT", "/customers/{customer_id}/addresses/{address_id}", kAddress},
    {"POST", "/discount",
     R"({"channel":"IN_STORE","customer":{},"outlet_id":"<outlet_id>","sale":{"line_items":
         [{"product":{"id":"<product_id>"},"quantity":1,"pricing":{"price":10}}]}})"},
    {"POST", "/fulfillments/fulfill", R"({"sale_id":"<sale_id>"})"},
    {"POST", "/fulfillments/{fulfillment_id}/fulfill", kLines},
    {"POST", "/fulfillments/{fulfillment_id}/pick", kLines},
    {"POST", "/fulfillments/{fulfillment_id}/pack", kLines},
    {"POST", "/gift_cards", R"({"amount":"10.00","number":"WALK"})"},
    {"POST", "/gift_cards/{card_number}/transactions",
     R"({"amount":"-1.00","client_id":"w","type":"REDEEMING"})"},
    {"POST", "/inventory/reorder_points",
     R"([{"method":"FIXED","outlet_id":"<outlet_id>","product_id":"<product_id>","amount":5}])"},
    {"POST", "/loyalty/adjustments/bulk",
     R"({"session_id":"00000000-0000-4000-8000-000000000009",
         "adjustments":[{"customer_id":"<customer_id>","amount":1}]})"},
    {"POST", "/partial_packing_slip/{fulfillment_id}",
     R"({"packed_line_items":[{"id":"x","quantity":1}]})"},
    {"POST", "/price_books", kBook},
    {"PUT", "/price_books/{id}", kBook},
    {"POST", "/price_books/{price_book_id}",
     R"({"customer_group_id":"<customer_group_id>","name":"n"})"},
    {"DELETE", "/price_books/{price_book_id}/products",
     R"({"data":{"price_book_product_ids":["<price_book_product>"]}})"},
    {"PATCH", "/price_books/{price_book_id}/products", kPrices},
    {"POST", "/price_books/{price_book_id}/products", kPrices},
    {"PUT", "/price_books/{price_book_id}/products", kPrices},
    {"DELETE", "/product_categories/bulk", R"({"category_ids":["<category_id>"]})"},
    {"POST", "/product_categories/bulk", R"({"categories":[{"name":"n","payload_id":"1"}]})"},
    {"PUT", "/product_images/{product_image_id}", R"({"position":2})"},
    {"PUT", "/products/{product_id}", R"({"common":{"name":"n"}})"},
    {"POST", "/products", R"({"name":"n","variant_parent_id":"<product_id>"})"},
    {"PATCH", "/products/{product_id}", R"({"is_active":false})"},
    {"POST", "/products/generate_product_codes", R"({"codes":[{"count":3,"prefix":"P-"}]})"},
    {"POST", "/product_families", kFamily},
    {"PATCH", "/product_families/{product_family_id}", R"({"name":"m"})"},
    {"DELETE", "/promocode/bulk", R"(["<promo_code>"])"},
    {"POST", "/promocode/bulk/active", R"(["SAVE1"])"},
    {"POST", "/promotions", kPromotion},
    {"PUT", "/promotions/{promotion_id}", kPromotion},
    {"POST", "/sales", kSale},
    {"PUT", "/sales/{sale_id}", kSale},
    {"POST", "/sales/{sale_id}/fulfill", R"({"fulfillment_type":"PICKUP"})"},
    {"POST", "/serialnumbers",
     R"({"code":"c","outlet_id":"<outlet_id>","product_id":"<product_id>"})"},
    {"POST", "/services",
     R"({"outlet_id":"<outlet_id>","register_id":"<register_id>","customer_id":"<customer_id>"})"},
    {"PATCH", "/service_statuses/{id}", R"({"name":"Renamed"})"},
    {"POST", "/stock_adjustments",
     R"({"stock_adjustments":[{"product_id":"<product_id>","outlet_id":"<outlet_id>",
         "quantity":"-1","reason":"DAMAGE"}]})"},
    {"POST", "/store_credits/balances-bulk", R"(["<customerId>"])"},
    {"POST", "/store_credits/bulk", R"(["<customerId>"])"},
    {"POST", "/store_credits/{customerId}/hold", R"({"amount":1})"},
    {"POST", "/store_credits/{customerId}/hold/reverse", R"({"reference_id":"<reference_id>"})"},
    {"POST", "/store_credits/{customerId}/transactions",
     R"({"amount":1,"client_id":"w","type":"ISSUE"})"},
    {"POST", "/taxes", R"({"name":"walked","rate":0.1})"},
    {"POST", "/users/bulk", R"(["<user_id>"])"},
    {"POST", "/webhooks", R"({"active":true,"type":"product.update","url":"http://h/x"})"},
    {"PUT", "/webhooks/{webhookId}",
     R"({"active":true,"type":"product.update","url":"http://h/x"})"},
    {"POST", "/webhooks", R"(data={"active":true,"type":"product.update","url":"http://h/x"})",
     "0.9"},
    {"PUT", "/webhooks/{webhook_id}",
     R"(data={"active":true,"type":"product.update","url":"http://h/x"})", "0.9"},
    {"POST", "/workflows/custom_fields",
     R"({"entity":"sale","name":"n","title":"t","type":"string"})"},
    {"POST", "/workflows/custom_fields/values",
     R"({"entity":"product","entity_id":"x","values":[{"name":"product_note","value":"v"}]})"},
    {"PUT", "/workflows/custom_fields/{customFieldId}", R"({"title":"t"})"},
    {"POST", "/register_sales",
     R"({"register_id":"<register_id>","register_sale_products":
         [{"product_id":"<product_id>","quantity":1,"price":5}]})"},
};

std::string body_of(const Route& route) {
  std::string found;
  for (const Sample& sample : kSamples) {
    if (route.method != sample.method || route.path != sample.path) continue;
    if (route.api_version == sample.version) return sample.body;
    if (*sample.version == '\0') found = sample.body;
  }
  if (!found.empty()) return found;
  // Most creates and updates want a name and nothing else.
  const bool writes = route.method == "POST" || route.method == "PUT";
  if (!writes) return {};
  return route.body_required == "name" ? R"({"name":"walked"})" : "{}";
}

std::string filled(const TestShop& shop, std::string body) {
  for (const auto& [name, find] : finders()) {
    const std::string mark = "<" + name + ">";
    while (body.find(mark) != std::string::npos) {
      body.replace(body.find(mark), mark.size(), find(shop));
    }
  }
  return body;
}

std::string path_of(const TestShop& shop, const Route& route) {
  std::string path;
  for (const std::string& segment : route.segments) {
    path += '/';
    if (segment.front() != '{') {
      path += segment;
      continue;
    }
    const std::size_t close = segment.find('}');
    const std::string name = finder_name(route, segment.substr(1, close - 1));
    REQUIRE_MESSAGE(finders().contains(name), "no value for the parameter ", name);
    path += finders().at(name)(shop) + segment.substr(close + 1);
  }
  return path;
}

std::string query_of(const Route& route) {
  if (route.query_required == "type") return "?type=products";
  if (route.query_required == "start_date") return "?start_date=2026-07-01";
  if (route.query_required == "entity") return "?entity=product";
  if (route.query_required == "entity,entity_id") return "?entity=product&entity_id=x";
  return route.query_required.empty() ? "" : "?" + route.query_required + "=x";
}

RowRequest token_request(const TestShop& shop, const Route& route) {
  const std::string client = "&client_id=simulator&client_secret=simulator-secret";
  std::string form;
  if (route.action == "refresh") {
    const auto granted = shop.control("POST", "/tokens/grant", R"({"scope":"webhooks"})").json();
    form = "grant_type=refresh_token&refresh_token=" +
           std::string(granted["refresh_token"].GetString());
  } else {
    const Reply consent = shop.raw(
        "GET", "/connect?response_type=code&client_id=simulator&redirect_uri=u&state=s&scope=a",
        "");
    const std::string to = consent.headers.at("Location");
    const std::size_t code = to.find("code=") + 5;
    form = "grant_type=authorization_code&redirect_uri=u&code=" +
           to.substr(code, to.find('&', code) - code);
  }
  return {"POST", "/api/1.0/token", form + client, "application/x-www-form-urlencoded"};
}

RowRequest image_request(const std::string& target) {
  return {"POST", target,
          "--b\r\nContent-Disposition: form-data; name=\"image\"; filename=\"i.png\"\r\n"
          "Content-Type: image/png\r\n\r\n\x89PNG\r\n\x1a\n\r\n--b--\r\n",
          "multipart/form-data; boundary=b"};
}

}  // namespace

RowRequest request_for(const TestShop& shop, const Route& route) {
  if (route.api_version == "1.0") return token_request(shop, route);
  const std::string root = route.api_version == "0.9" ? "/api" : "/api/" + route.api_version;
  const std::string target = root + path_of(shop, route) + query_of(route);
  if (route.entity == "product-images" && route.action == "create") return image_request(target);
  RowRequest request{route.method, target, filled(shop, body_of(route))};
  if (request.body.starts_with("data=")) {
    request.content_type = "application/x-www-form-urlencoded";
  }
  return request;
}

}  // namespace sluice::simulator
