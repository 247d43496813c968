// The step to version 16 of the store's tables (see sqlite_migrations.hpp).
#pragma once

namespace sluice::store {

// What steps wrote for records that parked. `deferred` names what one step wrote for one record;
// a key has one row at most, that of the latest. Rows of tables belong to no pipeline and no step:
// both are empty. What has a step and a `tbl` joins the list of that name in the step's state
// (sluice/ext/state.h); its key only tells it from others. `delivered`: another part of the record
// was, or another of its tasks is done. Tasks know the order of their records (order_by; 0: none),
// when these came again from the source, and whether a later record got through since: 1, and 2
// once a retry was refused for that.
inline constexpr const char* kVersion16 = R"sql(
CREATE TABLE deferred_writes (
  pipeline TEXT NOT NULL,
  step TEXT NOT NULL,
  tbl TEXT NOT NULL,
  key BLOB NOT NULL,
  value BLOB,
  expires_us INTEGER NOT NULL,
  deferred INTEGER NOT NULL,
  PRIMARY KEY (pipeline, step, tbl, key)
) WITHOUT ROWID;
CREATE INDEX deferred_writes_of ON deferred_writes (deferred);
CREATE TABLE deferred_tasks (
  task INTEGER NOT NULL,
  deferred INTEGER NOT NULL,
  delivered INTEGER NOT NULL,
  PRIMARY KEY (task, deferred)
) WITHOUT ROWID;
CREATE INDEX deferred_tasks_of ON deferred_tasks (deferred);
ALTER TABLE tasks ADD COLUMN record_order INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tasks ADD COLUMN again_us INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tasks ADD COLUMN overtaken INTEGER NOT NULL DEFAULT 0;
CREATE INDEX tasks_by_order ON tasks (pipeline, record_order) WHERE record_order != 0;
)sql";

}  // namespace sluice::store
