#include "store/sqlite_migrations.hpp"

#include "store/sqlite_version_14.hpp"
#include "store/sqlite_version_15.hpp"
#include "store/sqlite_version_16.hpp"
#include "store/sqlite_version_17.hpp"

namespace sluice::store {
namespace {

constexpr const char* kVersion1 = R"sql(
CREATE TABLE sluice_schema (version INTEGER NOT NULL);
INSERT INTO sluice_schema VALUES (0);
CREATE TABLE pipelines (
  pipeline TEXT PRIMARY KEY,
  sequence INTEGER NOT NULL,
  cursor TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  configured TEXT NOT NULL,
  request TEXT NOT NULL,
  walk INTEGER NOT NULL,
  started_us INTEGER NOT NULL,
  updated_us INTEGER NOT NULL,
  read INTEGER NOT NULL,
  filtered INTEGER NOT NULL,
  delivered INTEGER NOT NULL,
  parked INTEGER NOT NULL,
  pages INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE positions (
  pipeline TEXT NOT NULL,
  publisher TEXT NOT NULL,
  identity TEXT NOT NULL,
  position TEXT NOT NULL,
  PRIMARY KEY (pipeline, publisher)
) WITHOUT ROWID;
CREATE TABLE transformer_state (
  pipeline TEXT NOT NULL,
  step TEXT NOT NULL,
  key BLOB NOT NULL,
  value BLOB NOT NULL,
  PRIMARY KEY (pipeline, step, key)
) WITHOUT ROWID;
CREATE TABLE tasks (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  pipeline TEXT NOT NULL,
  step TEXT NOT NULL,
  origin TEXT NOT NULL,
  part INTEGER NOT NULL,
  record_key TEXT NOT NULL,
  source TEXT NOT NULL,
  value TEXT NOT NULL,
  code INTEGER NOT NULL,
  remote_code INTEGER NOT NULL,
  message TEXT NOT NULL,
  first_us INTEGER NOT NULL,
  last_us INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  UNIQUE (pipeline, step, origin, part)
);
)sql";

// Shared by pipelines and processes on the store: credentials (sealed), their leases, the state
// of rate limits, and how many requests a pipeline's last run took.
constexpr const char* kVersion2 = R"sql(
CREATE TABLE credentials (
  identity TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  sealed BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE credential_leases (
  identity TEXT PRIMARY KEY,
  holder TEXT NOT NULL,
  until_ms INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE rate_budgets (
  identity TEXT PRIMARY KEY,
  allowed INTEGER NOT NULL,
  remaining INTEGER NOT NULL,
  window_end_s INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE request_counts (
  pipeline TEXT NOT NULL,
  identity TEXT NOT NULL,
  requests INTEGER NOT NULL,
  PRIMARY KEY (pipeline, identity)
) WITHOUT ROWID;
)sql";

// Events from outside that are not delivered yet, and each entity's latest event.
constexpr const char* kVersion3 = R"sql(
CREATE TABLE inbox (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  pipeline TEXT NOT NULL,
  source TEXT NOT NULL,
  entity TEXT NOT NULL,
  text BLOB NOT NULL,
  time_us INTEGER NOT NULL
);
CREATE INDEX inbox_order ON inbox (pipeline, source, number);
CREATE TABLE inbox_memory (
  pipeline TEXT NOT NULL,
  source TEXT NOT NULL,
  entity TEXT NOT NULL,
  version INTEGER,
  digest BLOB NOT NULL,
  seen_us INTEGER NOT NULL,
  PRIMARY KEY (pipeline, source, entity)
) WITHOUT ROWID;
CREATE INDEX inbox_age ON inbox_memory (pipeline, source, seen_us);
)sql";

// Records that publishers accepted of a batch that is not settled.
constexpr const char* kVersion4 = R"sql(
CREATE TABLE taken_spans (
  pipeline TEXT PRIMARY KEY,
  span INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE taken_records (
  pipeline TEXT NOT NULL,
  publisher TEXT NOT NULL,
  identity TEXT NOT NULL,
  record TEXT NOT NULL,
  times INTEGER NOT NULL,
  PRIMARY KEY (pipeline, publisher, identity, record)
) WITHOUT ROWID;
)sql";

// Records before publishers get them, one row per batch.
constexpr const char* kVersion5 = R"sql(
CREATE TABLE sent_batches (
  pipeline TEXT NOT NULL,
  publisher TEXT NOT NULL,
  number INTEGER NOT NULL,
  identity TEXT NOT NULL,
  notes BLOB NOT NULL,
  PRIMARY KEY (pipeline, publisher, number)
) WITHOUT ROWID;
)sql";

// What a server ran, and the latest time of each schedule that it started.
constexpr const char* kVersion6 = R"sql(
CREATE TABLE runs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  pipeline TEXT NOT NULL,
  cause TEXT NOT NULL,
  planned_ms INTEGER NOT NULL,
  started_ms INTEGER NOT NULL,
  ended_ms INTEGER NOT NULL,
  outcome INTEGER NOT NULL,
  message TEXT NOT NULL,
  read INTEGER NOT NULL,
  filtered INTEGER NOT NULL,
  delivered INTEGER NOT NULL,
  parked INTEGER NOT NULL
);
CREATE INDEX runs_of_pipeline ON runs (pipeline, id);
CREATE TABLE schedules (
  pipeline TEXT PRIMARY KEY,
  planned_ms INTEGER NOT NULL
) WITHOUT ROWID;
)sql";

