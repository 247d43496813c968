// Rows of the backlog's tables to and from the values of backlog.hpp. Callers hold the connection's
// lock and, for writes, a transaction; functions throw SQLite::Exception.
#pragma once

#include <SQLiteCpp/Database.h>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "store/backlog.hpp"
#include "store/pipeline_state.hpp"
#include "store/sqlite_deferred.hpp"

namespace sluice::store::rows {

// `now_ms`: of the store's clock, milliseconds since 1970 UTC.
std::vector<Backlog> read_backlogs(SQLite::Database& db, std::string_view pipeline, int64_t now_ms);
std::vector<WaitingRecord> read_waiting(SQLite::Database& db, std::string_view pipeline,
                                        std::string_view publisher, int64_t after, size_t most,
                                        size_t bytes);
std::vector<WaitingRecord> read_maybe_sent(SQLite::Database& db, std::string_view pipeline,
                                           std::string_view publisher);
// Their rows.
std::vector<int64_t> add_waiting(SQLite::Database& db, std::string_view pipeline,
                                 const std::vector<WaitingRecord>& records);
// What steps wrote for the record counts with this task.
void park_waiting(SQLite::Database& db, std::string_view pipeline, const ParkedWaiting& parked,
                  int64_t task, Deferred& deferred);
// How many were deleted. The entry stays. `given_up`: what steps wrote for them is undone.
enum class Gone { settled, given_up };
uint64_t delete_waiting(SQLite::Database& db, std::string_view pipeline,
                        const DrainedRecords& drained, Gone gone);
void write_failure(SQLite::Database& db, std::string_view pipeline, std::string_view publisher,
                   std::string_view why, int64_t next_try_ms);
void write_works(SQLite::Database& db, std::string_view pipeline, std::string_view publisher);
void write_next_try(SQLite::Database& db, std::string_view pipeline, std::string_view publisher,
                    int64_t next_try_ms);

}  // namespace sluice::store::rows
