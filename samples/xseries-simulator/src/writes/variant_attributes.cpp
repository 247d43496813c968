#include "api/row_response.hpp"
#include "common/api_error.hpp"
#include "common/body_reader.hpp"
#include "common/stored_row.hpp"
#include "writes/family_writes.hpp"
#include "writes/writes.hpp"

namespace sluice::simulator {

Response delete_variant_attribute(Call& call) {
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
