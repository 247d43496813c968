#include "store/sqlite_backlog_rows.hpp"

#include <algorithm>
#include <map>
#include <string>

#include "store/sqlite_backlog_writes.hpp"
#include "store/sqlite_row.hpp"

namespace sluice::store::rows {
namespace {

// A record's row id: the backlog's own id above, its number within the backlog below. So records of
// a backlog lie together, in order, and need no index.
constexpr int64_t kNumbers = int64_t{1} << 40;

int64_t first_row(int64_t backlog) { return backlog * kNumbers; }
int64_t last_row(int64_t backlog, int64_t through) {
  return first_row(backlog) + std::clamp<int64_t>(through, 0, kNumbers - 1);
}

// Its id; 0: there is none.
int64_t backlog_id(SQLite::Database& db, std::string_view pipeline, std::string_view publisher) {
  Row row(db, "SELECT id FROM backlogs WHERE pipeline = ? AND publisher = ?");
  row.text(pipeline).text(publisher);
  return row.next() ? row.number_at(0) : 0;
}

int64_t make_backlog(SQLite::Database& db, std::string_view pipeline, std::string_view publisher) {
  if (const int64_t id = backlog_id(db, pipeline, publisher)) return id;
  Row(db, "INSERT INTO backlogs (pipeline, publisher) VALUES (?, ?)")
      .text(pipeline)
      .text(publisher)
      .run();
  return db.getLastInsertRowid();
}

// What a commit adds to one backlog.
struct Added {
  int64_t id = 0;
  int64_t last = 0;  // number
  uint64_t records = 0, bytes = 0;
};

Added open_backlog(SQLite::Database& db, std::string_view pipeline, std::string_view publisher) {
  Added added;
  added.id = make_backlog(db, pipeline, publisher);
  Row row(db, "SELECT last FROM backlogs WHERE id = ?");
  if (row.number(added.id).next()) added.last = row.number_at(0);
  return added;
}

void close_backlog(SQLite::Database& db, const Added& added) {
  Row(db, "UPDATE backlogs SET last = ?, records = records + ?, bytes = bytes + ? WHERE id = ?")
      .number(added.last)
      .count(added.records)
      .count(added.bytes)
      .number(added.id)
      .run();
}

constexpr const char* kRecordColumns =
    "SELECT id, record_key, source, part, value, time_us, maybe_sent, record_order FROM "
    "backlog_records ";

WaitingRecord record_of(Row& row, int64_t backlog, std::string_view publisher) {
  WaitingRecord record;
  record.publisher = publisher;
  record.number = row.number_at(0) - first_row(backlog);
  record.key = row.text_at(1);
  record.source = row.text_at(2);
  record.part = static_cast<uint32_t>(row.number_at(3));
  record.value = row.text_at(4);
  record.time_us = row.number_at(5);
  record.maybe_sent = row.number_at(6) != 0;
  record.order = static_cast<uint32_t>(row.number_at(7));
  return record;
}

int64_t oldest_of(SQLite::Database& db, int64_t id) {
  Row row(db, "SELECT time_us FROM backlog_records WHERE id > ? AND id <= ? ORDER BY id LIMIT 1");
  row.number(first_row(id)).number(last_row(id, kNumbers));
  return row.next() ? row.number_at(0) : 0;
}

}  // namespace

std::vector<Backlog> read_backlogs(SQLite::Database& db, std::string_view pipeline,
                                   int64_t now_ms) {
  Row row(db, R"sql(SELECT id, pipeline, publisher, records, bytes, failures, next_try_ms, why
FROM backlogs WHERE ?1 = '' OR pipeline = ?1 ORDER BY pipeline, publisher)sql");
  row.text(pipeline);
  std::vector<Backlog> out;
  while (row.next()) {
    Backlog one;
    one.pipeline = row.text_at(1);
    one.publisher = row.text_at(2);
    one.records = row.count_at(3);
    one.bytes = row.count_at(4);
    one.oldest_us = oldest_of(db, row.number_at(0));
    one.failures = static_cast<uint32_t>(row.number_at(5));
    one.next_try_ms = std::max<int64_t>(0, row.number_at(6) - now_ms);
    one.why = row.text_at(7);
    out.push_back(std::move(one));
  }
  return out;
}

std::vector<WaitingRecord> read_waiting(SQLite::Database& db, std::string_view pipeline,
                                        std::string_view publisher, int64_t after, size_t most,
                                        size_t bytes) {
  std::vector<WaitingRecord> out;
  const int64_t id = backlog_id(db, pipeline, publisher);
  if (!id) return out;
  Row row(db, std::string(kRecordColumns) + "WHERE id > ? AND id <= ? ORDER BY id LIMIT ?");
  row.number(last_row(id, after)).number(last_row(id, kNumbers)).count(most);
  for (size_t held = 0; held <= bytes && row.next(); held += out.back().bytes())
    out.push_back(record_of(row, id, publisher));
  return out;
}

std::vector<WaitingRecord> read_maybe_sent(SQLite::Database& db, std::string_view pipeline,
                                           std::string_view publisher) {
  std::vector<WaitingRecord> out;
  const int64_t id = backlog_id(db, pipeline, publisher);
  Row row(db,
          std::string(kRecordColumns) + "WHERE maybe_sent = 1 AND id > ? AND id <= ? ORDER BY id");
  row.number(first_row(id)).number(last_row(id, kNumbers));
  while (row.next()) out.push_back(record_of(row, id, publisher));
  return out;
}

std::vector<int64_t> add_waiting(SQLite::Database& db, std::string_view pipeline,
                                 const std::vector<WaitingRecord>& records) {
  std::vector<int64_t> ids;
  if (records.empty()) return ids;
  std::map<std::string_view, Added> backlogs;
  Row row(db, "INSERT INTO backlog_records VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  for (const WaitingRecord& record : records) {
    const auto [at, is_new] = backlogs.try_emplace(record.publisher);
    Added& added = at->second;
    if (is_new) added = open_backlog(db, pipeline, record.publisher);
    ids.push_back(first_row(added.id) + ++added.last);
    row.number(ids.back()).blob(record.key);
    row.blob(record.source).number(record.part).blob(record.value);
    row.number(record.time_us).number(record.maybe_sent).number(record.order).run();
    added.records++;
    added.bytes += record.bytes();
  }
  for (const auto& [publisher, added] : backlogs) close_backlog(db, added);
  return ids;
}

void park_waiting(SQLite::Database& db, std::string_view pipeline, const ParkedWaiting& parked,
                  int64_t task, Deferred& deferred) {
  const int64_t id = backlog_id(db, pipeline, parked.publisher);
  if (id) BacklogWrites(db, pipeline).park(first_row(id) + parked.number, task, deferred);
}

uint64_t delete_waiting(SQLite::Database& db, std::string_view pipeline,
                        const DrainedRecords& drained, Gone gone) {
  const int64_t id = backlog_id(db, pipeline, drained.publisher);
  if (!id) return 0;
  BacklogWrites writes(db, pipeline);
  if (gone == Gone::settled)
    writes.forget(first_row(id), last_row(id, drained.through));
  else
    writes.undo(first_row(id), last_row(id, drained.through));
  Row sum(db, R"sql(SELECT COUNT(*), COALESCE(SUM(octets), 0) FROM (SELECT
length(record_key) + length(source) + length(value) AS octets FROM backlog_records
WHERE id > ? AND id <= ?))sql");
  sum.number(first_row(id)).number(last_row(id, drained.through));
  if (!sum.next()) return 0;
  const uint64_t records = sum.count_at(0), bytes = sum.count_at(1);
  Row(db, "DELETE FROM backlog_records WHERE id > ? AND id <= ?")
      .number(first_row(id))
      .number(last_row(id, drained.through))
      .run();
  Row(db, "UPDATE backlogs SET records = records - ?, bytes = bytes - ? WHERE id = ?")
      .count(records)
      .count(bytes)
      .number(id)
      .run();
  return records;
}

void write_failure(SQLite::Database& db, std::string_view pipeline, std::string_view publisher,
                   std::string_view why, int64_t next_try_ms) {
  const int64_t id = make_backlog(db, pipeline, publisher);
  Row(db, "UPDATE backlogs SET failures = failures + 1, why = ?, next_try_ms = ? WHERE id = ?")
      .text(why)
      .number(next_try_ms)
      .number(id)
      .run();
}

void write_works(SQLite::Database& db, std::string_view pipeline, std::string_view publisher) {
  const int64_t id = backlog_id(db, pipeline, publisher);
  Row(db, "UPDATE backlogs SET failures = 0, why = '', next_try_ms = 0 WHERE id = ?")
      .number(id)
      .run();
  Row(db, "DELETE FROM backlogs WHERE id = ? AND records = 0").number(id).run();
}

void write_next_try(SQLite::Database& db, std::string_view pipeline, std::string_view publisher,
                    int64_t next_try_ms) {
  Row(db, "UPDATE backlogs SET next_try_ms = ? WHERE pipeline = ? AND publisher = ?")
      .number(next_try_ms)
      .text(pipeline)
      .text(publisher)
      .run();
}

}  // namespace sluice::store::rows
