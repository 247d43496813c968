#include "store/sqlite_pipelines.hpp"

#include <map>

#include "store/sqlite_connection.hpp"
#include "store/sqlite_row.hpp"

namespace sluice::store {
namespace {

constexpr int kPipelinesBusyMs = 10'000;

// Every table with a column `pipeline`. A new one belongs here, too: a test compares them.
constexpr const char* kTables[] = {
    "pipelines",  "positions",    "transformer_state", "tasks",         "request_counts",
    "inbox",      "inbox_memory", "taken_spans",       "taken_records", "sent_batches",
    "runs",       "schedules",    "checkpoints",       "task_groups",   "backlogs",
    "kept_bytes", "components",   "deferred_writes",   "backlog_writes"};

// What a pipeline under the new name must not have. Runs are added to those that it has.
constexpr const char* kOwn[] = {"pipelines", "tasks", "inbox", "backlogs"};

// A pipeline's own rows, and those of its retries and alerts, "PIPELINE/…": '0' follows '/'.
constexpr const char* kOfIt =
    " WHERE pipeline = ?1 OR (pipeline >= ?1 || '/' AND pipeline < ?1 || '0')";

void count(SQLite::Database& db, const char* sql, uint64_t OpenWork::*into,
           std::map<std::string, OpenWork>& out) {
  Row row(db, sql);
  while (row.next()) {
    const uint64_t found = row.count_at(1);
    if (found) out[row.text_at(0)].*into += found;
  }
}

// An alert's name has a dot or a slash, a pipeline's none.
bool is_pipeline(const std::string& name) { return name.find_first_of("./") == name.npos; }

bool has_rows(SQLite::Database& db, const std::string& table, const std::string& pipeline) {
  Row row(db, "SELECT 1 FROM " + table + kOfIt + " LIMIT 1");
  return row.text(pipeline).next();
}

template <class Tables>
bool has_any(SQLite::Database& db, const Tables& tables, const std::string& pipeline) {
  for (const char* table : tables)
    if (has_rows(db, table, pipeline)) return true;
  return false;
}

void move_rows(SQLite::Database& db, const std::string& table, const std::string& from,
               const std::string& to) {
  Row(db, "UPDATE OR REPLACE " + table + " SET pipeline = ?2 || substr(pipeline, length(?1) + 1)" +
              kOfIt)
      .text(from)
      .text(to)
      .run();
}

}  // namespace

Result<std::vector<OpenWork>> open_work(const std::string& file) {
  SqliteConnection connection(file, kPipelinesBusyMs);
  return connection.read<std::vector<OpenWork>>([&](SQLite::Database& db) {
    std::map<std::string, OpenWork> found;
    count(db, "SELECT pipeline, count(*) FROM inbox GROUP BY pipeline", &OpenWork::events, found);
    count(db, "SELECT pipeline, sum(records) FROM backlogs GROUP BY pipeline", &OpenWork::waiting,
          found);
    count(db, R"sql(SELECT g.pipeline, sum(c.count) FROM task_counts c JOIN task_groups g
ON g.id = c.grp WHERE c.state IN (0, 1) GROUP BY g.pipeline)sql",
          &OpenWork::tasks, found);
    std::vector<OpenWork> out;
    for (auto& [name, work] : found) {
      work.pipeline = name;
      if (is_pipeline(name)) out.push_back(std::move(work));
    }
    return out;
  });
}

Status rename_pipeline(const std::string& file, const std::string& from, const std::string& to) {
  SqliteConnection connection(file, kPipelinesBusyMs);
  return connection.write([&](SQLite::Database& db) -> Status {
    if (!has_any(db, kTables, from))
      return {SLUICE_E_INVALID, "nothing is stored of a pipeline " + from};
    if (has_any(db, kOwn, to))
      return {
          SLUICE_E_INVALID,
          "pipeline " + to + " has a place or work of its own already. Give it the name " + from +
              " in the configuration until that is delivered; or, if what it has may be "
              "lost, forget it (sluice state reset, tasks skip, backlog drop) and do this again"};
    for (const char* table : kTables) move_rows(db, table, from, to);
    return {};
  });
}

}  // namespace sluice::store
