#include "writes/family_writes.hpp"

// 2026-10: families are created whole, and PATCH accepts known members only.

#include <algorithm>
#include <span>

#include "api/family_ids.hpp"
#include "api/row_response.hpp"
#include "api/row_writer.hpp"
#include "common/api_error.hpp"
#include "common/body_reader.hpp"
#include "common/json_object.hpp"
#include "common/stored_row.hpp"
#include "writes/writes.hpp"

namespace sluice::simulator {
namespace {

constexpr const char* kFamilyMembers[] = {"name",
                                          "description",
                                          "brand_id",
                                          "supplier_id",
                                          "tag_ids",
                                          "product_category_id",
                                          "variant_attribute_ids",
                                          "composite_components",
                                          "track_inventory"};
constexpr const char* kProductMembers[] = {"codes",
                                           "sku",
                                           "is_active",
                                           "price_excluding_tax",
                                           "price_including_tax",
                                           "supply_price",
                                           "loyalty_amount",
                                           "variant_attributes",
                                           "weight",
                                           "length",
                                           "height",
                                           "dimensions_unit",
                                           "inventory",
                                           "product_suppliers",
                                           "supplier_code"};

void check_patch(const Call& call, std::span<const char* const> known) {
  if (call.body.all().empty()) throw ApiError(400, "at least one member is required");
  for (const JsonMember& member : call.body.all()) {
    const bool fits = std::any_of(known.begin(), known.end(),
                                  [&member](const char* name) { return member.name == name; });
    if (!fits) throw ApiError(400, "unknown member " + member.name);
  }
}

const char* stored_name(std::string_view name) {
  if (name == "is_active") return "active";
  if (name == "codes") return "product_codes";
  if (name == "variant_attributes") return "variant_options";
  return name == "track_inventory" ? "has_inventory" : nullptr;
}

void copy(const JsonMembers& from, std::span<const char* const> names, JsonMembers& row) {
  for (const char* name : names) {
    const std::string* raw = from.find(name);
    if (raw == nullptr) continue;
    const char* other = stored_name(name);
    row.set(other == nullptr ? name : other, *raw);
  }
}

std::vector<std::string> codes_of(const JsonMembers& product) {
  std::vector<std::string> codes;
  const std::string* raw = product.find("codes");
  if (raw == nullptr) return codes;
  for (const std::string& item : parse_array(*raw).value_or(std::vector<std::string>{})) {
    const std::optional<JsonMembers> object = JsonMembers::parse(item);
    codes.push_back(object ? stored_text(*object, "code") : as_text(&item).value_or(""));
  }
  return codes;
}

bool code_taken(Call& call, const std::string& code) {
  const std::string needle = quote(code);
  for (const auto& [version, row] : call.table("products").by_version()) {
    if (row->deleted || row->text.find(needle) == std::string::npos) continue;
    const JsonMembers members = members_of(*row);
    const std::string* codes = members.find("product_codes");
    if (codes != nullptr && codes->find(needle) != std::string::npos) return true;
  }
  return false;
}

void check_codes(Call& call, const std::vector<JsonMembers>& products) {
  std::vector<std::string> seen;
  for (const JsonMembers& product : products) {
    const std::vector<std::string> codes = codes_of(product);
    if (codes.empty()) throw ApiError(400, "every product needs at least one code");
    for (const std::string& code : codes) {
      const bool twice = std::find(seen.begin(), seen.end(), code) != seen.end();
      if (code.empty() || twice || code_taken(call, code)) {
        throw ApiError(400, "the code " + code + " is not unique");
      }
      seen.push_back(code);
    }
  }
}

void check_variants(Call& call, const std::vector<JsonMembers>& products) {
  const std::vector<std::string> attributes = text_list(call.body, "variant_attribute_ids");
  if (attributes.empty() || attributes.size() > 3) {
    throw ApiError(400, "a VARIANT family needs 1 to 3 variant_attribute_ids");
  }
  for (const std::string& id : attributes) {
    const Row* row = call.table("variant_attributes").find(id);
    if (row == nullptr || row->deleted)
      throw ApiError(400, "variant_attribute_ids names no attribute");
  }
  for (const JsonMembers& product : products) {
    const std::string* raw = product.find("variant_attributes");
    const auto given = raw == nullptr ? std::nullopt : parse_array(*raw);
    if (!given || given->size() != attributes.size()) {
      throw ApiError(400, "every product needs as many variant_attributes as the family");
    }
  }
}

std::string check_family(Call& call, const std::vector<JsonMembers>& products) {
  required_text(call.body, "name");
  std::string kind = text_or_empty(call.body, "classification");
  if (kind.empty()) kind = "STANDARD";
  if (kind != "STANDARD" && kind != "VARIANT" && kind != "COMPOSITE") {
    throw ApiError(400, "classification must be STANDARD, VARIANT or COMPOSITE");
  }
  if (products.empty()) throw ApiError(400, "products must hold at least one product");
  if (kind != "VARIANT" && products.size() > 1) {
    throw ApiError(400, "only a VARIANT family has more than one product");
  }
  if (kind == "VARIANT") check_variants(call, products);
  check_codes(call, products);
  return kind;
}

JsonMembers new_member(Call& call, const JsonMembers& product, const std::string& id,
                       const std::string& head) {
  JsonMembers row = empty_product(call, id);
  copy(call.body, kFamilyMembers, row);
  copy(product, kProductMembers, row);
  row.set("variant_name", *call.body.find("name"));
  row.set("variant_parent_id", id == head ? "null" : quote(head));
  return row;
}

}  // namespace

Response create_family(Call& call) {
  const std::vector<JsonMembers> products = object_list(call.body, "products");
  const std::string kind = check_family(call, products);
  std::vector<std::string> ids;
  for (const JsonMembers& product : products) {
    ids.push_back(call.shop.store.random().uuid());
    JsonMembers row = new_member(call, product, ids.back(), ids.front());
    row.set("classification", quote(kind));
    store_version(call.shop, "products", ids.back(), std::move(row));
  }
  JsonObject made;
  made.text("product_family_id", family_id_of(ids.front())).raw("product_ids", json_texts(ids));
  return {.status = call.route.success_status, .body = "{\"data\":" + made.done() + "}"};
}

Response patch_family(Call& call) {
  const std::vector<const Row*> members =
      family_members(call.shop.store, head_of_family(call.id()));
  if (members.empty()) throw ApiError(404, "product family not found");
  check_patch(call, kFamilyMembers);
  for (const Row* row : members) {
    JsonMembers product = members_of(*row);
    copy(call.body, kFamilyMembers, product);
    store_version(call.shop, "products", row->id, std::move(product));
  }
  return {.status = call.route.success_status,
          .body = "{\"data\":{\"id\":" + quote(call.id()) + "}}"};
}

Response patch_product(Call& call) {
  JsonMembers row = members_of(existing_row(call));
  check_patch(call, kProductMembers);
  if (call.body.find("codes") != nullptr && codes_of(call.body).empty()) {
    throw ApiError(400, "every product needs at least one code");
  }
  copy(call.body, kProductMembers, row);
  store_version(call.shop, "products", call.id(), std::move(row));
  return {.status = call.route.success_status,
          .body = "{\"data\":{\"id\":" + quote(call.id()) + "}}"};
}

}  // namespace sluice::simulator
