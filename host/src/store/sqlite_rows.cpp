#include "store/sqlite_rows.hpp"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>

namespace sluice::store::rows {
namespace {

// Binds in order, so a row's columns are listed only once.
class Row {
 public:
  Row(SQLite::Database& db, const char* sql) : statement_(db, sql) {}
  Row& text(std::string_view s) { return statement_.bind(++at_, std::string(s)), *this; }
  Row& blob(std::string_view s) {
    // A null pointer would bind NULL.
    statement_.bind(++at_, static_cast<const void*>(s.empty() ? "" : s.data()),
                    static_cast<int>(s.size()));
    return *this;
  }
  Row& number(int64_t n) { return statement_.bind(++at_, n), *this; }
  Row& count(uint64_t n) { return number(static_cast<int64_t>(n)); }
  // How many rows it changed.
  int run() {
    const int changed = statement_.exec();
    statement_.reset();
    at_ = 0;
    return changed;
  }
  SQLite::Statement& statement() { return statement_; }

 private:
  SQLite::Statement statement_;
  int at_ = 0;
};

uint64_t count(const SQLite::Column& column) { return static_cast<uint64_t>(column.getInt64()); }

PipelineState state_of(SQLite::Statement& row) {
  PipelineState state;
  state.pipeline = row.getColumn(0).getString();
  state.sequence = row.getColumn(1).getInt64();
  state.cursor = {row.getColumn(2).getString(), row.getColumn(3).getString(),
                  row.getColumn(4).getString(), row.getColumn(5).getString(),
                  static_cast<Walk>(row.getColumn(6).getInt())};
  state.figures.started_us = row.getColumn(7).getInt64();
  state.figures.updated_us = row.getColumn(8).getInt64();
  state.figures.read = count(row.getColumn(9));
  state.figures.filtered = count(row.getColumn(10));
  state.figures.delivered = count(row.getColumn(11));
  state.figures.parked = count(row.getColumn(12));
  state.figures.pages = count(row.getColumn(13));
  return state;
}

std::vector<Position> read_positions(SQLite::Database& db, const std::string& pipeline) {
  Row row(db, "SELECT publisher, identity, position FROM positions WHERE pipeline = ?1 ORDER BY 1");
  row.text(pipeline);
  std::vector<Position> positions;
  SQLite::Statement& s = row.statement();
  while (s.executeStep())
    positions.push_back(
        {s.getColumn(0).getString(), s.getColumn(1).getString(), s.getColumn(2).getString()});
  return positions;
}

TakenSet read_taken(SQLite::Database& db, const std::string& pipeline) {
  TakenSet taken;
  Row span(db, "SELECT span FROM taken_spans WHERE pipeline = ?");
  span.text(pipeline);
  if (!span.statement().executeStep()) return taken;
  taken.span = count(span.statement().getColumn(0));
  Row row(db, "SELECT publisher, identity, record, times FROM taken_records WHERE pipeline = ?");
  row.text(pipeline);
  SQLite::Statement& s = row.statement();
  while (s.executeStep())
    taken.records.push_back({s.getColumn(0).getString(), s.getColumn(1).getString(),
                             s.getColumn(2).getString(), count(s.getColumn(3))});
  return taken;
}

// Without source and value; the caller adds them if needed.
Task task_of(SQLite::Statement& row) {
  Task task;
  task.id = row.getColumn(0).getInt64();
  task.pipeline = row.getColumn(1).getString();
  task.step = row.getColumn(2).getString();
  task.origin = row.getColumn(3).getString();
  task.part = row.getColumn(4).getUInt();
  task.record_key = row.getColumn(5).getString();
  task.code = row.getColumn(6).getInt();
  task.remote_code = row.getColumn(7).getInt();
  task.message = row.getColumn(8).getString();
  task.first_us = row.getColumn(9).getInt64();
  task.last_us = row.getColumn(10).getInt64();
  task.attempts = row.getColumn(11).getUInt();
  return task;
}

// A missing cursor (figures only) keeps the stored columns.
void write_pipeline(SQLite::Database& db, std::string_view pipeline, int64_t sequence,
                    const Delta& delta) {
  const Cursor cursor = delta.cursor.value_or(Cursor{});
  Row row(db, R"sql(INSERT INTO pipelines VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)
ON CONFLICT (pipeline) DO UPDATE SET sequence = excluded.sequence, cursor = excluded.cursor,
fingerprint = excluded.fingerprint, configured = excluded.configured, request = excluded.request,
walk = excluded.walk, started_us = excluded.started_us, updated_us = excluded.updated_us,
read = excluded.read, filtered = excluded.filtered, delivered = excluded.delivered,
parked = excluded.parked, pages = excluded.pages)sql");
  const Figures& f = delta.figures;
  row.text(pipeline).number(sequence).text(cursor.text).text(cursor.fingerprint);
  row.text(cursor.configured).text(cursor.request).number(static_cast<int>(cursor.walk));
  row.number(f.started_us).number(f.updated_us).count(f.read).count(f.filtered);
  row.count(f.delivered).count(f.parked).count(f.pages);
  row.run();
}

void write_figures(SQLite::Database& db, std::string_view pipeline, int64_t sequence,
                   const Figures& f) {
  Row row(db, R"sql(UPDATE pipelines SET sequence = ?, started_us = ?, updated_us = ?, read = ?,
filtered = ?, delivered = ?, parked = ?, pages = ? WHERE pipeline = ?)sql");
  row.number(sequence).number(f.started_us).number(f.updated_us).count(f.read).count(f.filtered);
  row.count(f.delivered).count(f.parked).count(f.pages).text(pipeline);
  row.run();
}

void write_positions(SQLite::Database& db, std::string_view pipeline,
                     const std::vector<Position>& positions) {
  if (positions.empty()) return;
  Row row(db, R"sql(INSERT INTO positions VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET
identity = excluded.identity, position = excluded.position)sql");
  for (const Position& p : positions)
    row.text(pipeline).text(p.publisher).text(p.identity).text(p.text).run();
}

void write_state(SQLite::Database& db, std::string_view pipeline,
                 const std::vector<StateWrite>& writes) {
  if (writes.empty()) return;
  Row put(db, R"sql(INSERT INTO transformer_state VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET
value = excluded.value)sql");
  Row remove(db, "DELETE FROM transformer_state WHERE pipeline = ? AND step = ? AND key = ?");
  for (const StateWrite& w : writes) {
    if (w.value)
      put.text(pipeline).text(w.step).blob(w.key).blob(*w.value).run();
    else
      remove.text(pipeline).text(w.step).blob(w.key).run();
  }
}

void write_tasks(SQLite::Database& db, std::string_view pipeline, const std::vector<Task>& tasks) {
  if (tasks.empty()) return;
  Row row(db, R"sql(INSERT INTO tasks (pipeline, step, origin, part, record_key, source, value,
code, remote_code, message, first_us, last_us, attempts) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)
ON CONFLICT (pipeline, step, origin, part) DO UPDATE SET source = excluded.source,
value = excluded.value, code = excluded.code, remote_code = excluded.remote_code,
message = excluded.message, last_us = excluded.last_us, attempts = attempts + excluded.attempts)sql");
  for (const Task& t : tasks) {
    // A run for one publisher alone has another name in the store than its pipeline.
    row.text(t.pipeline.empty() ? pipeline : std::string_view(t.pipeline))
        .text(t.step)
        .text(t.origin)
        .number(t.part)
        .text(t.record_key);
    row.text(t.source).text(t.value).number(t.code).number(t.remote_code).text(t.message);
    row.number(t.first_us).number(t.last_us).number(t.attempts).run();
  }
}

