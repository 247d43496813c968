// Registration of webhooks: dated, and 0.9 with the JSON in a form field.

#include <algorithm>
#include <array>

#include "api/row_response.hpp"
#include "api/row_writer.hpp"
#include "common/api_error.hpp"
#include "common/body_reader.hpp"
#include "common/shop_identity.hpp"
#include "common/stored_row.hpp"
#include "writes/back_office.hpp"

namespace sluice::simulator {
namespace {

constexpr std::array<std::string_view, 7> kWebhookTypes = {
    "sale.update",        "product.update",          "customer.update",
    "inventory.update",   "register_closure.create", "consignment.send",
    "consignment.receive"};

void check_webhook(const JsonMembers& body) {
  const std::string type = required_text(body, "type");
  if (std::find(kWebhookTypes.begin(), kWebhookTypes.end(), type) == kWebhookTypes.end()) {
    throw ApiError(400, type + " is not a webhook type");
  }
  const std::string url = required_text(body, "url");
  if (!url.starts_with("http://") && !url.starts_with("https://")) {
    throw ApiError(400, "url must be an http or https URL");
  }
  const std::string* active = body.find("active");
  if (active != nullptr && !as_bool(active)) throw ApiError(400, "active must be a boolean");
}

void check_duplicate(Call& call, const std::string& self) {
  const std::string type = stored_text(call.body, "type");
  const std::string url = stored_text(call.body, "url");
  for (const auto& [version, row] : call.table().by_version()) {
    if (row->deleted || row->id == self) continue;
    const JsonMembers other = members_of(*row);
    if (stored_text(other, "type") == type && stored_text(other, "url") == url) {
      throw ApiError(409, "A webhook with this type and URL already exists.");
    }
  }
}

Response store(Call& call, const std::string& id) {
  JsonMembers row;
  row.set("id", quote(id));
  row.set("retailer_id", quote(kRetailerId));
  row.set("type", *call.body.find("type"));
  row.set("url", *call.body.find("url"));
  const std::string* active = call.body.find("active");
  row.set("active", active == nullptr ? "true" : *active);
  const Row& stored = store_version(call.shop, "webhooks", id, std::move(row));
  if (call.route.api_version == "0.9") return {.body = stored.text};
  return wrapped(call, stored);
}

}  // namespace

Response create_webhook(Call& call) {
  check_webhook(call.body);
  check_duplicate(call, "");
  return store(call, call.shop.store.random().uuid());
}

Response update_webhook(Call& call) {
  const std::string id = existing_row(call).id;
  check_webhook(call.body);
  check_duplicate(call, id);
  return store(call, id);
}

}  // namespace sluice::simulator
