// One connection to the store's file, opened when it is first used, for one caller at a time. Any
// thread.
#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Transaction.h>

#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "store/sqlite_error.hpp"
#include "store/sqlite_file.hpp"

namespace sluice::store {

class SqliteConnection {
 public:
  SqliteConnection(std::string file, int busy_ms) : file_(std::move(file)), busy_ms_(busy_ms) {}

  // What `body(db)` returns; T{} if the file is missing, which it is not made for.
  template <class T, class F>
  Result<T> read(F&& body) {
    const std::lock_guard lock(mutex_);
    const auto there = db_ ? Result<bool>(true) : is_there(file_);
    if (!there) return there.status();
    return *there ? opened<T>(body) : Result<T>(T{});
  }

  // The same, but the file is made if it is missing.
  template <class T, class F>
  Result<T> read_or_make(F&& body) {
    const std::lock_guard lock(mutex_);
    return opened<T>(body);
  }

  // `body(db)` runs in a transaction, which is committed if its Status is OK.
  template <class F>
  Status write(F&& body) {
    const std::lock_guard lock(mutex_);
    return guarded(file_, [&]() -> Status {
      Result<SQLite::Database*> db = open();
      if (!db) return db.status();
      SQLite::Transaction transaction(**db, SQLite::TransactionBehavior::IMMEDIATE);
      Status status = body(**db);
      if (!status) return status;
      transaction.commit();
      return check_unmoved(**db, file_);
    });
  }

  // What `body(db)` returns from within a transaction that is then committed; T{} if the file is
  // missing, which it is not made for.
  template <class T, class F>
  Result<T> write_if_there(F&& body) {
    const auto there = is_there(file_);
    if (!there) return there.status();
    if (!*there) return T{};
    T out{};
    const Status status = write([&](SQLite::Database& db) -> Status {
      out = body(db);
      return {};
    });
    if (!status) return status;
    return out;
  }

 private:
  template <class T, class F>
  Result<T> opened(F& body) {
    return guarded(file_, [&]() -> Result<T> {
      Result<SQLite::Database*> db = open();
      if (!db) return db.status();
      return T(body(**db));
    });
  }

  Result<SQLite::Database*> open() {
    if (db_) return db_.get();
    auto db = open_for_writing(file_, busy_ms_);
    if (!db) return db.status();
    db_ = *std::move(db);
    return db_.get();
  }

  const std::string file_;
  const int busy_ms_;
  std::mutex mutex_;
  std::unique_ptr<SQLite::Database> db_;
};

}  // namespace sluice::store
