// What `sluice plugins show lightspeedhq` prints.
#include <doctest/doctest.h>
#include <rapidjson/document.h>

#include <set>
#include <string>

#include "catalogue.hpp"
#include "subscriber.hpp"
#include "support/text.hpp"

using lightspeedhq::catalogue;
using lightspeedhq::Subscriber;
using sluice::test::has;

namespace {

std::string page(std::string_view topic) { return *Subscriber::describe(topic, false); }

rapidjson::Document json(std::string_view topic) {
  rapidjson::Document out;
  out.Parse(Subscriber::describe(topic, true)->c_str());
  REQUIRE_FALSE(out.HasParseError());
  return out;
}

}  // namespace

TEST_CASE("the index has every entity with what it reads and writes") {
  std::string index = page("");
  for (auto entity : catalogue().entities()) CHECK(has(index, "\n  " + std::string(entity) + "  "));
  CHECK(has(index, "  tags  read: list, get  write: create, delete, update, upsert\n"));
  CHECK(has(index, "  discounts  read: apply\n"));
  CHECK(has(index, "  oauth-token  in other versions only\n"));
}

TEST_CASE("an entity's page has parameters, body, response, scopes, versions and notes") {
  std::string products = page("products");
  CHECK(has(products, "  list  GET /products\n      query: after:int, before:int, page_size:int,"));
  CHECK(has(products, "      payload: name!, description, handle, sku,"));
  CHECK(has(products, "      response: records at data, page by page (200)\n"));
  CHECK(has(products, "      scopes: products:read\n"));
  CHECK(has(products, "      webhooks: product.update\n"));
  CHECK(has(products, "  patch  PATCH /products/{product_id}\n"));
  CHECK(has(products, "      versions: 2026-10\n"));
  CHECK(has(page("consignments"), "one of the scopes: consignments:write:stock_order"));
  CHECK(has(page("stock-adjustments"), "up to 1000 records in one request"));
  CHECK(has(page("product-images"), "payload: image!: a path or a URL of a JPEG or PNG"));
}

TEST_CASE("an entity's page has a config to copy for what can be done with it") {
  std::string page_of = page("consignment-products");
  CHECK(has(page_of,
            "      entity: consignment-products\n      request: {path: {consignment_id: ...}}"));
  CHECK(has(page_of, "      - use: lightspeedhq.publisher\n        client: shop\n"));
  CHECK(has(page_of, "  each record: {path: {consignment_id: ...}, payload: one item}"));
  CHECK(has(page("search"), "      request: {query: {type: ...}}"));
  CHECK_FALSE(has(page("outlets"), "publishers:"));
}

TEST_CASE("no line of a page is longer than a wide terminal, but for what cannot be broken") {
  std::string text = page("search");
  size_t longest = 0;
  for (size_t from = 0; from < text.size(); from = text.find('\n', from) + 1)
    longest = std::max(longest, text.find('\n', from) - from);
  CHECK(longest <= 130);
}

TEST_CASE("an entity that is not there is refused with the one that was meant") {
  auto status = Subscriber::describe("prodcuts", false).status();
  CHECK(status.code() == SLUICE_E_INVALID);
  CHECK(has(status.message(),
            "lightspeedhq has no entity \"prodcuts\" (did you mean \"products\"?)"));
}

TEST_CASE("a machine gets every operation with typed parameters") {
  auto all = json("");
  CHECK(all["operations"].Size() == catalogue().rows().size());
  auto tags = json("tags");
  CHECK(tags["operations"].Size() == 5);
  const auto& list = tags["operations"][0];
  CHECK(std::string(list["use"].GetString()) == "subscriber");
  CHECK(std::string(list["query_parameters"][0]["name"].GetString()) == "after");
  CHECK(std::string(list["query_parameters"][0]["type"].GetString()) == "whole number");
  const auto& create = tags["operations"][1];
  CHECK(create["body"]["members"][0]["required"].GetBool());
  auto prices = json("price-book-products");
  bool bounded = false;
  for (const auto& row : prices["operations"].GetArray())
    bounded = bounded ||
              (row.HasMember("records_per_request") && row["records_per_request"].GetInt() == 100);
  CHECK(bounded);
}
