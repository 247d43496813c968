#include "api/row_writer.hpp"

#include <stdexcept>

#include "api/profiles.hpp"
#include "common/stored_row.hpp"
#include "webhooks/webhook_hub.hpp"

namespace sluice::simulator {
namespace {

// Only a sale keeps its version one level down.
void set_version(JsonMembers& members, std::int64_t version) {
  const std::string* metadata = members.find("_metadata");
  if (metadata == nullptr) {
    members.set("version", std::to_string(version));
    return;
  }
  JsonMembers inner = JsonMembers::parse(*metadata).value_or(JsonMembers{});
  inner.set("version", std::to_string(version));
  members.set("_metadata", inner.text());
}

}  // namespace

std::string now_in(Shop shop, const std::string& table) {
  return quote(format_time(profile_of(table), shop.clock.now_ms()));
}

namespace {

const Row& store_row(Shop shop, const std::string& table, Row row, JsonMembers members) {
  const std::string now = now_in(shop, table);
  if (members.find("updated_at") != nullptr) members.set("updated_at", now);
  if (row.deleted) members.set("deleted_at", now);
  row.version = shop.store.next_version();
  set_version(members, row.version);
  row.text = members.text();
  const Row& stored = shop.store.table(table).put(std::move(row));
  shop.webhooks.row_changed(shop.store, table, stored, shop.clock.now_ms());
  return stored;
}

}  // namespace

const Row& store_version(Shop shop, const std::string& table, const std::string& id,
                         JsonMembers members, bool deleted) {
  const Row* known = shop.store.table(table).find(id);
  const std::string parent = known == nullptr ? std::string() : known->parent;
  return store_row(shop, table, {.id = id, .deleted = deleted, .parent = parent},
                   std::move(members));
}

const Row& store_child(Shop shop, const std::string& table, const std::string& parent,
                       const std::string& id, JsonMembers members) {
  return store_row(shop, table, {.id = id, .parent = parent}, std::move(members));
}

void store_deleted(Shop shop, const std::string& table, const Row& row) {
  store_version(shop, table, row.id, members_of(row), true);
}

}  // namespace sluice::simulator
