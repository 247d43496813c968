#include "store/sqlite_backlog.hpp"

#include <limits>
#include <utility>

#include "store/sqlite_backlog_rows.hpp"
#include "store/sqlite_connection.hpp"

namespace sluice::store {

SqliteBacklog::SqliteBacklog(std::string file, StoreClock now, int busy_ms)
    : connection_(std::make_unique<SqliteConnection>(std::move(file), busy_ms)),
      now_(or_system_clock(std::move(now))) {}

SqliteBacklog::~SqliteBacklog() = default;

Result<std::vector<Backlog>> SqliteBacklog::backlogs(std::string_view pipeline) {
  return connection_->read<std::vector<Backlog>>(
      [&](SQLite::Database& db) { return rows::read_backlogs(db, pipeline, now_()); });
}

Result<std::vector<WaitingRecord>> SqliteBacklog::waiting(std::string_view pipeline,
                                                          std::string_view publisher, int64_t after,
                                                          size_t most, size_t bytes) {
  return connection_->read<std::vector<WaitingRecord>>([&](SQLite::Database& db) {
    return rows::read_waiting(db, pipeline, publisher, after, most, bytes);
  });
}

Result<std::vector<WaitingRecord>> SqliteBacklog::maybe_sent(std::string_view pipeline,
                                                             std::string_view publisher) {
  return connection_->read<std::vector<WaitingRecord>>(
      [&](SQLite::Database& db) { return rows::read_maybe_sent(db, pipeline, publisher); });
}

Status SqliteBacklog::target_failed(std::string_view pipeline, std::string_view publisher,
                                    std::string_view why, int64_t wait_ms) {
  return connection_->write([&](SQLite::Database& db) -> Status {
    rows::write_failure(db, pipeline, publisher, why, now_() + wait_ms);
    return {};
  });
}

Status SqliteBacklog::target_works(std::string_view pipeline, std::string_view publisher) {
  return connection_->write([&](SQLite::Database& db) -> Status {
    rows::write_works(db, pipeline, publisher);
    return {};
  });
}

Status SqliteBacklog::try_now(std::string_view pipeline, std::string_view publisher) {
  return connection_->write([&](SQLite::Database& db) -> Status {
    rows::write_next_try(db, pipeline, publisher, 0);
    return {};
  });
}

Result<uint64_t> SqliteBacklog::drop(std::string_view pipeline, std::string_view publisher) {
  return connection_->write_if_there<uint64_t>([&](SQLite::Database& db) {
    const DrainedRecords all{std::string(publisher), std::numeric_limits<int64_t>::max()};
    const uint64_t records = rows::delete_waiting(db, pipeline, all, rows::Gone::given_up);
    rows::write_works(db, pipeline, publisher);
    return records;
  });
}

}  // namespace sluice::store
