#include "store/sqlite_run_log.hpp"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>

#include "store/sqlite_connection.hpp"

namespace sluice::store {
namespace {

void note_planned(SQLite::Database& db, std::string_view pipeline, int64_t planned_ms) {
  SQLite::Statement row(db, R"sql(INSERT INTO schedules VALUES (?, ?)
ON CONFLICT DO UPDATE SET planned_ms = excluded.planned_ms)sql");
  row.bind(1, std::string(pipeline));
  row.bind(2, planned_ms);
  row.exec();
}

int64_t insert(SQLite::Database& db, const LoggedRun& run) {
  SQLite::Statement row(db, R"sql(INSERT INTO runs (pipeline, cause, planned_ms, started_ms,
ended_ms, outcome, message, read, filtered, delivered, parked)
VALUES (?, ?, ?, ?, 0, ?, '', 0, 0, 0, 0))sql");
  row.bind(1, run.pipeline);
  row.bind(2, run.cause);
  row.bind(3, run.planned_ms);
  row.bind(4, run.started_ms);
  row.bind(5, static_cast<int>(run.outcome));
  row.exec();
  return db.getLastInsertRowid();
}

void drop_oldest(SQLite::Database& db, const std::string& pipeline) {
  SQLite::Statement row(db, R"sql(DELETE FROM runs WHERE pipeline = ?1 AND id <=
(SELECT id FROM runs WHERE pipeline = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2))sql");
  row.bind(1, pipeline);
  row.bind(2, static_cast<int64_t>(RunLogStore::kKeptRuns));
  row.exec();
}

// Those that have just become too old: a few at a time, so that a run costs the same with any log.
void drop_old_profiles(SQLite::Database& db, const std::string& pipeline) {
  SQLite::Statement row(db, R"sql(DELETE FROM run_profiles WHERE run IN
(SELECT id FROM runs WHERE pipeline = ? ORDER BY id DESC LIMIT 20 OFFSET ?))sql");
  row.bind(1, pipeline);
  row.bind(2, static_cast<int64_t>(RunLogStore::kKeptProfiles));
  row.exec();
}

void keep_profile(SQLite::Database& db, const LoggedRun& run) {
  if (run.profile.empty()) return;
  SQLite::Statement row(db, "INSERT OR REPLACE INTO run_profiles VALUES (?, ?)");
  row.bind(1, run.id);
  row.bind(2, run.profile);
  row.exec();
}

uint64_t count_at(SQLite::Statement& row, int column) {
  return static_cast<uint64_t>(row.getColumn(column).getInt64());
}

LoggedRun run_at(SQLite::Statement& row) {
  LoggedRun run;
  run.id = row.getColumn(0).getInt64();
  run.pipeline = row.getColumn(1).getString();
  run.cause = row.getColumn(2).getString();
  run.planned_ms = row.getColumn(3).getInt64();
  run.started_ms = row.getColumn(4).getInt64();
  run.ended_ms = row.getColumn(5).getInt64();
  run.outcome = static_cast<RunOutcome>(row.getColumn(6).getInt());
  run.message = row.getColumn(7).getString();
  run.read = count_at(row, 8);
  run.filtered = count_at(row, 9);
  run.delivered = count_at(row, 10);
  run.parked = count_at(row, 11);
  run.waiting = count_at(row, 12);
  return run;
}

}  // namespace

std::string_view outcome_name(RunOutcome outcome) {
  switch (outcome) {
    case RunOutcome::kRunning:
      return "running";
    case RunOutcome::kDone:
      return "done";
    case RunOutcome::kParked:
      return "parked";
    case RunOutcome::kFailed:
      return "failed";
    case RunOutcome::kStopped:
      return "stopped";
    case RunOutcome::kLost:
      return "lost";
    case RunOutcome::kQueued:
      return "queued";
    case RunOutcome::kWaiting:
      return "waiting";
  }
  return "unknown";
}

std::optional<RunOutcome> outcome_of_name(std::string_view name) {
  for (int i = 0; i <= static_cast<int>(RunOutcome::kWaiting); i++)
    if (outcome_name(static_cast<RunOutcome>(i)) == name) return static_cast<RunOutcome>(i);
  return std::nullopt;
}

SqliteRunLog::SqliteRunLog(std::string file, int busy_ms)
    : connection_(std::make_unique<SqliteConnection>(std::move(file), busy_ms)) {}

SqliteRunLog::~SqliteRunLog() = default;

Result<int64_t> SqliteRunLog::begin_run(const LoggedRun& run) {
  int64_t id = 0;
  const Status status = connection_->write([&](SQLite::Database& db) -> Status {
    if (run.planned_ms) note_planned(db, run.pipeline, run.planned_ms);
    id = insert(db, run);
    drop_oldest(db, run.pipeline);
    drop_old_profiles(db, run.pipeline);
    return {};
  });
  if (!status) return status;
  return id;
}

