#include "lists/families.hpp"

#include <algorithm>

#include "api/family_ids.hpp"
#include "api/row_response.hpp"
#include "api/views.hpp"
#include "common/api_error.hpp"
#include "common/body_reader.hpp"
#include "common/json_object.hpp"
#include "common/stored_row.hpp"

namespace sluice::simulator {
namespace {

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

}  // namespace

Response get_family(Call& call) {
  return {.status = call.route.success_status,
          .body = "{\"data\":" + family_text(call, head_of_family(call.id())) + "}"};
}

Response get_family_of_product(Call& call) {
  const std::string head = head_of(members_of(existing_row(call)));
  return {.status = call.route.success_status,
          .body = "{\"data\":" + family_text(call, head) + "}"};
}

}  // namespace sluice::simulator
