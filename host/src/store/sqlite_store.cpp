#include "store/sqlite_store.hpp"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Transaction.h>

#include <filesystem>
#include <utility>

#include "store/sqlite_component_rows.hpp"
#include "store/sqlite_error.hpp"
#include "store/sqlite_file.hpp"
#include "store/sqlite_rows.hpp"
#include "store/sqlite_schema.hpp"
#include "store/sqlite_task_rows.hpp"
#include "store/sqlite_versions.hpp"

namespace sluice::store {
namespace {

Status deposed() {
  return {SLUICE_E_INVALID,
          "another process took the pipeline over; nothing more of this run is stored"};
}

// Fences only grow: with a smaller one it is another store.
Status check_fence(int64_t found, int64_t expected, const std::string& file) {
  if (found < expected) return store_moved(file);
  return found == expected ? Status() : deposed();
}

Status conflict(int64_t expected, int64_t found) {
  return {SLUICE_E_INVALID, "the stored sequence is " + std::to_string(found) +
                                ", this run expected " + std::to_string(expected) +
                                ": its state was reset or written by another run; run it again"};
}

}  // namespace

SqliteStore::SqliteStore(std::string file, Mode mode, int busy_ms)
    : file_(std::move(file)), mode_(mode), busy_ms_(busy_ms) {}

SqliteStore::~SqliteStore() = default;

Result<SQLite::Database*> SqliteStore::reader() {
  if (reader_) return reader_.get();
  const auto there = is_there(file_);
  if (!there) return there.status();
  if (!*there) return nullptr;
  // Not OPEN_READONLY: after a crash the first reader has to recover the file before it can read.
  // If the file is write-protected, SQLite itself opens it for reading only.
  auto db = std::make_unique<SQLite::Database>(file_, open_flags(), busy_ms_);
  db->exec("PRAGMA query_only = ON");
  const int version = schema_version(*db);
  if (version == 0) return no_store(file_);
  if (version != kSchemaVersion && mode_ == Mode::read_write) {
    if (auto migrated =
            [&] {
              std::lock_guard lock(write_mutex_);
              return writer();
            }();
        !migrated)
      return migrated.status();
  } else if (version != kSchemaVersion) {
    return Status(SLUICE_E_INVALID,
                  "state store " + file_ + " has schema version " + std::to_string(version) +
                      ", this sluice reads " + std::to_string(kSchemaVersion) +
                      ": use the sluice that wrote it, or `sluice run` with the newer one");
  }
  reader_ = std::move(db);
  return reader_.get();
}

Result<SQLite::Database*> SqliteStore::writer() {
  if (writer_) return writer_.get();
  if (mode_ == Mode::read_only)
    return Status(SLUICE_E_INVALID, "state store " + file_ + " was opened for reading only");
  auto db = open_for_writing(file_, busy_ms_);
  if (!db) return db.status();
  writer_ = *std::move(db);
  return writer_.get();
}

template <class T, class F>
Result<T> SqliteStore::read(F&& body) {
  std::lock_guard lock(read_mutex_);
  return guarded(file_, [&]() -> Result<T> {
    Result<SQLite::Database*> db = reader();
    if (!db) return db.status();
    if (!*db) return T{};
    SQLite::Transaction one_view(**db);  // all of a read sees the same commit
    return T(body(**db));
  });
}

void SqliteStore::open_ahead() {
  (void)read<bool>([](SQLite::Database&) { return true; });
}

Result<PipelineState> SqliteStore::load(std::string_view pipeline) {
  auto states = read<std::vector<PipelineState>>([&](SQLite::Database& db) {
    std::vector<PipelineState> found = rows::read_states(db, pipeline);
    for (PipelineState& state : found) {
      state.sent = rows::read_sent(db, state.pipeline);
      state.parked_keys = rows::read_parked_keys(db, state.pipeline);
      state.open_orders = rows::read_open_orders(db, state.pipeline, rows::kMostParkedKeys);
    }
    return found;
  });
  if (!states) return states.status();
  if (!states->empty()) return std::move(states->front());
  PipelineState nothing;
  nothing.pipeline = pipeline;
  return nothing;
}

// Before the first write. Whoever has a lease has it in the store, which is not made anew then.
bool SqliteStore::is_gone() const {
  std::error_code ignored;
  return !writer_ && !std::filesystem::exists(file_, ignored);
}

Result<SQLite::Database*> SqliteStore::writer(int64_t fence) {
  if (fence && is_gone()) return store_moved(file_);
  return writer();
}

// A disk that fails while a commit is written leaves it open whether its last page got there.
Status SqliteStore::commit(std::string_view pipeline, const CommitKey& key, const Delta& delta) {
  std::lock_guard lock(write_mutex_);
  bool ending = false;
  Status status = guarded(file_, [&]() -> Status {
    Result<SQLite::Database*> db = writer(key.fence);
    if (!db) return db.status();
    SQLite::Transaction transaction(**db, SQLite::TransactionBehavior::IMMEDIATE);
    const CommitMark found = rows::read_mark(**db, pipeline);
    if (Status s = check_fence(found.fence, key.fence, file_); !s) return s;
    if (found.sequence != key.expected_sequence)
      return conflict(key.expected_sequence, found.sequence);
    rows::write_delta(**db, pipeline, {found.sequence + 1, found.fence, key.id}, delta);
    ending = true;
    transaction.commit();
    ending = false;
    return check_unmoved(**db, file_);
  });
  if (ending) {
    status.with_doubt();
    writer_.reset();  // what it believes is as open
  }
  return status;
}

Result<CommitMark> SqliteStore::last_commit(std::string_view pipeline) {
  return read<CommitMark>([&](SQLite::Database& db) { return rows::read_mark(db, pipeline); });
}

Result<std::vector<std::optional<std::string>>> SqliteStore::read_state(
    std::string_view pipeline, std::string_view step, std::span<const std::string_view> keys) {
  using Values = std::vector<std::optional<std::string>>;
  auto values = read<Values>(
      [&](SQLite::Database& db) { return rows::read_values(db, pipeline, step, keys); });
  if (values && values->empty()) values->resize(keys.size());  // there is no file yet
  return values;
}

Result<std::vector<PipelineState>> SqliteStore::states() {
  return read<std::vector<PipelineState>>(
      [](SQLite::Database& db) { return rows::read_states(db, {}); });
}

template <class F>
Result<bool> SqliteStore::change(F&& body) {
  auto there = is_there(file_);
  if (!there || !*there) return there;
  std::lock_guard lock(write_mutex_);
  return guarded(file_, [&]() -> Result<bool> {
    Result<SQLite::Database*> db = writer();
    if (!db) return db.status();
    SQLite::Transaction transaction(**db, SQLite::TransactionBehavior::IMMEDIATE);
    const bool found = body(**db);
    transaction.commit();
    return found;
  });
}

Result<bool> SqliteStore::reset(std::string_view pipeline) {
  return change([&](SQLite::Database& db) { return rows::erase(db, pipeline); });
}

Result<std::vector<Checkpoint>> SqliteStore::checkpoints(std::string_view pipeline) {
  return read<std::vector<Checkpoint>>(
      [&](SQLite::Database& db) { return rows::read_checkpoints(db, pipeline); });
}

Result<bool> SqliteStore::put_cursor(std::string_view pipeline, const Cursor& cursor) {
  return change([&](SQLite::Database& db) { return rows::put_cursor(db, pipeline, cursor); });
}

Result<std::vector<Component>> SqliteStore::components(std::string_view pipeline) {
  return read<std::vector<Component>>(
      [&](SQLite::Database& db) { return rows::read_components(db, pipeline); });
}

Status SqliteStore::put_components(std::string_view pipeline, int64_t fence,
                                   const ComponentChanges& changes, std::string_view aside) {
  std::lock_guard lock(write_mutex_);
  return guarded(file_, [&]() -> Status {
    Result<SQLite::Database*> db = writer(fence);
    if (!db) return db.status();
    SQLite::Transaction transaction(**db, SQLite::TransactionBehavior::IMMEDIATE);
    const CommitMark found = rows::read_mark(**db, pipeline);
    if (Status s = check_fence(found.fence, fence, file_); !s) return s;
    rows::put_components(**db, pipeline, changes, aside);
    transaction.commit();
    return check_unmoved(**db, file_);
  });
}

Result<bool> SqliteStore::forget_position(std::string_view pipeline, std::string_view publisher) {
  return change(
      [&](SQLite::Database& db) { return rows::erase_position(db, pipeline, publisher); });
}

}  // namespace sluice::store