// Tasks with states, narrow rows beside their texts, and counts by group that stay right whoever
// changes a task; leases in place of those for credentials alone; what past commits stood at.
constexpr const char* kVersion7 = R"sql(
ALTER TABLE pipelines ADD COLUMN commit_id TEXT NOT NULL DEFAULT '';
CREATE TABLE checkpoints (
  pipeline TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  time_us INTEGER NOT NULL,
  read INTEGER NOT NULL,
  cursor TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  configured TEXT NOT NULL,
  request TEXT NOT NULL,
  walk INTEGER NOT NULL,
  PRIMARY KEY (pipeline, sequence)
) WITHOUT ROWID;
CREATE TABLE leases (
  name TEXT PRIMARY KEY,
  holder TEXT NOT NULL,
  until_ms INTEGER NOT NULL,
  fence INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO leases SELECT 'credential/' || identity, holder, until_ms, 1 FROM credential_leases;
DROP TABLE credential_leases;

CREATE TABLE task_groups (
  id INTEGER PRIMARY KEY,
  pipeline TEXT NOT NULL,
  step TEXT NOT NULL,
  code INTEGER NOT NULL,
  pattern TEXT NOT NULL,
  UNIQUE (pipeline, step, code, pattern)
);
CREATE TABLE task_counts (
  grp INTEGER NOT NULL,
  state INTEGER NOT NULL,
  count INTEGER NOT NULL,
  first_us INTEGER NOT NULL,
  last_us INTEGER NOT NULL,
  PRIMARY KEY (grp, state)
) WITHOUT ROWID;
ALTER TABLE tasks RENAME TO tasks_6;
CREATE TABLE tasks (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  pipeline TEXT NOT NULL,
  step TEXT NOT NULL,
  origin TEXT NOT NULL,
  part INTEGER NOT NULL,
  record_key TEXT NOT NULL,
  state INTEGER NOT NULL,
  version INTEGER NOT NULL,
  grp INTEGER NOT NULL,
  code INTEGER NOT NULL,
  remote_code INTEGER NOT NULL,
  message TEXT NOT NULL,
  first_us INTEGER NOT NULL,
  last_us INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  from_start INTEGER NOT NULL,
  redacted INTEGER NOT NULL,
  merged TEXT NOT NULL,
  UNIQUE (pipeline, step, origin, part)
);
CREATE INDEX tasks_by_state ON tasks (state, id);
CREATE INDEX tasks_by_pipeline ON tasks (pipeline, state, id);
CREATE INDEX tasks_by_group ON tasks (grp, state, id);
CREATE INDEX tasks_by_key ON tasks (pipeline, record_key, state) WHERE record_key != '';
CREATE INDEX tasks_by_merged ON tasks (pipeline, merged, step) WHERE merged != '';
CREATE TABLE task_texts (
  id INTEGER PRIMARY KEY,
  source TEXT NOT NULL,
  value TEXT NOT NULL,
  edited TEXT
);
CREATE TRIGGER task_added AFTER INSERT ON tasks BEGIN
  INSERT INTO task_counts VALUES (new.grp, new.state, 1, new.first_us, new.last_us)
  ON CONFLICT DO UPDATE SET count = count + 1, first_us = min(first_us, excluded.first_us),
    last_us = max(last_us, excluded.last_us);
END;
CREATE TRIGGER task_removed AFTER DELETE ON tasks BEGIN
  UPDATE task_counts SET count = count - 1 WHERE grp = old.grp AND state = old.state;
  DELETE FROM task_counts WHERE grp = old.grp AND state = old.state AND count = 0;
  DELETE FROM task_texts WHERE id = old.id;
END;
CREATE TRIGGER task_moved AFTER UPDATE OF grp, state, last_us ON tasks
WHEN old.grp != new.grp OR old.state != new.state OR old.last_us != new.last_us BEGIN
  UPDATE task_counts SET count = count - 1 WHERE grp = old.grp AND state = old.state;
  INSERT INTO task_counts VALUES (new.grp, new.state, 1, new.first_us, new.last_us)
  ON CONFLICT DO UPDATE SET count = count + 1, first_us = min(first_us, excluded.first_us),
    last_us = max(last_us, excluded.last_us);
  DELETE FROM task_counts WHERE grp = old.grp AND state = old.state AND count = 0;
END;
INSERT INTO task_groups (pipeline, step, code, pattern)
  SELECT DISTINCT pipeline, step, code, error_pattern(message) FROM tasks_6;
INSERT INTO tasks SELECT t.id, t.pipeline, t.step, t.origin, t.part, t.record_key, 0, 1, g.id, t.code,
  t.remote_code, t.message, t.first_us, t.last_us, t.attempts, t.step LIKE 'subscriber (%', 0, ''
  FROM tasks_6 t JOIN task_groups g ON g.pipeline = t.pipeline AND g.step = t.step
    AND g.code = t.code AND g.pattern = error_pattern(t.message);
INSERT INTO task_texts SELECT id, source, value, NULL FROM tasks_6;
DROP TABLE tasks_6;
)sql";

