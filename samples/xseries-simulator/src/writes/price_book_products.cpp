// Prices of a price book: at most 100 rows per request.

#include <algorithm>

#include "api/row_writer.hpp"
#include "common/api_error.hpp"
#include "common/body_reader.hpp"
#include "common/decimal.hpp"
#include "common/json_object.hpp"
#include "common/stored_row.hpp"
#include "writes/catalogue.hpp"

namespace sluice::simulator {
namespace {

constexpr const char* kPriceBookProducts = "price_book_products";
constexpr std::size_t kMost = 100;

const std::string& book_of(Call& call) {
  const std::string& id = call.param("price_book_id");
  const Row* book = call.table("price_books").find(id);
  if (book == nullptr || book->deleted) throw ApiError(404, "price book not found");
  return id;
}

void check_count(std::size_t count) {
  if (count == 0 || count > kMost) throw ApiError(400, "data must hold 1 to 100 rows");
}

std::vector<const Row*> rows_of(Call& call, const std::string& book) {
  std::vector<const Row*> rows;
  for (const auto& [version, row] : call.table(kPriceBookProducts).by_version()) {
    if (!row->deleted && stored_text(members_of(*row), "price_book_id") == book)
      rows.push_back(row);
  }
  return rows;
}

void check_price(Call& call, const JsonMembers& item) {
  const Row* product = call.table("products").find(required_text(item, "product_id"));
  if (product == nullptr || product->deleted) throw ApiError(400, "product_id names no product");
  if (call.table("taxes").find(required_text(item, "tax_id")) == nullptr) {
    throw ApiError(400, "tax_id names no tax");
  }
  if (!as_number(item.find("price"))) throw ApiError(400, "price must be a number");
}

// Written in the tax mode of the store, which shows prices with tax; read without it.
std::string price_without_tax(Call& call, const JsonMembers& item) {
  const Row* tax = call.table("taxes").find(stored_text(item, "tax_id"));
  const double rate = as_number(members_of(*tax).find("rate")).value_or(0);
  if (rate == 0) return *item.find("price");
  const double price = as_number(item.find("price")).value_or(0) / (1 + rate);
  const auto units = static_cast<std::int64_t>(price * 100'000 + (price < 0 ? -0.5 : 0.5));
  const std::string digits = std::to_string(100'000 + (units < 0 ? -units : units) % 100'000);
  return std::to_string(units / 100'000) + "." + digits.substr(1);
}

JsonMembers new_price(Call& call, const std::string& book, const std::string& id) {
  JsonMembers row;
  row.set("id", quote(id));
  row.set("price_book_id", quote(book));
  for (const char* name :
       {"product_id", "tax_id", "price", "min_units", "max_units", "loyalty_value"}) {
    row.set(name, "null");
  }
  for (const char* name : {"created_at", "updated_at"})
    row.set(name, now_in(call.shop, "price_books"));
  row.set("deleted_at", "null");
  return row;
}

void store_price(Call& call, const std::string& book, const JsonMembers& item) {
  const Row* known = nullptr;
  for (const Row* row : rows_of(call, book)) {
    if (stored_text(members_of(*row), "product_id") == stored_text(item, "product_id")) known = row;
  }
  const std::string id = known == nullptr ? call.shop.store.random().uuid() : known->id;
  JsonMembers row = known == nullptr ? new_price(call, book, id) : members_of(*known);
  for (const char* name : {"product_id", "tax_id", "min_units", "max_units", "loyalty_value"}) {
    if (const std::string* raw = item.find(name)) row.set(name, *raw);
  }
  row.set("price", price_without_tax(call, item));
  store_version(call.shop, kPriceBookProducts, id, std::move(row));
}

Response message(const Call& call, std::size_t count, const char* verb) {
  return {.status = call.route.success_status,
          .body = "{\"data\":{\"message\":\"" + std::to_string(count) + " price book products " +
                  verb + "\"}}"};
}

}  // namespace

Response price_book_products_of_book(Call& call) {
  const std::string* wanted = call.query.first("product_ids");
  std::vector<std::string> rows;
  for (const Row* row : rows_of(call, book_of(call))) {
    const std::string product = stored_text(members_of(*row), "product_id");
    const bool asked =
        wanted == nullptr || ("," + *wanted + ",").find("," + product + ",") != std::string::npos;
    if (asked) rows.push_back(row->text);
  }
  return {.status = call.route.success_status, .body = "{\"data\":" + json_array(rows) + "}"};
}

Response upsert_price_book_products(Call& call) {
  const std::string& book = book_of(call);
  const std::vector<JsonMembers> items = object_list(call.body, "data");
  check_count(items.size());
  for (const JsonMembers& item : items) check_price(call, item);
  for (const JsonMembers& item : items) store_price(call, book, item);
  return message(call, items.size(), "saved");
}

Response delete_price_book_products(Call& call) {
  const std::string& book = book_of(call);
  const std::vector<std::string> ids =
      text_list(object_member(call.body, "data"), "price_book_product_ids");
  check_count(ids.size());
  std::size_t count = 0;
  for (const Row* row : rows_of(call, book)) {
    if (std::find(ids.begin(), ids.end(), row->id) == ids.end()) continue;
    store_deleted(call.shop, kPriceBookProducts, *row);
    ++count;
  }
  return message(call, count, "deleted");
}

}  // namespace sluice::simulator
