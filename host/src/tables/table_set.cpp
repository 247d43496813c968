#include "tables/table_set.hpp"

#include <algorithm>
#include <utility>

#include "base/suggest.hpp"
#include "tables/stored_table.hpp"

namespace sluice::tables {

using Kind = config::TableConfig::Kind;

Status TableSet::unknown(std::string_view name) const {
  std::vector<std::string> known;
  for (const config::TableConfig& table : tables_) known.push_back(table.name);
  const std::string meant = base::did_you_mean(name, known);
  return {SLUICE_E_INVALID, "there is no table \"" + std::string(name) + "\"" +
                                (!meant.empty()  ? meant
                                 : known.empty() ? "; tables: is empty"
                                                 : "; known are " + base::list_names(known))};
}

std::shared_ptr<const Rows> TableSet::rows_of(const config::TableConfig& table) {
  auto own = std::make_shared<Rows>();
  if (table.kind == Kind::kInline) {
    for (const config::TableRow& row : table.rows) own->add(row.key, row.json);
    return own;
  }
  if (!home_) return own;
  auto rows = home_->files.rows(table);
  if (rows) return *rows;
  failed_.emplace_back(&table, rows.status());
  return own;
}

TableSet::Found TableSet::open(const config::TableConfig& table) {
  if (table.kind == Kind::kStored && home_)
    return {nullptr, std::make_unique<StoredTable>(table.name, home_->store)};
  Found out{rows_of(table), nullptr};
  out.table = std::make_unique<MemoryTable>(table.name, *out.rows);
  return out;
}

Result<const sluice_table*> TableSet::find(std::string_view name) {
  if (const auto found = found_.find(name); found != found_.end()) return found->second.table.get();
  const auto config = std::find_if(tables_.begin(), tables_.end(),
                                   [&](const auto& table) { return table.name == name; });
  if (config == tables_.end()) return unknown(name);
  return found_.emplace(name, open(*config)).first->second.table.get();
}

void TableSet::find_all() {
  for (const config::TableConfig& table : tables_) (void)find(table.name);
}

void TableSet::add_problems(config::Problems& problems) {
  for (const auto& [table, status] : std::exchange(failed_, {}))
    problems.add(table->at, table->pointer + "/file", status.message());
}

}  // namespace sluice::tables
