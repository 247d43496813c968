#include "store/sqlite_inbox.hpp"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

#include <utility>

#include "store/sqlite_error.hpp"
#include "store/sqlite_file.hpp"
#include "store/sqlite_schema.hpp"

namespace sluice::store {
namespace {

constexpr uint64_t kForgetEvery = 64;

void bind_blob(SQLite::Statement& row, int at, const std::string& text) {
  row.bind(at, static_cast<const void*>(text.data()), static_cast<int>(text.size()));
}

// Pipeline and source are always the first two parameters.
void bind_inbox(SQLite::Statement& row, const Inbox& inbox) {
  row.bind(1, inbox.pipeline);
  row.bind(2, inbox.source);
}

uint64_t waiting(SQLite::Database& db, const Inbox& inbox) {
  SQLite::Statement row(db, "SELECT COUNT(*) FROM inbox WHERE pipeline = ? AND source = ?");
  bind_inbox(row, inbox);
  return row.executeStep() ? static_cast<uint64_t>(row.getColumn(0).getInt64()) : 0;
}

// Only against the entity's latest event: stock that goes 5, 6, 5 sends the same text twice, and
// the second one is a change.
bool is_repeated(SQLite::Database& db, const Inbox& inbox, const ArrivedEvent& event) {
  SQLite::Statement row(db, R"sql(SELECT version, digest FROM inbox_memory
WHERE pipeline = ? AND source = ? AND entity = ?)sql");
  bind_inbox(row, inbox);
  row.bind(3, event.entity);
  if (!row.executeStep()) return false;
  if (event.version && !row.getColumn(0).isNull())
    return *event.version <= row.getColumn(0).getInt64();
  return row.getColumn(1).getString() == event.digest;
}

void remember(SQLite::Database& db, const Inbox& inbox, const ArrivedEvent& event) {
  SQLite::Statement row(db, R"sql(INSERT INTO inbox_memory VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET version = excluded.version, digest = excluded.digest,
seen_us = excluded.seen_us)sql");
  bind_inbox(row, inbox);
  row.bind(3, event.entity);
  if (event.version)
    row.bind(4, *event.version);
  else
    row.bind(4);
  bind_blob(row, 5, event.digest);
  row.bind(6, event.time_us);
  row.exec();
}

void insert(SQLite::Database& db, const Inbox& inbox, const ArrivedEvent& event) {
  SQLite::Statement row(
      db, "INSERT INTO inbox (pipeline, source, entity, text, time_us) VALUES (?, ?, ?, ?, ?)");
  bind_inbox(row, inbox);
  row.bind(3, event.entity);
  bind_blob(row, 4, event.text);
  row.bind(5, event.time_us);
  row.exec();
}

void forget(SQLite::Database& db, const Inbox& inbox, const InboxLimits& limits, int64_t now_us) {
  SQLite::Statement old(
      db, "DELETE FROM inbox_memory WHERE pipeline = ? AND source = ? AND seen_us < ?");
  bind_inbox(old, inbox);
  old.bind(3, now_us - limits.remember_ms * 1000);
  old.exec();
  SQLite::Statement many(db, R"sql(DELETE FROM inbox_memory WHERE pipeline = ?1 AND source = ?2
AND seen_us < (SELECT seen_us FROM inbox_memory WHERE pipeline = ?1 AND source = ?2
               ORDER BY seen_us DESC LIMIT 1 OFFSET ?3))sql");
  bind_inbox(many, inbox);
  many.bind(3, static_cast<int64_t>(limits.remembered ? limits.remembered - 1 : 0));
  many.exec();
}

}  // namespace

SqliteInbox::SqliteInbox(std::string file, int busy_ms)
    : file_(std::move(file)), busy_ms_(busy_ms) {}

SqliteInbox::~SqliteInbox() = default;

Result<SQLite::Database*> SqliteInbox::open() {
  if (db_) return db_.get();
  auto db = open_for_writing(file_, busy_ms_);
  if (!db) return db.status();
  db_ = *std::move(db);
  return db_.get();
}

Result<std::vector<KeepResult>> SqliteInbox::keep(const Inbox& inbox, const InboxLimits& limits,
                                                  const std::vector<ArrivedEvent>& events) {
  std::lock_guard lock(mutex_);
  return guarded(file_, [&]() -> Result<std::vector<KeepResult>> {
    Result<SQLite::Database*> db = open();
    if (!db) return db.status();
    SQLite::Transaction transaction(**db, SQLite::TransactionBehavior::IMMEDIATE);
    if (!events.empty() && kept_++ % kForgetEvery == 0)
      forget(**db, inbox, limits, events.back().time_us);
    uint64_t room = waiting(**db, inbox);
    room = room < limits.events ? limits.events - room : 0;
    std::vector<KeepResult> out;
    for (const ArrivedEvent& event : events) {
      const bool repeated = is_repeated(**db, inbox, event);
      out.push_back(repeated ? KeepResult::kRepeated
                    : room   ? KeepResult::kKept
                             : KeepResult::kFull);
      if (out.back() != KeepResult::kKept) continue;
      insert(**db, inbox, event);
      remember(**db, inbox, event);
      room--;
    }
    transaction.commit();
    // An accepted event must be where the next run looks.
    if (Status s = check_unmoved(**db, file_); !s) return s;
    return out;
  });
}

Result<std::vector<KeptEvent>> SqliteInbox::events(const Inbox& inbox, int64_t after, size_t most,
                                                   size_t bytes) {
  std::lock_guard lock(mutex_);
  return guarded(file_, [&]() -> Result<std::vector<KeptEvent>> {
    Result<SQLite::Database*> db = open();
    if (!db) return db.status();
    SQLite::Statement row(**db, R"sql(SELECT number, entity, text, time_us FROM inbox
WHERE pipeline = ? AND source = ? AND number > ? ORDER BY number LIMIT ?)sql");
    bind_inbox(row, inbox);
    row.bind(3, after);
    row.bind(4, static_cast<int64_t>(most));
    std::vector<KeptEvent> out;
    for (size_t held = 0; held <= bytes && row.executeStep(); held += out.back().text.size())
      out.push_back({row.getColumn(0).getInt64(), row.getColumn(1).getString(),
                     row.getColumn(2).getString(), row.getColumn(3).getInt64()});
    return out;
  });
}

}  // namespace sluice::store
