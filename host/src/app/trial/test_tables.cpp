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

config::TableConfig* find_table(config::Config& config, const std::string& name) {
  const auto found = std::find_if(config.tables.begin(), config.tables.end(),
                                  [&](const auto& one) { return one.name == name; });
  return found == config.tables.end() ? nullptr : &*found;
}

Status no_table(const config::Config& config, const std::string& name) {
  return tables::TableSet(config.tables, nullptr).find(name).status();
}

// Steps change no others.
Status check_expected(const TestCase& test, config::Config& config) {
  for (const ExpectedTable& expected : test.expected_tables) {
    const config::TableConfig* const table = find_table(config, expected.table);
    if (!table) return no_table(config, expected.table);
    if (table->kind != config::TableConfig::Kind::kStored)
      return {SLUICE_E_INVALID, "expect_tables: table \"" + expected.table +
                                    "\" is not kept in the store (store: true), so no step "
                                    "changes it; leave it out"};
  }
  return {};
}

}  // namespace

Status place_tables(const TestCase& test, config::Config& config, const std::string& state_folder) {
  if (Status s = check_expected(test, config); !s) return s;
  for (const auto& [name, rows] : test.tables) {
    config::TableConfig* const table = find_table(config, name);
    if (!table) return no_table(config, name);
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