// Records that wait because a target is down. A record's id is made of its backlog's (see
// sqlite_backlog_rows.cpp).
constexpr const char* kVersion8 = R"sql(
ALTER TABLE runs ADD COLUMN waiting INTEGER NOT NULL DEFAULT 0;
CREATE TABLE backlogs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  pipeline TEXT NOT NULL,
  publisher TEXT NOT NULL,
  last INTEGER NOT NULL DEFAULT 0,
  records INTEGER NOT NULL DEFAULT 0,
  bytes INTEGER NOT NULL DEFAULT 0,
  failures INTEGER NOT NULL DEFAULT 0,
  next_try_ms INTEGER NOT NULL DEFAULT 0,
  why TEXT NOT NULL DEFAULT '',
  UNIQUE (pipeline, publisher)
);
CREATE TABLE backlog_records (
  id INTEGER PRIMARY KEY,
  record_key BLOB NOT NULL,
  source BLOB NOT NULL,
  part INTEGER NOT NULL,
  value BLOB NOT NULL,
  time_us INTEGER NOT NULL,
  maybe_sent INTEGER NOT NULL
);
CREATE INDEX backlog_maybe_sent ON backlog_records (id) WHERE maybe_sent = 1;
)sql";

// 64 is the size of a block (sqlite_task_blocks.hpp).
constexpr const char* kVersion9 = R"sql(
CREATE TABLE task_attempts (
  task INTEGER NOT NULL,
  number INTEGER NOT NULL,
  time_us INTEGER NOT NULL,
  code INTEGER NOT NULL,
  remote_code INTEGER NOT NULL,
  message TEXT NOT NULL,
  PRIMARY KEY (task, number)
) WITHOUT ROWID;
CREATE TABLE task_answers (
  id INTEGER PRIMARY KEY,
  request TEXT NOT NULL,
  status INTEGER NOT NULL,
  response BLOB NOT NULL
);
CREATE TABLE task_blocks (
  block INTEGER PRIMARY KEY,
  first_us INTEGER NOT NULL,
  last_us INTEGER NOT NULL,
  marks BLOB NOT NULL
);
INSERT INTO task_blocks SELECT id / 64, min(last_us), max(last_us), text_marks(message, record_key)
  FROM tasks GROUP BY id / 64;
