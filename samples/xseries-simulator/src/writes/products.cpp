#include <cmath>
#include <cstdio>

#include "api/family_ids.hpp"
#include "api/profiles.hpp"
#include "api/row_response.hpp"
#include "api/row_writer.hpp"
#include "common/api_error.hpp"
#include "common/stored_row.hpp"
#include "writes/catalogue.hpp"
#include "writes/writes.hpp"

namespace sluice::simulator {
namespace {

constexpr double kTaxRate = 0.2;

std::string money(double amount) {
  char text[64];
  std::snprintf(text, sizeof text, "%.5f", amount);
  std::string trimmed = text;
  trimmed.erase(trimmed.find_last_not_of('0') + 1);
  if (trimmed.back() == '.') trimmed.pop_back();
  return trimmed;
}

void check_prices(const JsonMembers& body) {
  for (const char* name : {"price_including_tax", "price_excluding_tax", "supply_price"}) {
    const std::string* raw = body.find(name);
    if (raw != nullptr && *raw != "null" && !as_number(raw)) {
      throw ApiError(422, std::string(name) + " must be a number");
    }
  }
  if (as_number(body.find("price_including_tax")) && as_number(body.find("price_excluding_tax"))) {
    throw ApiError(422, "price_including_tax and price_excluding_tax cannot both be given");
  }
}

// The given price keeps its text, the other one is computed from the tax rate.
void set_prices(const JsonMembers& body, JsonMembers& row) {
  const std::optional<double> with = as_number(body.find("price_including_tax"));
  const std::optional<double> without = as_number(body.find("price_excluding_tax"));
  if (with) {
    row.set("price_including_tax", *body.find("price_including_tax"));
    row.set("price_excluding_tax", money(*with / (1 + kTaxRate)));
  } else if (without) {
    row.set("price_excluding_tax", *body.find("price_excluding_tax"));
    row.set("price_including_tax", money(*without * (1 + kTaxRate)));
  }
}

struct Reference {
  const char* written;  // id as the client writes it
  const char* read;     // object {id,name} as rows show it
  const char* table;
};

constexpr Reference kReferences[] = {
    {"brand_id", "brand", "brands"},
    {"supplier_id", "supplier", "suppliers"},
    {"product_type_id", "type", "product_types"},
};

void set_references(Call& call, const JsonMembers& body, JsonMembers& row) {
  for (const Reference& reference : kReferences) {
    const std::string* raw = body.find(reference.written);
    if (raw == nullptr) continue;
    row.set(reference.written, *raw);
    const std::optional<std::string> id = as_text(raw);
    if (!id) {
      row.set(reference.read, "null");
      continue;
    }
    const Row* target = call.shop.store.table(reference.table).find(*id);
    if (target == nullptr || target->deleted) {
      throw ApiError(422, std::string(reference.written) + " names no row of " + reference.table);
    }
    const std::string name = *members_of(*target).find("name");
    row.set(reference.read, "{\"id\":" + quote(*id) + ",\"name\":" + name + "}");
  }
}

void copy_members(const JsonMembers& body, JsonMembers& row,
                  const std::vector<std::pair<const char*, const char*>>& names) {
  for (const auto& [written, read] : names) {
    const std::string* raw = body.find(written);
    if (raw != nullptr) row.set(read, *raw);
  }
}

void apply_common(Call& call, const JsonMembers& common, JsonMembers& row) {
  const std::string* name = common.find("name");
  if (name != nullptr && (*name == "null" || *name == "\"\"")) {
    throw ApiError(422, "name cannot be empty");
  }
  copy_members(common, row,
               {{"name", "name"},
                {"name", "variant_name"},
                {"description", "description"},
                {"tag_ids", "tag_ids"},
                {"track_inventory", "has_inventory"},
                {"product_suppliers", "product_suppliers"},
                {"account_code_purchase", "account_code_purchase"},
                {"account_code_sale", "account_code"}});
  set_references(call, common, row);
}

void apply_details(const JsonMembers& details, JsonMembers& row) {
  check_prices(details);
  set_prices(details, row);
  copy_members(details, row,
               {{"is_active", "active"},
                {"product_codes", "product_codes"},
                {"product_suppliers", "product_suppliers"},
                {"inventory", "inventory"},
                {"loyalty_amount", "loyalty_amount"},
                {"variant_attribute_values", "variant_options"},
                {"weight", "weight"},
                {"length", "length"},
                {"height", "height"},
                {"dimensions_unit", "dimensions_unit"}});
}

std::optional<JsonMembers> part(const Call& call, const char* name) {
  const std::string* raw = call.body.find(name);
  if (raw == nullptr || *raw == "null") return std::nullopt;
  std::optional<JsonMembers> members = JsonMembers::parse(*raw);
  if (!members) throw ApiError(400, std::string(name) + " must be an object");
  return members;
}

}  // namespace

JsonMembers empty_product(Call& call, const std::string& id) {
  const Profile& profile = *find_profile("products");
  const std::string now = quote(format_time(profile, call.shop.clock.now_ms()));
  JsonMembers row;
  row.set("id", quote(id));
  for (const char* name : {"source_id", "variant_parent_id", "name", "variant_name", "handle",
                           "sku", "supplier_code", "description", "brand", "supplier", "type"}) {
    row.set(name, "null");
  }
  row.set("active", "true");
  row.set("has_inventory", "true");
  for (const char* name : {"tag_ids", "product_codes", "images", "variant_options", "inventory"}) {
    row.set(name, "[]");
  }
  for (const char* name : {"supply_price", "price_excluding_tax", "price_including_tax"}) {
    row.set(name, "0");
  }
  for (const char* name : {"created_at", "updated_at"}) row.set(name, now);
  row.set("deleted_at", "null");
  return row;
}

namespace {

// A variant gets the family's name and attributes from the product that it names.
std::string family_head(Call& call) {
  const std::string parent = as_text(call.body.find("variant_parent_id")).value_or("");
  const Row* row = parent.empty() ? nullptr : call.table().find(parent);
  if (row == nullptr || row->deleted) throw ApiError(422, "variant_parent_id names no product");
  return head_of(members_of(*row));
}

}  // namespace

Response create_product(Call& call) {
  const std::optional<std::string> name = as_text(call.body.find("name"));
  if (!name || name->empty()) throw ApiError(400, "name cannot be empty");
  check_prices(call.body);
  const std::string id = call.shop.store.random().uuid();
  JsonMembers row = empty_product(call, id);
  apply_common(call, call.body, row);
  set_prices(call.body, row);
  copy_members(call.body, row,
               {{"variant_name", "variant_name"},
                {"handle", "handle"},
                {"sku", "sku"},
                {"source_id", "source_id"},
                {"active", "active"},
                {"is_active", "active"},
                {"supplier_code", "supplier_code"},
                {"supply_price", "supply_price"},
                {"product_codes", "product_codes"},
                {"inventory", "inventory"}});
  store_version(call.shop, "products", id, std::move(row));
  return {.status = call.route.success_status, .body = "{\"data\":[" + quote(id) + "]}"};
}

Response add_variant(Call& call) {
  const std::string head = family_head(call);
  check_prices(call.body);
  const std::string id = call.shop.store.random().uuid();
  JsonMembers row = empty_product(call, id);
  row.set("name", *members_of(*call.table().find(head)).find("name"));
  row.set("variant_parent_id", quote(head));
  apply_common(call, call.body, row);
  apply_details(call.body, row);
  copy_members(call.body, row, {{"sku", "sku"}, {"variant_definitions", "variant_options"}});
  store_version(call.shop, "products", id, std::move(row));
  return {.status = call.route.success_status, .body = "{\"data\":[" + quote(id) + "]}"};
}

Response update_product(Call& call) {
  const std::optional<JsonMembers> common = part(call, "common");
  const std::optional<JsonMembers> details = part(call, "details");
  // Flat members are unknown ones here; a body of nothing else must not look like success.
  if (!common && !details) throw ApiError(422, "common or details is required");
  JsonMembers row = members_of(existing_row(call));
  if (common) apply_common(call, *common, row);
  if (details) apply_details(*details, row);
  store_version(call.shop, "products", call.id(), std::move(row));
  return {.status = call.route.success_status, .body = "{}"};
}

Response delete_product_family(Call& call) {
  const Row& named = existing_row(call);
  const std::string head = as_text(members_of(named).find("variant_parent_id")).value_or(named.id);
  std::vector<const Row*> family;
  for (const auto& [version, row] : call.table().by_version()) {
    if (row->deleted) continue;
    const std::optional<std::string> parent = as_text(members_of(*row).find("variant_parent_id"));
    if (row->id == head || parent == head) family.push_back(row);
  }
  for (const Row* row : family) store_deleted(call.shop, "products", *row);
  return {.status = call.route.success_status, .body = {}};
}

}  // namespace sluice::simulator