Status SqliteRunLog::begin_queued(const LoggedRun& run) {
  return connection_->write([&](SQLite::Database& db) -> Status {
    SQLite::Statement row(db, "UPDATE runs SET started_ms = ?, outcome = ? WHERE id = ?");
    row.bind(1, run.started_ms);
    row.bind(2, static_cast<int>(RunOutcome::kRunning));
    row.bind(3, run.id);
    row.exec();
    return {};
  });
}

Status SqliteRunLog::end_run(const LoggedRun& run) {
  return connection_->write([&](SQLite::Database& db) -> Status {
    SQLite::Statement row(db, R"sql(UPDATE runs SET ended_ms = ?, outcome = ?, message = ?,
read = ?, filtered = ?, delivered = ?, parked = ?, waiting = ? WHERE id = ?)sql");
    row.bind(1, run.ended_ms);
    row.bind(2, static_cast<int>(run.outcome));
    row.bind(3, run.message);
    int at = 4;
    for (const uint64_t figure : {run.read, run.filtered, run.delivered, run.parked, run.waiting})
      row.bind(at++, static_cast<int64_t>(figure));
    row.bind(at, run.id);
    row.exec();
    keep_profile(db, run);
    return {};
  });
}

Status SqliteRunLog::mark_lost(int64_t now_ms) {
  return connection_->write([&](SQLite::Database& db) -> Status {
    SQLite::Statement row(db, "UPDATE runs SET outcome = ?, ended_ms = ? WHERE outcome IN (?, ?)");
    row.bind(1, static_cast<int>(RunOutcome::kLost));
    row.bind(2, now_ms);
    row.bind(3, static_cast<int>(RunOutcome::kRunning));
    row.bind(4, static_cast<int>(RunOutcome::kQueued));
    row.exec();
    return {};
  });
}

Result<std::optional<int64_t>> SqliteRunLog::last_planned(std::string_view pipeline) {
  using Planned = std::optional<int64_t>;
  return connection_->read<Planned>([&](SQLite::Database& db) -> Planned {
    SQLite::Statement row(db, "SELECT planned_ms FROM schedules WHERE pipeline = ?");
    row.bind(1, std::string(pipeline));
    return row.executeStep() ? Planned(row.getColumn(0).getInt64()) : std::nullopt;
  });
}

Status SqliteRunLog::set_last_planned(std::string_view pipeline, int64_t planned_ms) {
  return connection_->write([&](SQLite::Database& db) -> Status {
    note_planned(db, pipeline, planned_ms);
    return {};
  });
}

Result<std::vector<LastSuccess>> SqliteRunLog::last_successes() {
  return connection_->read<std::vector<LastSuccess>>([](SQLite::Database& db) {
    SQLite::Statement row(db,
                          "SELECT pipeline, max(ended_ms) FROM runs WHERE outcome IN (?, ?) "
                          "GROUP BY pipeline");
    row.bind(1, static_cast<int>(RunOutcome::kDone));
    row.bind(2, static_cast<int>(RunOutcome::kParked));
    std::vector<LastSuccess> out;
    while (row.executeStep())
      out.push_back({row.getColumn(0).getString(), row.getColumn(1).getInt64()});
    return out;
  });
}

Result<std::vector<LoggedRun>> SqliteRunLog::runs(const RunFilter& filter) {
  return connection_->read<std::vector<LoggedRun>>([&](SQLite::Database& db) {
    SQLite::Statement row(db, R"sql(SELECT id, pipeline, cause, planned_ms, started_ms, ended_ms,
outcome, message, read, filtered, delivered, parked, waiting FROM runs
WHERE (?1 = '' OR pipeline = ?1) AND (?2 = 0 OR id < ?2) AND (?4 < 0 OR outcome = ?4) ORDER BY id DESC LIMIT ?3)sql");
    row.bind(1, filter.pipeline);
    row.bind(2, filter.before);
    row.bind(3, static_cast<int64_t>(filter.most));
    row.bind(4, filter.outcome ? static_cast<int>(*filter.outcome) : -1);
    std::vector<LoggedRun> out;
    while (row.executeStep()) out.push_back(run_at(row));
    return out;
  });
}

Result<std::string> SqliteRunLog::profile(int64_t run) {
  return connection_->read<std::string>([&](SQLite::Database& db) {
    SQLite::Statement row(db, "SELECT profile FROM run_profiles WHERE run = ?");
    row.bind(1, run);
    return row.executeStep() ? row.getColumn(0).getString() : std::string();
  });
}

}  // namespace sluice::store
