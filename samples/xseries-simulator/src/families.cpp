#include "families.hpp"

#include <algorithm>

#include "api_error.hpp"
#include "body_reader.hpp"
#include "json_object.hpp"
#include "row_writer.hpp"
#include "views.hpp"
#include "writes.hpp"

namespace sluice::simulator {
namespace {

// Place of the version digit in an id; a family has 5 where its head has 4.
constexpr std::size_t kVersionDigit = 14;

std::string classification_of(const JsonMembers& head, std::size_t size) {
  std::string stored = stored_text(head, "classification");
  if (!stored.empty()) return stored;
  if (as_bool(head.find("is_composite")).value_or(false)) return "COMPOSITE";
  return size > 1 ? "VARIANT" : "STANDARD";
}

std::string family_text(Call& call, const std::string& head) {
  const std::vector<const Row*> members = family_members(call.shop.store, head);
  if (members.empty()) throw ApiError(404, "product family not found");
  const JsonMembers first = members_of(*members.front());
  std::vector<std::string> products;
  for (const Row* row : members) products.push_back(row_text(call, "products", *row));
  JsonObject family;
  family.text("id", family_id_of(head)).raw("name", *first.find("name"));
  family.raw("description", raw_or(first, "description"));
  family.text("classification", classification_of(first, members.size()));
  family.raw("variant_attribute_ids", raw_or(first, "variant_attribute_ids", "[]"));
  family.raw("composite_components", raw_or(first, "composite_components", "[]"));
  family.raw("tag_ids", raw_or(first, "tag_ids", "[]"));
  family.raw("products", json_array(products));
  return family.done();
}

std::string code_with(const std::string& prefix, std::int64_t number) {
  return prefix + std::to_string(number);
}

}  // namespace

std::string head_of(const JsonMembers& product) {
  const std::string parent = stored_text(product, "variant_parent_id");
  return parent.empty() ? stored_text(product, "id") : parent;
}

std::string family_id_of(const std::string& head) {
  std::string id = head;
  if (id.size() > kVersionDigit) id[kVersionDigit] = '5';
  return id;
}

std::string head_of_family(const std::string& family_id) {
  if (family_id.size() <= kVersionDigit || family_id[kVersionDigit] != '5') return {};
  std::string head = family_id;
  head[kVersionDigit] = '4';
  return head;
}

std::vector<const Row*> family_members(Store& store, const std::string& head) {
  std::vector<const Row*> members;
  if (head.empty()) return members;
  for (const auto& [version, row] : store.table("products").by_version()) {
    if (row->deleted) continue;
    // Looked for in the text first: parsing every product for one family would take its time.
    const bool named = row->id == head || row->text.find(head) != std::string::npos;
    if (named && head_of(members_of(*row)) == head) members.push_back(row);
  }
  std::stable_partition(members.begin(), members.end(),
                        [&head](const Row* row) { return row->id == head; });
  return members;
}

void show_family(JsonMembers& product) {
  product.set("family_id", quote(family_id_of(head_of(product))));
  product.erase("variant_parent_id");
}

Answer get_family(Call& call) {
  return {.status = call.route.success_status,
          .body = "{\"data\":" + family_text(call, head_of_family(call.id())) + "}"};
}

Answer get_family_of_product(Call& call) {
  const std::string head = head_of(members_of(existing_row(call)));
  return {.status = call.route.success_status,
          .body = "{\"data\":" + family_text(call, head) + "}"};
}

Answer generate_product_codes(Call& call) {
  constexpr std::int64_t kMost = 200;
  std::int64_t total = 0;
  std::vector<std::string> rows;
  for (const JsonMembers& entry : object_list(call.body, "codes")) {
    const std::optional<std::int64_t> count = as_int(entry.find("count"));
    if (!count || *count < 1) throw ApiError(400, "count must be at least 1");
    total += *count;
    if (total > kMost) throw ApiError(400, "at most 200 codes a request");
    std::vector<std::string> codes;
    for (std::int64_t i = 0; i < *count; ++i) {
      // The counter of versions never repeats, and so no code does.
      codes.push_back(code_with(text_or_empty(entry, "prefix"), call.shop.store.next_version()));
    }
    rows.push_back(JsonObject().raw("codes", json_texts(codes)).done());
  }
  return {.status = call.route.success_status, .body = "{\"data\":" + json_array(rows) + "}"};
}

Answer delete_variant_attribute(Call& call) {
  const Row& row = existing_row(call);
  const std::string name = "\"name\":" + *members_of(row).find("name");
  for (const auto& [version, product] : call.table("products").by_version()) {
    if (product->deleted) continue;
    const JsonMembers members = members_of(*product);
    const bool listed =
        raw_or(members, "variant_attribute_ids", "").find(row.id) != std::string::npos;
    if (listed || raw_or(members, "variant_options", "").find(name) != std::string::npos) {
      throw ApiError(409, "the variant attribute is used by a product family");
    }
  }
  return delete_row(call);
}

}  // namespace sluice::simulator
