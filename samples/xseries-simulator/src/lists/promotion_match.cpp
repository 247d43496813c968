#include "lists/promotion_match.hpp"

#include <algorithm>

#include "common/body_reader.hpp"
#include "lists/list_source.hpp"

namespace sluice::simulator {
namespace {

bool fits_rule(const std::string& field, const std::string& value, const JsonMembers& product) {
  if (field == "product_id") return stored_text(product, "id") == value;
  if (field == "variant_parent_id") return stored_text(product, "variant_parent_id") == value;
  if (field == "tag_id") return raw_is(product.find("tag_ids"), {value});
  const char* member = field == "brand_id" ? "brand" : field == "supplier_id" ? "supplier" : "type";
  return stored_text(object_member(product, member), "id") == value;
}

bool any_rule(const JsonMembers& part, const char* name, const JsonMembers& product) {
  const std::vector<JsonMembers> rules = object_list(part, name);
  return std::any_of(rules.begin(), rules.end(), [&product](const JsonMembers& rule) {
    return fits_rule(stored_text(rule, "field"), stored_text(rule, "value"), product);
  });
}

}  // namespace

bool promotes(const JsonMembers& part, const JsonMembers& product) {
  if (any_rule(part, "exclude", product)) return false;
  return object_list(part, "include").empty() || any_rule(part, "include", product);
}

}  // namespace sluice::simulator
