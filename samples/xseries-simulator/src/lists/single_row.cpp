#include "lists/single_row.hpp"

#include "api/row_response.hpp"
#include "common/api_error.hpp"
#include "common/shop_identity.hpp"

namespace sluice::simulator {

Response get_row(Call& call) { return wrapped(call, existing_row(call)); }

Response get_retailer(Call& call) {
  const Settings& settings = call.shop.settings;
  return {.body = "{\"data\":{\"id\":" + quote(kRetailerId) +
                  ",\"name\":\"Example Shop\",\"domain_prefix\":" + quote(settings.domain_prefix) +
                  ",\"currency\":\"EUR\",\"time_zone\":" + "\"Europe/Vienna\",\"version\":\"" +
                  std::to_string(call.shop.store.last_version()) + "\"}}"};
}

Response get_current_user(Call& call) {
  for (const auto& [version, row] : call.shop.store.table("users").by_version()) {
    if (!row->deleted) return {.body = "{\"data\":[" + row->text + "]}"};
  }
  throw ApiError(404, "user not found");
}

}  // namespace sluice::simulator
