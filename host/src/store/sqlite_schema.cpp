#include "store/sqlite_schema.hpp"

#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <sqlite3.h>

#include <array>
#include <string_view>

#include "store/error_pattern.hpp"

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

// Entry n makes version n + 1 of version n. Never changed once released.
constexpr std::array<const char*, kSchemaVersion> kMigrations = {
    kVersion1, kVersion2, kVersion3, kVersion4, kVersion5, kVersion6, kVersion7};

// For migrations, which must group tasks as the program does.
void error_pattern_of(sqlite3_context* context, int, sqlite3_value** values) {
  const auto* text = static_cast<const char*>(sqlite3_value_blob(values[0]));
  const auto size = static_cast<size_t>(sqlite3_value_bytes(values[0]));
  const std::string pattern = error_pattern(text ? std::string_view(text, size) : "");
  sqlite3_result_text(context, pattern.data(), static_cast<int>(pattern.size()), SQLITE_TRANSIENT);
}

void bring_up(SQLite::Database& db, int version) {
  db.createFunction("error_pattern", 1, true, nullptr, error_pattern_of);
  for (; version < kSchemaVersion; version++) db.exec(kMigrations[static_cast<size_t>(version)]);
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
