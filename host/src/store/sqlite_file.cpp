#include "store/sqlite_file.hpp"

#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

#include <chrono>
#include <filesystem>
#include <thread>

#include "platform/private_file.hpp"
#include "store/sqlite_error.hpp"
#include "store/sqlite_schema.hpp"

namespace sluice::store {
namespace {

namespace fs = std::filesystem;

constexpr const char* kBeside[] = {"", "-wal", "-shm"};

Status lost(const std::string& file, const std::string& what) {
  return {SLUICE_E_DATA, "state store " + file + " " + what +
                             ": where pipelines stood and what was parked is not in it any more; "
                             "restore it from a copy, or start afresh by removing " +
                             fs::path(file).parent_path().string() +
                             " (then everything is read and delivered again)"};
}

// If two open a new file at once, both change its journal, for which SQLite lets one of them fail
// at once instead of waiting as for any other lock (sqlite.org, "Register A Callback To Handle
// SQLITE_BUSY Errors").
void use_wal(SQLite::Database& db, int busy_ms) {
  using std::chrono::steady_clock, std::chrono::milliseconds;
  const auto deadline = steady_clock::now() + milliseconds(busy_ms);
  for (;;) {
    try {
      db.exec("PRAGMA journal_mode = WAL");
      return;
    } catch (const SQLite::Exception& e) {
      if (e.getErrorCode() != SQLITE_BUSY || steady_clock::now() >= deadline) throw;
      std::this_thread::sleep_for(milliseconds(1));
    }
  }
}

}  // namespace

Result<bool> is_there(const std::string& file) {
  std::error_code error;
  const auto size = fs::file_size(file, error);
  if (!error && size == 0) return lost(file, "is empty (0 bytes)");
  if (!error) return true;
  if (error != std::errc::no_such_file_or_directory) return true;  // for SQLite to report
  if (fs::exists(file + "-wal", error)) return lost(file, "is gone, though its log is there");
  return false;
}

Status make_if_missing(const std::string& file, int busy_ms) {
  const auto there = is_there(file);
  if (!there) return there.status();
  if (*there) return {};
  const std::string made = file + ".new-" + platform::random_name();
  if (auto empty = platform::PrivateFile::create(made, false); !empty) return empty.status();
  try {
    SQLite::Database db(made, SQLite::OPEN_READWRITE, busy_ms);
    db.exec("PRAGMA synchronous = FULL");
    create_tables(db);
  } catch (...) {
    std::error_code ignored;
    fs::remove(made, ignored);
    throw;
  }
  return platform::publish_file(made, file);
}

void keep_store_private(const std::string& file) {
  for (const char* ending : kBeside) platform::keep_private(file + ending);
}

Status check_unmoved(SQLite::Database& db, const std::string& file) {
  int moved = 0;
  sqlite3_file_control(db.getHandle(), "main", SQLITE_FCNTL_HAS_MOVED, &moved);
  return moved ? store_moved(file) : Status();
}

Result<std::unique_ptr<SQLite::Database>> open_for_writing(const std::string& file, int busy_ms) {
  if (Status s = make_if_missing(file, busy_ms); !s) return s;
  auto db = std::make_unique<SQLite::Database>(file, open_flags(), busy_ms);
  use_wal(*db, busy_ms);
  db->exec("PRAGMA synchronous = FULL");
  // What undoes one statement of a transaction, which a crash does not need: parking wrote as much
  // to /tmp as to the store.
  db->exec("PRAGMA temp_store = MEMORY");
  if (Status s = migrate(*db); !s) return s;
  keep_store_private(file);  // a file that came from elsewhere
  return db;
}

}  // namespace sluice::store
