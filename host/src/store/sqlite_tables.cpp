#include "store/sqlite_tables.hpp"

#include "store/sqlite_connection.hpp"
#include "store/sqlite_deferred.hpp"
#include "store/sqlite_row.hpp"

namespace sluice::store {
namespace {

constexpr const char* kPutRow = R"sql(INSERT INTO table_rows VALUES (?, ?, ?, ?)
  ON CONFLICT DO UPDATE SET value = excluded.value, expires_us = excluded.expires_us)sql";
constexpr const char* kRemoveRow = "DELETE FROM table_rows WHERE tbl = ? AND key = ?";
// Of one commit, so that none takes long.
constexpr int64_t kMostExpired = 10'000;

std::string blob_text(Row& row, int column) { return std::string(row.blob_at(column)); }

}  // namespace

SqliteTables::SqliteTables(std::string file, int busy_ms)
    : connection_(std::make_unique<SqliteConnection>(std::move(file), busy_ms)) {}

SqliteTables::~SqliteTables() = default;

Result<std::vector<std::optional<StoredRow>>> SqliteTables::read(
    std::string_view table, std::span<const std::string_view> keys) {
  using Rows = std::vector<std::optional<StoredRow>>;
  auto found = connection_->read<Rows>([&](SQLite::Database& db) {
    SQLite::Transaction one_view(db);
    Row row(db, "SELECT value, expires_us FROM table_rows WHERE tbl = ? AND key = ?");
    Rows out;
    out.reserve(keys.size());
    for (const std::string_view key : keys) {
      row.text(table).blob(key);
      out.emplace_back();
      if (row.next()) out.back() = {std::string(key), blob_text(row, 0), row.number_at(1)};
      row.again();
    }
    return out;
  });
  if (found && found->empty()) found->resize(keys.size());  // there is no file yet
  return found;
}

Result<std::vector<StoredTable>> SqliteTables::tables(int64_t now_us) {
  return connection_->read<std::vector<StoredTable>>([&](SQLite::Database& db) {
    Row row(db, R"sql(SELECT tbl, count(*), sum(length(key) + length(value)) FROM table_rows
      WHERE expires_us = 0 OR expires_us > ? GROUP BY tbl ORDER BY tbl)sql");
    row.number(now_us);
    std::vector<StoredTable> out;
    while (row.next()) out.push_back({row.text_at(0), row.count_at(1), row.count_at(2)});
    return out;
  });
}

Result<std::vector<StoredRow>> SqliteTables::rows(std::string_view table,
                                                  std::optional<std::string_view> after,
                                                  size_t most, int64_t now_us) {
  return connection_->read<std::vector<StoredRow>>([&](SQLite::Database& db) {
    Row row(db,
            std::string("SELECT key, value, expires_us FROM table_rows WHERE tbl = ? AND key ") +
                (after ? ">" : ">=") +
                " ? AND (expires_us = 0 OR expires_us > ?) ORDER BY key LIMIT ?");
    row.text(table).blob(after.value_or("")).number(now_us).count(most);
    std::vector<StoredRow> out;
    while (row.next()) out.push_back({blob_text(row, 0), blob_text(row, 1), row.number_at(2)});
    return out;
  });
}

Status SqliteTables::put(std::string_view table, std::span<const StoredRow> rows) {
  return connection_->write([&](SQLite::Database& db) -> Status {
    Row put(db, kPutRow);
    Deferred deferred(db);
    for (const StoredRow& row : rows) {
      put.text(table).blob(row.key).blob(row.value).number(row.expires_us).run();
      deferred.overwritten_row(table, row.key);
    }
    return {};
  });
}

Result<bool> SqliteTables::remove(std::string_view table, std::string_view key) {
  return connection_->write_if_there<bool>([&](SQLite::Database& db) {
    Deferred(db).overwritten_row(table, key);
    return Row(db, kRemoveRow).text(table).blob(key).run() > 0;
  });
}

Result<uint64_t> SqliteTables::clear(std::string_view table) {
  return connection_->write_if_there<uint64_t>([&](SQLite::Database& db) {
    Deferred(db).overwritten_table(table);
    return static_cast<uint64_t>(Row(db, "DELETE FROM table_rows WHERE tbl = ?").text(table).run());
  });
}

namespace rows {

void write_table_rows(SQLite::Database& db, const std::vector<TableWrite>& writes, int64_t now_us) {
  if (writes.empty()) return;
  Row put(db, kPutRow), remove(db, kRemoveRow);
  for (const TableWrite& write : writes) {
    if (write.value)
      put.text(write.table).blob(write.key).blob(*write.value).number(write.expires_us).run();
    else
      remove.text(write.table).blob(write.key).run();
  }
  Row(db, R"sql(DELETE FROM table_rows WHERE (tbl, key) IN (SELECT tbl, key FROM table_rows
    WHERE expires_us > 0 AND expires_us <= ? LIMIT ?))sql")
      .number(now_us)
      .number(kMostExpired)
      .run();
}

}  // namespace rows
}  // namespace sluice::store
