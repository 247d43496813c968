// A table whose rows are kept in the state store. Any thread.
#pragma once

#include "services/lookup_table.hpp"
#include "store/table_store.hpp"

namespace sluice::tables {

class StoredTable final : public sluice_table {
 public:
  // The store outlives it.
  StoredTable(std::string own_name, store::TableStore& store)
      : sluice_table(std::move(own_name)), store_(store) {}

  bool is_stored() const override { return true; }
  Status read(std::span<const std::string_view> keys, const Take& take) const override {
    const auto rows = store_.read(name, keys);
    if (!rows) return rows.status();
    for (size_t i = 0; i < rows->size(); i++)
      if (const auto& row = (*rows)[i]) take(i, row->value, row->expires_us);
    return {};
  }

 private:
  store::TableStore& store_;
};

}  // namespace sluice::tables
