#include "row_writer.hpp"

#include <stdexcept>

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

JsonMembers members_of(const Row& row) {
  std::optional<JsonMembers> members = JsonMembers::parse(row.text);
  if (!members) throw std::logic_error("stored row " + row.id + " is not a JSON object");
  return std::move(*members);
}

const Row& store_version(Shop shop, const std::string& table, const std::string& id,
                         JsonMembers members, bool deleted) {
  const Profile* profile = find_profile(table);
  if (profile == nullptr) throw std::logic_error("no profile for table " + table);
  const std::string now = quote(format_time(*profile, shop.clock.now_ms()));
  if (members.find("updated_at") != nullptr) members.set("updated_at", now);
  if (deleted) members.set("deleted_at", now);
  const std::int64_t version = shop.store.next_version();
  set_version(members, version);
  return shop.store.table(table).put({id, version, deleted, members.text()});
}

void store_deleted(Shop shop, const std::string& table, const Row& row) {
  store_version(shop, table, row.id, members_of(row), true);
}

}  // namespace sluice::simulator
