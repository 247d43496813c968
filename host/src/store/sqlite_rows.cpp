#include "store/sqlite_rows.hpp"

#include "store/checkpoint_store.hpp"
#include "store/lease_store.hpp"
#include "store/sqlite_backlog_rows.hpp"
#include "store/sqlite_backlog_writes.hpp"
#include "store/sqlite_deferred.hpp"
#include "store/sqlite_row.hpp"
#include "store/sqlite_tables.hpp"
#include "store/sqlite_task_rows.hpp"

namespace sluice::store::rows {
namespace {

constexpr const char* kStateColumns =
    "SELECT pipeline, sequence, cursor, fingerprint, configured, request, walk, started_us, "
    "updated_us, read, filtered, delivered, parked, pages, holds_records, left_out_at FROM "
    "pipelines ";

PipelineState state_of(Row& row) {
  PipelineState state;
  state.pipeline = row.text_at(0);
  state.sequence = row.number_at(1);
  state.cursor = {row.text_at(2),
                  row.text_at(3),
                  row.text_at(4),
                  row.text_at(5),
                  static_cast<Walk>(row.number_at(6)),
                  row.text_at(15)};
  state.figures = {row.number_at(7), row.number_at(8), row.count_at(9), row.count_at(10),
                   row.count_at(11), row.count_at(12), row.count_at(13)};
  state.holds_records = row.number_at(14) != 0;
  return state;
}

std::vector<Position> read_positions(SQLite::Database& db, const std::string& pipeline) {
  Row row(db, "SELECT publisher, identity, position FROM positions WHERE pipeline = ?1 ORDER BY 1");
  row.text(pipeline);
  std::vector<Position> positions;
  while (row.next()) positions.push_back({row.text_at(0), row.text_at(1), row.text_at(2)});
  return positions;
}

TakenSet read_taken(SQLite::Database& db, const std::string& pipeline) {
  TakenSet taken;
  Row span(db, "SELECT span, since_us FROM taken_spans WHERE pipeline = ?");
  if (!span.text(pipeline).next()) return taken;
  taken.span = span.count_at(0);
  taken.since_us = span.number_at(1);
  Row row(db, "SELECT publisher, identity, record, times FROM taken_records WHERE pipeline = ?");
  row.text(pipeline);
  while (row.next())
    taken.records.push_back({row.text_at(0), row.text_at(1), row.text_at(2), row.count_at(3)});
  return taken;
}

// A missing cursor (figures only) keeps the stored columns.
void write_pipeline(SQLite::Database& db, std::string_view pipeline, const CommitMark& mark,
                    const Delta& delta) {
  const Cursor cursor = delta.cursor.value_or(Cursor{});
  Row row(db, R"sql(INSERT INTO pipelines VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
ON CONFLICT (pipeline) DO UPDATE SET sequence = excluded.sequence, cursor = excluded.cursor,
fingerprint = excluded.fingerprint, configured = excluded.configured, request = excluded.request,
walk = excluded.walk, started_us = excluded.started_us, updated_us = excluded.updated_us,
read = excluded.read, filtered = excluded.filtered, delivered = excluded.delivered,
parked = excluded.parked, pages = excluded.pages, commit_id = excluded.commit_id,
holds_records = excluded.holds_records, left_out_at = excluded.left_out_at)sql");
  const Figures& f = delta.figures;
  row.text(pipeline).number(mark.sequence).text(cursor.text).text(cursor.fingerprint);
  row.text(cursor.configured).text(cursor.request).number(static_cast<int>(cursor.walk));
  row.number(f.started_us).number(f.updated_us).count(f.read).count(f.filtered);
  row.count(f.delivered).count(f.parked).count(f.pages).text(mark.id);
  row.number(delta.holds_records).text(cursor.left_out_at).run();
}

void write_figures(SQLite::Database& db, std::string_view pipeline, const CommitMark& mark,
                   const Figures& f) {
  Row row(db, R"sql(UPDATE pipelines SET sequence = ?, started_us = ?, updated_us = ?, read = ?,
filtered = ?, delivered = ?, parked = ?, pages = ?, commit_id = ? WHERE pipeline = ?)sql");
  row.number(mark.sequence)
      .number(f.started_us)
      .number(f.updated_us)
      .count(f.read)
      .count(f.filtered);
  row.count(f.delivered).count(f.parked).count(f.pages).text(mark.id).text(pipeline);
  row.run();
}

// What the newest checkpoint says already is not said again, nor is each of many commits in a
// minute.
bool is_checkpoint_due(SQLite::Database& db, std::string_view pipeline, const Cursor& cursor,
                       int64_t now_us) {
  Row row(db, R"sql(SELECT time_us, cursor, walk FROM checkpoints WHERE pipeline = ?
ORDER BY sequence DESC LIMIT 1)sql");
  if (!row.text(pipeline).next()) return true;
  const bool same_walk = row.number_at(2) == static_cast<int>(cursor.walk);
  if (same_walk && row.text_at(1) == cursor.text) return false;
  return !same_walk || now_us - row.number_at(0) >= CheckpointStore::kCheckpointEveryUs;
}

void write_checkpoint(SQLite::Database& db, std::string_view pipeline, int64_t sequence,
                      const Cursor& cursor, const Figures& figures) {
  if (!is_checkpoint_due(db, pipeline, cursor, figures.updated_us)) return;
  Row row(db, "INSERT OR REPLACE INTO checkpoints VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  row.text(pipeline).number(sequence).number(figures.updated_us).count(figures.read);
  row.text(cursor.text).text(cursor.fingerprint).text(cursor.configured).text(cursor.request);
  row.number(static_cast<int>(cursor.walk)).run();
  Row(db, R"sql(DELETE FROM checkpoints WHERE pipeline = ?1 AND sequence <=
(SELECT sequence FROM checkpoints WHERE pipeline = ?1 ORDER BY sequence DESC LIMIT 1 OFFSET ?2))sql")
      .text(pipeline)
      .number(CheckpointStore::kKeptCheckpoints)
      .run();
}

// Of a time when its steps held nothing, or of an earlier build.
void erase_places_amid(SQLite::Database& db, std::string_view pipeline) {
  Row row(db, "DELETE FROM checkpoints WHERE pipeline = ? AND walk = ? AND cursor != ''");
  row.text(pipeline).number(static_cast<int>(Walk::running)).run();
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
  Row span(db, "INSERT INTO taken_spans VALUES (?, ?, ?)");
  span.text(pipeline).count(taken.span).number(taken.since_us).run();
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

}  // namespace

std::vector<PipelineState> read_states(SQLite::Database& db, std::string_view pipeline) {
  Row row(db, std::string(kStateColumns) + "WHERE ?1 = '' OR pipeline = ?1 ORDER BY pipeline");
  row.text(pipeline);
  std::vector<PipelineState> states;
  while (row.next()) states.push_back(state_of(row));
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
  while (row.next())
    sent.push_back({row.text_at(0), row.text_at(1), row.number_at(2), row.text_at(3)});
  return sent;
}

CommitMark read_mark(SQLite::Database& db, std::string_view pipeline) {
  CommitMark mark;
  Row row(db, "SELECT sequence, commit_id FROM pipelines WHERE pipeline = ?");
  if (row.text(pipeline).next()) {
    mark.sequence = row.number_at(0);
    mark.id = row.text_at(1);
  }
  Row lease(db, "SELECT fence FROM leases WHERE name = ?");
  if (lease.text(pipeline_lease(pipeline)).next()) mark.fence = lease.number_at(0);
  return mark;
}

std::vector<std::optional<std::string>> read_values(SQLite::Database& db, std::string_view pipeline,
                                                    std::string_view step,
                                                    std::span<const std::string_view> keys) {
  Row row(db, "SELECT value FROM transformer_state WHERE pipeline = ? AND step = ? AND key = ?");
  std::vector<std::optional<std::string>> values;
  values.reserve(keys.size());
  for (const std::string_view key : keys) {
    row.text(pipeline).text(step).blob(key);
    values.push_back(row.next() ? std::optional(row.text_at(0)) : std::nullopt);
    row.again();
  }
  return values;
}

bool erase(SQLite::Database& db, std::string_view pipeline) {
  const bool found = read_mark(db, pipeline).sequence > 0;
  for (const char* sql :
       {"DELETE FROM pipelines WHERE pipeline = ?", "DELETE FROM checkpoints WHERE pipeline = ?",
        "DELETE FROM positions WHERE pipeline = ?",
        "DELETE FROM transformer_state WHERE pipeline = ?",
        "DELETE FROM sent_batches WHERE pipeline = ?",
        "DELETE FROM inbox_memory WHERE pipeline = ?"})
    erase_from(db, sql, pipeline);
  erase_taken(db, pipeline);
  Deferred(db).forget_state(pipeline);
  return found;
}

std::vector<Checkpoint> read_checkpoints(SQLite::Database& db, std::string_view pipeline) {
  Row row(db, R"sql(SELECT sequence, time_us, read, cursor, fingerprint, configured, request, walk
FROM checkpoints WHERE pipeline = ? ORDER BY sequence DESC)sql");
  row.text(pipeline);
  std::vector<Checkpoint> out;
  while (row.next())
    out.push_back({row.number_at(0),
                   row.number_at(1),
                   row.count_at(2),
                   {row.text_at(3),
                    row.text_at(4),
                    row.text_at(5),
                    row.text_at(6),
                    static_cast<Walk>(row.number_at(7)),
                    {}}});
  return out;
}

bool put_cursor(SQLite::Database& db, std::string_view pipeline, const Cursor& cursor) {
  Row row(db, R"sql(UPDATE pipelines SET sequence = sequence + 1, cursor = ?, fingerprint = ?,
configured = ?, request = ?, walk = ?, left_out_at = '' WHERE pipeline = ?)sql");
  row.text(cursor.text).text(cursor.fingerprint).text(cursor.configured).text(cursor.request);
  if (row.number(static_cast<int>(cursor.walk)).text(pipeline).run() == 0) return false;
  erase_taken(db, pipeline);
  erase_from(db, "DELETE FROM sent_batches WHERE pipeline = ?", pipeline);
  return true;
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
  if (read_mark(db, to).sequence > 0)
    Row(db, R"sql(INSERT OR REPLACE INTO positions
SELECT ?1, publisher, identity, position FROM positions WHERE pipeline = ?2)sql")
        .text(to)
        .text(from)
        .run();
  erase(db, from);
}

}  // namespace

void write_delta(SQLite::Database& db, std::string_view pipeline, const CommitMark& mark,
                 const Delta& delta) {
  const std::string_view owner = delta.owner.empty() ? pipeline : std::string_view(delta.owner);
  if (delta.cursor || mark.sequence == 1)
    write_pipeline(db, pipeline, mark, delta);
  else
    write_figures(db, pipeline, mark, delta.figures);
  if (delta.cursor && delta.owner.empty()) {
    if (delta.holds_records) erase_places_amid(db, pipeline);
    if (!(delta.holds_records &&
          (delta.cursor->walk == Walk::running || delta.cursor->walk == Walk::read)))
      write_checkpoint(db, pipeline, mark.sequence, *delta.cursor, delta.figures);
  }
  write_positions(db, owner, delta.positions);
  BacklogWrites(db, owner).add(delta.deferred, add_waiting(db, owner, delta.waiting));
  write_state(db, owner, delta.state);
  write_table_rows(db, delta.rows, delta.figures.updated_us);
  Deferred deferred(db);
  deferred.overwritten(owner, delta.state);
  deferred.overwritten(delta.rows);
  write_tasks(db, owner, delta);
  if (delta.drained) delete_waiting(db, owner, *delta.drained, Gone::settled);
  if (delta.events) delete_events(db, pipeline, *delta.events);
  if (delta.taken) write_taken(db, pipeline, *delta.taken);
  write_sent(db, pipeline, delta);
  if (!delta.hand_over_to.empty()) hand_over(db, pipeline, delta.hand_over_to);
  if (delta.leaves_nothing) erase(db, pipeline);
}

}  // namespace sluice::store::rows