CREATE TRIGGER task_left AFTER DELETE ON tasks BEGIN
  DELETE FROM task_attempts WHERE task = old.id;
  DELETE FROM task_answers WHERE id = old.id;
END;
)sql";

// Tasks of delivered records, with the bytes of their texts, and how many these are by pipeline.
constexpr const char* kVersion10 = R"sql(
ALTER TABLE tasks ADD COLUMN kept INTEGER NOT NULL DEFAULT 0;
CREATE INDEX tasks_kept ON tasks (pipeline, last_us, id) WHERE kept > 0;
CREATE TABLE kept_bytes (
  pipeline TEXT PRIMARY KEY,
  bytes INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TRIGGER kept_added AFTER INSERT ON tasks WHEN new.kept > 0 BEGIN
  INSERT INTO kept_bytes VALUES (new.pipeline, new.kept)
  ON CONFLICT DO UPDATE SET bytes = bytes + excluded.bytes;
END;
CREATE TRIGGER kept_changed AFTER UPDATE OF kept ON tasks WHEN old.kept != new.kept BEGIN
  INSERT INTO kept_bytes VALUES (new.pipeline, new.kept - old.kept)
  ON CONFLICT DO UPDATE SET bytes = bytes + excluded.bytes;
END;
CREATE TRIGGER kept_removed AFTER DELETE ON tasks WHEN old.kept > 0 BEGIN
  UPDATE kept_bytes SET bytes = bytes - old.kept WHERE pipeline = old.pipeline;
END;
)sql";

// What a target was sent, beside what it answered.
constexpr const char* kVersion11 = R"sql(
ALTER TABLE task_answers ADD COLUMN payload BLOB NOT NULL DEFAULT x'';
)sql";

// Rows of tables that are kept here, shared by all pipelines.
constexpr const char* kVersion12 = R"sql(
CREATE TABLE table_rows (
  tbl TEXT NOT NULL,
  key BLOB NOT NULL,
  value BLOB NOT NULL,
  expires_us INTEGER NOT NULL,
  PRIMARY KEY (tbl, key)
) WITHOUT ROWID;
CREATE INDEX table_rows_expire ON table_rows (expires_us) WHERE expires_us > 0;
)sql";

// Where a run's time went: of the latest runs of each pipeline (kKeptProfiles).
constexpr const char* kVersion13 = R"sql(
CREATE TABLE run_profiles (
  run INTEGER PRIMARY KEY,
  profile TEXT NOT NULL
);
CREATE TRIGGER run_left AFTER DELETE ON runs BEGIN
  DELETE FROM run_profiles WHERE run = old.id;
END;
)sql";

constexpr std::array<const char*, kSchemaVersion> kMigrations = {
    kVersion1,  kVersion2,  kVersion3,  kVersion4,  kVersion5,  kVersion6,
    kVersion7,  kVersion8,  kVersion9,  kVersion10, kVersion11, kVersion12,
    kVersion13, kVersion14, kVersion15, kVersion16, kVersion17};

}  // namespace

const std::array<const char*, kSchemaVersion>& migrations() { return kMigrations; }

}  // namespace sluice::store