void erase_from(SQLite::Database& db, const char* sql, std::string_view pipeline) {
  Row row(db, sql);
  row.text(pipeline).run();
}

void erase_taken(SQLite::Database& db, std::string_view pipeline) {
  erase_from(db, "DELETE FROM taken_spans WHERE pipeline = ?", pipeline);
  erase_from(db, "DELETE FROM taken_records WHERE pipeline = ?", pipeline);
}

void write_taken(SQLite::Database& db, std::string_view pipeline, const TakenSet& taken) {
  erase_taken(db, pipeline);
  if (!taken.span) return;
  Row span(db, "INSERT INTO taken_spans VALUES (?, ?)");
  span.text(pipeline).count(taken.span).run();
  Row row(db, "INSERT INTO taken_records VALUES (?, ?, ?, ?, ?)");
  for (const TakenRecord& t : taken.records)
    row.text(pipeline).text(t.publisher).text(t.identity).text(t.record).count(t.times).run();
}

void write_sent(SQLite::Database& db, std::string_view pipeline, const Delta& delta) {
  if (!delta.sent.empty()) {
    Row row(db, R"sql(INSERT INTO sent_batches VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
identity = excluded.identity, notes = excluded.notes)sql");
    for (const SentBatch& sent : delta.sent)
      row.text(pipeline)
          .text(sent.publisher)
          .number(sent.number)
          .text(sent.identity)
          .blob(sent.notes)
          .run();
  }
  if (delta.sent_through) {
    Row row(db, "DELETE FROM sent_batches WHERE pipeline = ? AND number BETWEEN 1 AND ?");
    row.text(pipeline).number(delta.sent_through).run();
  }
  if (delta.sent_earlier_over)
    erase_from(db, "DELETE FROM sent_batches WHERE pipeline = ? AND number = 0", pipeline);
}

void delete_events(SQLite::Database& db, std::string_view pipeline, const SettledEvents& events) {
  Row row(db, "DELETE FROM inbox WHERE pipeline = ? AND source = ? AND number <= ?");
  row.text(pipeline).text(events.source).number(events.through).run();
}

constexpr const char* kTaskColumns =
    "SELECT id, pipeline, step, origin, part, record_key, code, remote_code, message, first_us, "
    "last_us, attempts";

}  // namespace

