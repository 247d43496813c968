// The tables of one configuration, as its components find them by name. A table is read when the
// first component asks for it. [main]
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "config/model.hpp"
#include "config/problem.hpp"
#include "services/lookup_table.hpp"
#include "store/table_store.hpp"
#include "tables/memory_table.hpp"
#include "tables/table_files.hpp"

namespace sluice::tables {

// What the tables of all configurations of a process share.
struct TableHome {
  store::TableStore& store;
  TableFiles files = {};
};

class TableSet final : public services::TableSource {
 public:
  // `tables` and `home` outlive it; `home` NULL: there is no store and no file.
  TableSet(const std::vector<config::TableConfig>& tables, TableHome* home)
      : tables_(tables), home_(home) {}

  // One that cannot be read is found without rows: the problem is told by add_problems(), once.
  Result<const sluice_table*> find(std::string_view name) override;
  // Reads those that nobody asked for.
  void find_all();
  // What is wrong with the tables that were found, at their places in the config.
  void add_problems(config::Problems& problems);

 private:
  struct Found {
    std::shared_ptr<const Rows> rows;  // of a table in memory
    std::unique_ptr<sluice_table> table;
  };

  Status unknown(std::string_view name) const;
  Found open(const config::TableConfig& table);
  std::shared_ptr<const Rows> rows_of(const config::TableConfig& table);

  const std::vector<config::TableConfig>& tables_;
  TableHome* const home_;
  std::map<std::string, Found, std::less<>> found_;
  std::vector<std::pair<const config::TableConfig*, Status>> failed_;  // to tell
};

}  // namespace sluice::tables
