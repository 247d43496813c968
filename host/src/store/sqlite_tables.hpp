// Rows of tables in the file of the SqliteStore, on a connection of their own: a lookup does not
// wait for the commit under way. Any thread.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "store/pipeline_state.hpp"
#include "store/table_store.hpp"

namespace SQLite {
class Database;
}

namespace sluice::store {

class SqliteConnection;

class SqliteTables final : public TableStore {
 public:
  // No access yet: the file is made by the first write. A missing file reads as empty.
  explicit SqliteTables(std::string file, int busy_ms = 5000);
  ~SqliteTables() override;

  Result<std::vector<std::optional<StoredRow>>> read(
      std::string_view table, std::span<const std::string_view> keys) override;
  Result<std::vector<StoredTable>> tables(int64_t now_us) override;
  Result<std::vector<StoredRow>> rows(std::string_view table, std::optional<std::string_view> after,
                                      size_t most, int64_t now_us) override;
  Status put(std::string_view table, std::span<const StoredRow> rows) override;
  Result<bool> remove(std::string_view table, std::string_view key) override;
  Result<uint64_t> clear(std::string_view table) override;

 private:
  const std::unique_ptr<SqliteConnection> connection_;
};

namespace rows {

// A part of a commit: writes what it puts, and deletes some of all rows that have expired at
// `now_us`. Throws SQLite::Exception.
void write_table_rows(SQLite::Database& db, const std::vector<TableWrite>& writes, int64_t now_us);

}  // namespace rows
}  // namespace sluice::store
