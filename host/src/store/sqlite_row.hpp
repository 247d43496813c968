// A statement whose parameters are bound in order, so a row's columns are listed only once. Callers
// hold the connection's lock; functions throw SQLite::Exception. SQLiteCpp's statement is not
// below it: it copies each text twice and counts references for each column that is read.
#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace sluice::store {

class Row {
 public:
  Row(SQLite::Database& db, const std::string& sql) : db_(db.getHandle()) {
    sqlite3_stmt* made = nullptr;
    check(sqlite3_prepare_v2(db_, sql.c_str(), static_cast<int>(sql.size()), &made, nullptr));
    statement_.reset(made);
  }

  Row& text(std::string_view s) {
    return bound(sqlite3_bind_text(statement(), ++at_, pointer(s), size(s), SQLITE_TRANSIENT));
  }
  Row& blob(std::string_view s) {
    return bound(sqlite3_bind_blob(statement(), ++at_, pointer(s), size(s), SQLITE_TRANSIENT));
  }
  Row& number(int64_t n) { return bound(sqlite3_bind_int64(statement(), ++at_, n)); }
  Row& count(uint64_t n) { return number(static_cast<int64_t>(n)); }
  Row& real(double n) { return bound(sqlite3_bind_double(statement(), ++at_, n)); }
  Row& null() { return bound(sqlite3_bind_null(statement(), ++at_)); }
  // How many rows it changed. It can be bound again.
  int run() {
    check(step() ? SQLITE_MISUSE : SQLITE_OK);  // a statement that gives rows is read
    const int changed = sqlite3_changes(db_);
    again();
    return changed;
  }
  // False, and again false: there are no more.
  bool next() { return !done_ && step(); }
  // The same as run() for a statement that was read from.
  void again() {
    sqlite3_reset(statement());
    at_ = 0;
    done_ = false;
  }
  std::string text_at(int column) { return std::string(blob_at(column)); }
  // Until the next step.
  std::string_view blob_at(int column) {
    const auto* const bytes = static_cast<const char*>(sqlite3_column_blob(statement(), column));
    const auto size = static_cast<size_t>(sqlite3_column_bytes(statement(), column));
    return size ? std::string_view(bytes, size) : std::string_view();
  }
  int64_t number_at(int column) { return sqlite3_column_int64(statement(), column); }
  double real_at(int column) { return sqlite3_column_double(statement(), column); }
  uint64_t count_at(int column) { return static_cast<uint64_t>(number_at(column)); }
  bool null_at(int column) { return sqlite3_column_type(statement(), column) == SQLITE_NULL; }

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };

  // A null pointer would bind NULL.
  static const char* pointer(std::string_view s) { return s.empty() ? "" : s.data(); }
  static int size(std::string_view s) { return static_cast<int>(s.size()); }

  sqlite3_stmt* statement() const { return statement_.get(); }
  Row& bound(int code) {
    check(code);
    return *this;
  }
  bool step() {
    const int code = sqlite3_step(statement());
    done_ = code != SQLITE_ROW;
    if (done_ && code != SQLITE_DONE) check(code);
    return !done_;
  }
  void check(int code) const {
    if (code != SQLITE_OK) throw SQLite::Exception(db_, code);
  }

  sqlite3* db_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  int at_ = 0;
  bool done_ = false;
};

}  // namespace sluice::store