std::vector<PipelineState> read_states(SQLite::Database& db, std::string_view pipeline) {
  Row row(db, "SELECT * FROM pipelines WHERE ?1 = '' OR pipeline = ?1 ORDER BY pipeline");
  row.text(pipeline);
  std::vector<PipelineState> states;
  while (row.statement().executeStep()) states.push_back(state_of(row.statement()));
  for (PipelineState& s : states) {
    s.positions = read_positions(db, s.pipeline);
    s.taken = read_taken(db, s.pipeline);
  }
  return states;
}

std::vector<SentBatch> read_sent(SQLite::Database& db, std::string_view pipeline) {
  Row row(db, R"sql(SELECT publisher, identity, number, notes FROM sent_batches WHERE pipeline = ?
ORDER BY number)sql");
  row.text(pipeline);
  std::vector<SentBatch> sent;
  SQLite::Statement& s = row.statement();
  while (s.executeStep())
    sent.push_back({s.getColumn(0).getString(), s.getColumn(1).getString(),
                    s.getColumn(2).getInt64(), s.getColumn(3).getString()});
  return sent;
}

int64_t read_sequence(SQLite::Database& db, std::string_view pipeline) {
  Row row(db, "SELECT sequence FROM pipelines WHERE pipeline = ?");
  row.text(pipeline);
  return row.statement().executeStep() ? row.statement().getColumn(0).getInt64() : 0;
}

std::optional<std::string> read_value(SQLite::Database& db, std::string_view pipeline,
                                      std::string_view step, std::string_view key) {
  Row row(db, "SELECT value FROM transformer_state WHERE pipeline = ? AND step = ? AND key = ?");
  row.text(pipeline).text(step).blob(key);
  if (!row.statement().executeStep()) return std::nullopt;
  return row.statement().getColumn(0).getString();
}

std::vector<Task> read_tasks(SQLite::Database& db, std::string_view pipeline) {
  const std::string sql =
      std::string(kTaskColumns) + " FROM tasks WHERE ?1 = '' OR pipeline = ?1 ORDER BY id";
  Row row(db, sql.c_str());
  row.text(pipeline);
  std::vector<Task> tasks;
  while (row.statement().executeStep()) tasks.push_back(task_of(row.statement()));
  return tasks;
}

std::optional<Task> read_task(SQLite::Database& db, int64_t id) {
  const std::string sql = std::string(kTaskColumns) + ", source, value FROM tasks WHERE id = ?";
  Row row(db, sql.c_str());
  row.number(id);
  SQLite::Statement& s = row.statement();
  if (!s.executeStep()) return std::nullopt;
  Task task = task_of(s);
  task.source = s.getColumn(12).getString();
  task.value = s.getColumn(13).getString();
  return task;
}

bool erase(SQLite::Database& db, std::string_view pipeline) {
  const bool found = read_sequence(db, pipeline) > 0;
  for (const char* sql :
       {"DELETE FROM pipelines WHERE pipeline = ?", "DELETE FROM positions WHERE pipeline = ?",
        "DELETE FROM transformer_state WHERE pipeline = ?",
        "DELETE FROM sent_batches WHERE pipeline = ?",
        "DELETE FROM inbox_memory WHERE pipeline = ?"})
    erase_from(db, sql, pipeline);
  erase_taken(db, pipeline);
  return found;
}

bool erase_position(SQLite::Database& db, std::string_view pipeline, std::string_view publisher) {
  Row sent(db, "DELETE FROM sent_batches WHERE pipeline = ? AND publisher = ?");
  sent.text(pipeline).text(publisher).run();
  Row row(db, "DELETE FROM positions WHERE pipeline = ? AND publisher = ?");
  return row.text(pipeline).text(publisher).run() > 0;
}

namespace {

// Tasks stay: they are not delivered.
void hand_over(SQLite::Database& db, std::string_view from, std::string_view to) {
  if (read_sequence(db, to) > 0)
    Row(db, R"sql(INSERT OR REPLACE INTO positions
SELECT ?1, publisher, identity, position FROM positions WHERE pipeline = ?2)sql")
        .text(to)
        .text(from)
        .run();
  erase(db, from);
}

}  // namespace

void write_delta(SQLite::Database& db, std::string_view pipeline, int64_t sequence,
                 const Delta& delta) {
  if (delta.cursor || sequence == 1)
    write_pipeline(db, pipeline, sequence, delta);
  else
    write_figures(db, pipeline, sequence, delta.figures);
  write_positions(db, pipeline, delta.positions);
  write_state(db, pipeline, delta.state);
  write_tasks(db, pipeline, delta.tasks);
  if (delta.events) delete_events(db, pipeline, *delta.events);
  if (delta.taken) write_taken(db, pipeline, *delta.taken);
  write_sent(db, pipeline, delta);
  if (!delta.hand_over_to.empty()) hand_over(db, pipeline, delta.hand_over_to);
}

}  // namespace sluice::store::rows
