// Rows of the SQLite store's tables to and from the values of pipeline_state.hpp. Callers hold the
// connection's lock and, for writes, a transaction; functions throw SQLite::Exception.
#pragma once

#include <SQLiteCpp/Database.h>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/pipeline_store.hpp"

namespace sluice::store::rows {

// Of one pipeline, or of all if `pipeline` is empty.
std::vector<PipelineState> read_states(SQLite::Database& db, std::string_view pipeline);
std::vector<SentBatch> read_sent(SQLite::Database& db, std::string_view pipeline);
CommitMark read_mark(SQLite::Database& db, std::string_view pipeline);
std::vector<std::optional<std::string>> read_values(SQLite::Database& db, std::string_view pipeline,
                                                    std::string_view step,
                                                    std::span<const std::string_view> keys);

// `mark`: of this commit.
void write_delta(SQLite::Database& db, std::string_view pipeline, const CommitMark& mark,
                 const Delta& delta);
bool erase(SQLite::Database& db, std::string_view pipeline);
// The latest first.
std::vector<Checkpoint> read_checkpoints(SQLite::Database& db, std::string_view pipeline);
bool put_cursor(SQLite::Database& db, std::string_view pipeline, const Cursor& cursor);
bool erase_position(SQLite::Database& db, std::string_view pipeline, std::string_view publisher);

}  // namespace sluice::store::rows
