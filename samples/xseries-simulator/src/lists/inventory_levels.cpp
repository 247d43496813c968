#include "lists/inventory_levels.hpp"

#include <algorithm>
#include <map>

#include "api/family_ids.hpp"
#include "common/api_error.hpp"
#include "common/body_reader.hpp"
#include "common/json_object.hpp"
#include "common/stored_row.hpp"
#include "lists/page.hpp"

namespace sluice::simulator {
namespace {

struct Product {
  std::string name, root, brand, supplier, type, created_at;
  bool active = true;
};

struct Level {
  double count = 0, cost = 0, reorder_point = 0, reorder_amount = 0;
  std::int64_t procure = 0;
  std::string name, created_at, supplier, product, root, location;
  bool active = true;
  Row row;
};

std::string id_in(const JsonMembers& row, const char* name) {
  const std::string* raw = row.find(name);
  const std::optional<JsonMembers> inner = raw == nullptr ? std::nullopt : JsonMembers::parse(*raw);
  return inner ? stored_text(*inner, "id") : std::string();
}

Product read_product(const Row& row) {
  const JsonMembers members = members_of(row);
  return {stored_text(members, "name"),
          head_of(members),
          id_in(members, "brand"),
          id_in(members, "supplier"),
          id_in(members, "type"),
          stored_text(members, "created_at"),
          as_bool(members.find("active")).value_or(true)};
}

std::string text_or_null(const std::string& text) { return text.empty() ? "null" : quote(text); }

std::string level_text(const JsonMembers& stock, const Product& product, double cost) {
  JsonObject row;
  row.raw("product_id", *stock.find("product_id")).text("root_product_id", product.root);
  row.raw("location_id", *stock.find("outlet_id")).text("name", product.name);
  row.raw("brand_id", text_or_null(product.brand));
  row.raw("supplier_id", text_or_null(product.supplier));
  row.raw("product_type_id", text_or_null(product.type));
  row.raw("current_inventory_level", *stock.find("current_inventory_level"));
  row.raw("quantity_to_procure", *stock.find("quantity_to_procure"));
  row.raw("average_cost", raw_or(stock, "average_cost", "0"));
  row.number("total_cost", static_cast<std::int64_t>(cost));
  row.raw("reorder_method", raw_or(stock, "reorder_method"));
  row.raw("reorder_threshold", raw_or(stock, "reorder_point"));
  row.raw("reorder_amount", raw_or(stock, "reorder_amount"));
  row.raw("reorder_target", raw_or(stock, "reorder_target"));
  return row.done();
}

Level read_level(const Row& row, const Product& product) {
  const JsonMembers stock = members_of(row);
  Level level;
  level.count = as_number(stock.find("current_inventory_level")).value_or(0);
  level.cost = level.count * as_number(stock.find("average_cost")).value_or(0);
  level.reorder_point = as_number(stock.find("reorder_point")).value_or(0);
  level.reorder_amount = as_number(stock.find("reorder_amount")).value_or(0);
  level.procure = as_int(stock.find("quantity_to_procure")).value_or(0);
  level.name = product.name;
  level.created_at = product.created_at;
  level.supplier = product.supplier;
  level.product = stored_text(stock, "product_id");
  level.root = product.root;
  level.location = stored_text(stock, "outlet_id");
  level.active = product.active;
  level.row = {
      .id = row.id, .version = row.version, .text = level_text(stock, product, level.cost)};
  return level;
}

std::vector<Level> all_levels(Store& store) {
  std::map<std::string, Product> products;
  for (const auto& [version, row] : store.table("products").by_version()) {
    if (!row->deleted) products.emplace(row->id, read_product(*row));
  }
  std::vector<Level> levels;
  for (const auto& [version, row] : store.table("inventory").by_version()) {
    const auto product = products.find(row->parent);
    if (product != products.end() && !row->deleted) {
      levels.push_back(read_level(*row, product->second));
    }
  }
  return levels;
}

bool among(const std::vector<std::string>& wanted, const std::string& value) {
  return wanted.empty() || std::find(wanted.begin(), wanted.end(), value) != wanted.end();
}

void filter(const JsonMembers& body, std::vector<Level>& levels) {
  const std::vector<std::string> products = text_list(body, "product_ids");
  const std::vector<std::string> roots = text_list(body, "root_product_ids");
  if (!products.empty() && !roots.empty()) {
    throw ApiError(400, "product_ids and root_product_ids cannot both be given");
  }
  const std::vector<std::string> locations = text_list(body, "location_ids");
  const std::vector<std::string> suppliers = text_list(body, "supplier_ids");
  const bool inactive = as_bool(body.find("include_inactive")).value_or(false);
  const bool procure = as_bool(body.find("to_be_procured_only")).value_or(false);
  std::erase_if(levels, [&](const Level& level) {
    return !among(products, level.product) || !among(roots, level.root) ||
           !among(locations, level.location) || !among(suppliers, level.supplier) ||
           (!inactive && !level.active) || (procure && level.procure == 0);
  });
}

using Less = bool (*)(const Level&, const Level&);

constexpr std::pair<std::string_view, Less> kSorts[] = {
    {"total_count", [](const Level& a, const Level& b) { return a.count < b.count; }},
    {"total_cost", [](const Level& a, const Level& b) { return a.cost < b.cost; }},
    {"average_cost",
     [](const Level& a, const Level& b) {
       return a.cost / std::max(a.count, 1.0) < b.cost / std::max(b.count, 1.0);
     }},
    {"reorder_point",
     [](const Level& a, const Level& b) { return a.reorder_point < b.reorder_point; }},
    {"reorder_amount",
     [](const Level& a, const Level& b) { return a.reorder_amount < b.reorder_amount; }},
    {"product_name", [](const Level& a, const Level& b) { return a.name < b.name; }},
    {"created_at", [](const Level& a, const Level& b) { return a.created_at < b.created_at; }},
};

Less sort_by(const std::string& name) {
  for (const auto& [known, less] : kSorts) {
    if (known == name) return less;
  }
  throw ApiError(400, "sort_type " + name + " is not known");
}

void sort(const JsonMembers& body, std::vector<Level>& levels) {
  const std::string type = text_or_empty(body, "sort_type");
  const Less less = sort_by(type.empty() ? "total_count" : type);
  const bool ascending = text_or_empty(body, "sort_direction") == "asc";
  std::stable_sort(levels.begin(), levels.end(), [less, ascending](const Level& a, const Level& b) {
    return ascending ? less(a, b) : less(b, a);
  });
}

const std::vector<Row>& sorted_rows(Call& call) {
  JsonMembers request = call.body;
  request.erase("offset");
  request.erase("size");
  LevelsCache::Key key{call.shop.store.last_version(), request.text()};
  if (const std::vector<Row>* known = call.shop.levels.find(key)) return *known;
  std::vector<Level> levels = all_levels(call.shop.store);
  filter(call.body, levels);
  sort(call.body, levels);
  std::vector<Row> rows;
  rows.reserve(levels.size());
  for (Level& level : levels) rows.push_back(std::move(level.row));
  return call.shop.levels.keep(std::move(key), std::move(rows));
}

std::size_t window_member(const Call& call, const char* name, std::int64_t by_default,
                          std::int64_t low, std::int64_t high) {
  const std::string* raw = call.body.find(name);
  if (raw == nullptr || *raw == "null") return static_cast<std::size_t>(by_default);
  const std::optional<std::int64_t> value = as_int(raw);
  if (!value || *value < low || *value > high) {
    throw ApiError(400, std::string(name) + " must be between " + std::to_string(low) + " and " +
                            std::to_string(high));
  }
  return static_cast<std::size_t>(*value);
}

}  // namespace

Response inventory_levels(Call& call) {
  const std::size_t size = window_member(call, "size", 100, 1, 10'000);
  const std::size_t asked = window_member(call, "offset", 0, 0, 1'000'000'000);
  const std::vector<Row>& rows = sorted_rows(call);
  const std::size_t offset = call.stuck() ? 0 : asked;
  Page page = bare_page();
  for (std::size_t i = offset; i < rows.size() && page.rows.size() < size; ++i) {
    page.rows.push_back(&rows[i]);
  }
  return {.status = call.route.success_status, .body = page_body(std::move(page), call.fault)};
}

Response inventory_levels_of_product(Call& call) {
  const Row* product = call.table("products").find(call.id());
  if (product == nullptr || product->deleted) throw ApiError(404, "product not found");
  const Product seen = read_product(*product);
  std::vector<std::string> rows;
  for (const auto& [version, row] : call.table("inventory").children(call.id())) {
    if (!row->deleted) rows.push_back(read_level(*row, seen).row.text);
  }
  return {.status = call.route.success_status, .body = json_array(rows)};
}

}  // namespace sluice::simulator
