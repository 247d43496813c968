#include "store/sqlite_schema.hpp"

#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <sqlite3.h>

#include <string_view>

#include "store/error_pattern.hpp"
#include "store/sqlite_task_blocks.hpp"

namespace sluice::store {
namespace {

// For migrations, which must group tasks as the program does.
void error_pattern_of(sqlite3_context* context, int, sqlite3_value** values) {
  const auto* text = static_cast<const char*>(sqlite3_value_blob(values[0]));
  const auto size = static_cast<size_t>(sqlite3_value_bytes(values[0]));
  const std::string pattern = error_pattern(text ? std::string_view(text, size) : "");
  sqlite3_result_text(context, pattern.data(), static_cast<int>(pattern.size()), SQLITE_TRANSIENT);
}

void bring_up(SQLite::Database& db, int version) {
  db.createFunction("error_pattern", 1, true, nullptr, error_pattern_of);
  add_text_marks_function(db);
  for (; version < kSchemaVersion; version++) db.exec(migrations()[static_cast<size_t>(version)]);
  db.exec("UPDATE sluice_schema SET version = " + std::to_string(kSchemaVersion));
}

}  // namespace

int schema_version(SQLite::Database& db) {
  SQLite::Statement exists(db, "SELECT 1 FROM sqlite_master WHERE name = 'sluice_schema'");
  if (!exists.executeStep()) return 0;
  SQLite::Statement version(db, "SELECT version FROM sluice_schema");
  return version.executeStep() ? version.getColumn(0).getInt() : 0;
}

Status no_store(const std::string& file) {
  return {SLUICE_E_DATA, "state store " + file +
                             ": is a SQLite database, but not a state store; move it away or set "
                             "another folder"};
}

void create_tables(SQLite::Database& db) {
  SQLite::Transaction transaction(db, SQLite::TransactionBehavior::IMMEDIATE);
  bring_up(db, 0);
  transaction.commit();
}

Status migrate(SQLite::Database& db) {
  if (schema_version(db) == kSchemaVersion) return {};
  SQLite::Transaction transaction(db, SQLite::TransactionBehavior::IMMEDIATE);
  const int found = schema_version(db);
  if (found == 0) return no_store(db.getFilename());
  if (found > kSchemaVersion)
    return {SLUICE_E_INVALID, "state store " + db.getFilename() + " has schema version " +
                                  std::to_string(found) + ", this sluice supports " +
                                  std::to_string(kSchemaVersion) + ": use the newer sluice"};
  bring_up(db, found);
  transaction.commit();
  return {};
}

}  // namespace sluice::store
