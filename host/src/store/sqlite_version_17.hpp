// The step to version 17 of the store's tables (see sqlite_migrations.hpp).
#pragma once

namespace sluice::store {

// What steps wrote for records that wait in a backlog, and what stood there before. `record` is the
// row of backlog_records. It counts at once, as the record would come again with each full read
// otherwise; it is undone if the record is given up or parks. Rows of tables belong to no step.
inline constexpr const char* kVersion17 = R"sql(
CREATE TABLE backlog_writes (
  record INTEGER NOT NULL,
  pipeline TEXT NOT NULL,
  step TEXT NOT NULL,
  tbl TEXT NOT NULL,
  key BLOB NOT NULL,
  value BLOB,
  expires_us INTEGER NOT NULL,
  before BLOB,
  before_expires_us INTEGER NOT NULL,
  PRIMARY KEY (record, step, tbl, key)
) WITHOUT ROWID;
)sql";

}  // namespace sluice::store
