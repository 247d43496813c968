#include "writes/stock.hpp"

#include "api/row_writer.hpp"
#include "common/stored_row.hpp"

namespace sluice::simulator {

const Row* stock_row(Shop shop, const std::string& product, const std::string& outlet) {
  for (const auto& [version, row] : shop.store.table("inventory").children(product)) {
    if (!row->deleted && as_text(members_of(*row).find("outlet_id")) == outlet) return row;
  }
  return nullptr;
}

void change_stock(Shop shop, const std::string& product, const std::string& outlet, Decimal by) {
  const Row* known = stock_row(shop, product, outlet);
  const std::string id = known == nullptr ? shop.store.random().uuid() : known->id;
  JsonMembers row;
  Decimal level;
  if (known != nullptr) {
    row = members_of(*known);
    level =
        decimal_member(row, "current_inventory_level") - decimal_member(row, "quantity_to_procure");
  } else {
    row.set("id", quote(id));
    row.set("outlet_id", quote(outlet));
    row.set("product_id", quote(product));
  }
  level = level + by;
  row.set("current_inventory_level", level.negative() ? "0" : level.shortest());
  row.set("quantity_to_procure", level.negative() ? (-level).shortest() : "0");
  if (known == nullptr) {
    row.set("deleted_at", "null");
    store_child(shop, "inventory", product, id, std::move(row));
  } else {
    store_version(shop, "inventory", id, std::move(row));
  }
}

}  // namespace sluice::simulator
