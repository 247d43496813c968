#include "api/views.hpp"

#include "api/family_ids.hpp"
#include "common/json_object.hpp"
#include "common/stored_row.hpp"

namespace sluice::simulator {
namespace {

using OptionalText = std::optional<std::string>;

// `include_images=false` drops members that the schema calls required. From 2026-10 a product names
// its family instead of a parent.
OptionalText product_view(Call& call, const Row& row) {
  const std::string* images = call.query.first("include_images");
  const bool hide = images != nullptr && *images == "false";
  if (!hide && !call.version_is("2026-10")) return std::nullopt;
  JsonMembers members = members_of(row);
  if (hide) {
    for (const char* name : {"image_url", "image_thumbnail_url", "images"}) members.erase(name);
  }
  if (call.version_is("2026-10")) show_family(members);
  return members.text();
}

// Until 2026-01 one number had both: a negative level is what has to be procured.
OptionalText inventory_view(Call& call, const Row& row) {
  if (!call.version_is("2.0") && !call.version_is("2026-01")) return std::nullopt;
  JsonMembers members = members_of(row);
  const std::string procure = *members.find("quantity_to_procure");
  const std::string level = *members.find("current_inventory_level");
  members.erase("quantity_to_procure");
  members.erase("current_inventory_level");
  members.set("inventory_level", procure == "0" ? level : "-" + procure);
  return members.text();
}

std::string embedded(Call& call, const JsonMembers& row, const char* ids, const char* table) {
  std::vector<std::string> rows;
  for (const std::string& raw : parse_array(*row.find(ids)).value_or(std::vector<std::string>{})) {
    const Row* found = call.table(table).find(as_text(&raw).value_or(""));
    if (found != nullptr && !found->deleted) rows.push_back(found->text);
  }
  return json_array(rows);
}

// The dated API and 3.0 embed lists, 2.0 showed one of each.
OptionalText price_book_view(Call& call, const Row& row) {
  JsonMembers members = members_of(row);
  members.set("customer_groups", embedded(call, members, "customer_group_ids", "customer_groups"));
  members.set("outlets", embedded(call, members, "outlet_ids", "outlets"));
  if (!call.version_is("2.0")) return members.text();
  for (const auto& [one, many] :
       {std::pair("customer_group_id", "customer_group_ids"), {"outlet_id", "outlet_ids"}}) {
    const auto ids = parse_array(*members.find(many)).value_or(std::vector<std::string>{});
    members.set(one, ids.empty() ? "null" : ids.front());
  }
  return members.text();
}

OptionalText without_costs(Call& call, const Row& row) {
  if (satisfies(call.grant, "products:read:costs")) return std::nullopt;
  JsonMembers members = members_of(row);
  for (const char* name : {"cost", "total_cost", "unit_cost"}) members.erase(name);
  return members.text();
}

OptionalText view(Call& call, const std::string& table, const Row& row) {
  if (table == "products") return product_view(call, row);
  if (table == "inventory") return inventory_view(call, row);
  if (table == "price_books") return price_book_view(call, row);
  if (table.starts_with("purchase_order")) return without_costs(call, row);
  return std::nullopt;
}

}  // namespace

std::string row_text(Call& call, const std::string& table, const Row& row) {
  return view(call, table, row).value_or(row.text);
}

void ViewedRows::apply(Call& call, const std::string& table, std::vector<const Row*>& rows) {
  for (const Row*& row : rows) {
    std::optional<std::string> text = view(call, table, *row);
    if (!text) continue;
    copies_.push_back({row->id, row->version, row->deleted, std::move(*text)});
    row = &copies_.back();
  }
}

}  // namespace sluice::simulator
