#include "store/sqlite_backup.hpp"

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/Database.h>

#include <filesystem>
#include <system_error>

#include "platform/private_file.hpp"
#include "store/sqlite_error.hpp"
#include "store/sqlite_file.hpp"
#include "store/sqlite_row.hpp"
#include "store/sqlite_schema.hpp"

namespace sluice::store {
namespace {

namespace fs = std::filesystem;

constexpr int kBusyMs = 5000;
constexpr const char* kFileAndLogs[] = {"", "-wal", "-shm"};

Status damaged(const std::string& file, const std::string& how) {
  return {SLUICE_E_DATA, file + " is damaged (" + how + "); " + kDamageAdvice};
}

// That it is a store of ours and every page of it can be read.
Status check_whole(SQLite::Database& db, const std::string& file) {
  const int version = schema_version(db);
  if (version == 0) return no_store(file);
  if (version > kSchemaVersion)
    return {SLUICE_E_INVALID, file + " has schema version " + std::to_string(version) +
                                  ", this sluice supports " + std::to_string(kSchemaVersion) +
                                  ": use the newer sluice"};
  Row row(db, "PRAGMA quick_check(1)");
  const std::string found = row.next() ? row.text_at(0) : "no answer";
  return found == "ok" ? Status() : damaged(file, found);
}

void copy_into(SQLite::Database& from, const std::string& to) {
  SQLite::Database copy(to, SQLite::OPEN_READWRITE, kBusyMs);
  SQLite::Backup(copy, from).executeStep(-1);
  copy.exec("PRAGMA journal_mode = DELETE");  // one file, without a log beside it
}

// A complete new file at `to`.
Status copy_store(const std::string& file, const std::string& to) {
  const std::string made = to + ".new-" + platform::random_name();
  if (auto empty = platform::PrivateFile::create(made, false); !empty) return empty.status();
  Status status = guarded(file, [&]() -> Status {
    SQLite::Database db(file, SQLite::OPEN_READWRITE, kBusyMs);
    if (Status s = check_whole(db, file); !s) return s;
    copy_into(db, made);
    return {};
  });
  if (status) status = platform::publish_file(made, to);
  std::error_code ignored;
  if (!status) fs::remove(made, ignored);
  return status;
}

Status move_aside(const std::string& file, std::string& to) {
  to = file + ".replaced-" + platform::random_name();
  for (const char* ending : kFileAndLogs) {
    std::error_code error;
    if (!fs::exists(file + ending, error)) continue;
    fs::rename(file + ending, to + ending, error);
    if (error) return {SLUICE_E_INVALID, file + ending + " cannot be moved: " + error.message()};
  }
  return {};
}

}  // namespace

Status back_up(const std::string& file, const std::string& to) {
  const auto there = is_there(file);
  if (!there) return there.status();
  if (!*there) return {SLUICE_E_INVALID, "there is no state store " + file + " yet"};
  std::error_code error;
  if (fs::exists(to, error))
    return {SLUICE_E_INVALID, to + " exists; name a new file, or remove it first"};
  return copy_store(file, to);
}

Status restore(const std::string& from, const std::string& file, std::string& replaced) {
  std::error_code error;
  if (!fs::exists(from, error)) return {SLUICE_E_INVALID, from + " does not exist"};
  const std::string ready = file + ".restored-" + platform::random_name();
  if (Status s = copy_store(from, ready); !s) return s;
  replaced.clear();
  const bool anything = fs::exists(file, error) || fs::exists(file + "-wal", error);
  Status status = anything ? move_aside(file, replaced) : Status();
  if (status) status = platform::publish_file(ready, file);
  if (!status) fs::remove(ready, error);
  return status;
}

}  // namespace sluice::store
