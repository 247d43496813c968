#include "store/sqlite_step_write.hpp"

#include "store/sqlite_row.hpp"

namespace sluice::store {
namespace {

void put_row(SQLite::Database& db, const StepWrite& write) {
  Row row(db, write.value ? "INSERT OR REPLACE INTO table_rows VALUES (?, ?, ?, ?)"
                          : "DELETE FROM table_rows WHERE tbl = ? AND key = ?");
  row.text(write.table).blob(write.key);
  if (write.value) row.blob(*write.value).number(write.expires_us);
  row.run();
}

void put_own(SQLite::Database& db, const StepWrite& write) {
  Row row(db, write.value
                  ? "INSERT OR REPLACE INTO transformer_state VALUES (?, ?, ?, ?)"
                  : "DELETE FROM transformer_state WHERE pipeline = ? AND step = ? AND key = ?");
  row.text(write.pipeline).text(write.step).blob(write.key);
  if (write.value) row.blob(*write.value);
  row.run();
}

}  // namespace

void put(SQLite::Database& db, const StepWrite& write) {
  if (write.table.empty())
    put_own(db, write);
  else
    put_row(db, write);
}

}  // namespace sluice::store
