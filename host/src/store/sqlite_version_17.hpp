// The step to version 17 of the store's tables (see sqlite_migrations.hpp).
#pragma once

namespace sluice::store {

// - taken_spans: when the records that are offered again came first; their tasks are not older.
// - pipelines: whether its steps hold records until the end of a walk, and the first place at which
//   its walk left out a record.
// - backlog_records: a record's order; what waited before has one for all.
// - backlog_writes: what steps wrote for records that wait, and what stood there before. `record`
// is
//   the row of backlog_records. It counts at once, as the record would come again with each full
//   read otherwise; it is undone if the record is given up or parks. Rows of tables belong to no
//   step.
inline constexpr const char* kVersion17 = R"sql(
ALTER TABLE taken_spans ADD COLUMN since_us INTEGER NOT NULL DEFAULT 0;
ALTER TABLE pipelines ADD COLUMN holds_records INTEGER NOT NULL DEFAULT 0;
ALTER TABLE pipelines ADD COLUMN left_out_at TEXT NOT NULL DEFAULT '';
ALTER TABLE backlog_records ADD COLUMN record_order INTEGER NOT NULL DEFAULT 1;
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
