#include "app/trial/test_tables.hpp"

#include <algorithm>
#include <filesystem>

#include "app/wiring/state_folder.hpp"
#include "store/sqlite_tables.hpp"
#include "tables/table_set.hpp"

namespace sluice::app {
namespace {

Status put_rows(const std::string& table, const std::vector<config::TableRow>& rows,
                const std::string& state_folder) {
  std::error_code error;
  std::filesystem::create_directories(state_folder, error);
  std::filesystem::permissions(state_folder, std::filesystem::perms::owner_all, error);
  std::vector<store::StoredRow> stored;
  for (const config::TableRow& row : rows) stored.push_back({row.key, row.json});
  return store::SqliteTables(store_file(state_folder)).put(table, stored);
}

}  // namespace

Status place_tables(const TestCase& test, config::Config& config, const std::string& state_folder) {
  for (const auto& [name, rows] : test.tables) {
    const auto table =
        std::find_if(config.tables.begin(), config.tables.end(),
                     [&, &name = name](const auto& one) { return one.name == name; });
    if (table == config.tables.end())
      return tables::TableSet(config.tables, nullptr).find(name).status();
    if (table->kind == config::TableConfig::Kind::kStored) {
      if (Status s = put_rows(name, rows, state_folder); !s) return s;
      continue;
    }
    table->kind = config::TableConfig::Kind::kInline;
    table->rows = rows;
  }
  return {};
}

}  // namespace sluice::app
