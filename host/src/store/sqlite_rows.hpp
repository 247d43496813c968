// Rows of the SQLite store's tables to and from the values of store.hpp. Callers hold the
// connection's lock and, for writes, a transaction; functions throw SQLite::Exception.
#pragma once

#include <SQLiteCpp/Database.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/store.hpp"

namespace sluice::store::rows {

// Of one pipeline, or of all if `pipeline` is empty.
std::vector<PipelineState> read_states(SQLite::Database& db, std::string_view pipeline);
std::vector<SentBatch> read_sent(SQLite::Database& db, std::string_view pipeline);
int64_t read_sequence(SQLite::Database& db, std::string_view pipeline);
std::optional<std::string> read_value(SQLite::Database& db, std::string_view pipeline,
                                      std::string_view step, std::string_view key);
std::vector<Task> read_tasks(SQLite::Database& db, std::string_view pipeline);
std::optional<Task> read_task(SQLite::Database& db, int64_t id);

void write_delta(SQLite::Database& db, std::string_view pipeline, int64_t sequence,
                 const Delta& delta);
bool erase(SQLite::Database& db, std::string_view pipeline);
bool erase_position(SQLite::Database& db, std::string_view pipeline, std::string_view publisher);

}  // namespace sluice::store::rows
