// The step to version 14 of the store's tables (see sqlite_migrations.hpp).
#pragma once

namespace sluice::store {

// Tasks' states leave their rows, and so the indexes, for sets by block and group: a bit of
// 1 << (id % 64) for each task of block id / 64. Counts are kept by who writes, once a transaction,
// instead of by triggers for each row; so are the bytes of what is kept. When a group's errors
// came is the group's, whatever became of its tasks.
inline constexpr const char* kVersion14 = R"sql(
DROP TRIGGER task_added;
DROP TRIGGER task_removed;
DROP TRIGGER task_moved;
DROP TRIGGER task_left;
DROP TRIGGER kept_added;
DROP TRIGGER kept_changed;
DROP TRIGGER kept_removed;
CREATE TABLE task_sets (
  block INTEGER NOT NULL,
  grp INTEGER NOT NULL,
  parked INTEGER NOT NULL,
  retrying INTEGER NOT NULL,
  done INTEGER NOT NULL,
  skipped INTEGER NOT NULL,
  superseded INTEGER NOT NULL,
  from_start INTEGER NOT NULL,
  with_key INTEGER NOT NULL,
  PRIMARY KEY (block, grp)
) WITHOUT ROWID;
INSERT INTO task_sets SELECT id / 64, grp, sum((state = 0) << (id % 64)),
  sum((state = 1) << (id % 64)), sum((state = 2) << (id % 64)), sum((state = 3) << (id % 64)),
  sum((state = 4) << (id % 64)), sum((from_start != 0) << (id % 64)),
  sum((record_key != '') << (id % 64)) FROM tasks GROUP BY id / 64, grp;
CREATE INDEX task_sets_of_group ON task_sets (grp, block);
CREATE INDEX task_sets_retrying ON task_sets (block) WHERE retrying != 0;
ALTER TABLE task_groups ADD COLUMN first_us INTEGER NOT NULL DEFAULT 0;
ALTER TABLE task_groups ADD COLUMN last_us INTEGER NOT NULL DEFAULT 0;
UPDATE task_groups SET
  first_us = coalesce((SELECT min(first_us) FROM task_counts WHERE grp = task_groups.id), 0),
  last_us = coalesce((SELECT max(last_us) FROM task_counts WHERE grp = task_groups.id), 0);
ALTER TABLE task_counts DROP COLUMN first_us;
ALTER TABLE task_counts DROP COLUMN last_us;
DROP INDEX tasks_by_state;
DROP INDEX tasks_by_pipeline;
DROP INDEX tasks_by_group;
DROP INDEX tasks_by_key;
ALTER TABLE tasks DROP COLUMN state;
CREATE INDEX tasks_by_key ON tasks (pipeline, record_key) WHERE record_key != '' AND kept = 0;
)sql";

}  // namespace sluice::store
