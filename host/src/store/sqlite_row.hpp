// A statement whose parameters are bound in order, so a row's columns are listed only once. Callers
// hold the connection's lock; functions throw SQLite::Exception.
#pragma once

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace sluice::store {

class Row {
 public:
  Row(SQLite::Database& db, const std::string& sql) : statement_(db, sql) {}
  Row& text(std::string_view s) { return statement_.bind(++at_, std::string(s)), *this; }
  Row& blob(std::string_view s) {
    // A null pointer would bind NULL.
    statement_.bind(++at_, static_cast<const void*>(s.empty() ? "" : s.data()),
                    static_cast<int>(s.size()));
    return *this;
  }
  Row& number(int64_t n) { return statement_.bind(++at_, n), *this; }
  Row& count(uint64_t n) { return number(static_cast<int64_t>(n)); }
  Row& real(double n) { return statement_.bind(++at_, n), *this; }
  Row& null() { return statement_.bind(++at_), *this; }
  // How many rows it changed. It can be bound again.
  int run() {
    const int changed = statement_.exec();
    statement_.reset();
    at_ = 0;
    return changed;
  }
  bool next() { return statement_.executeStep(); }
  // The same as run() for a statement that was read from.
  void again() {
    statement_.reset();
    at_ = 0;
  }
  std::string text_at(int column) { return statement_.getColumn(column).getString(); }
  // Until the next step.
  std::string_view blob_at(int column) {
    const SQLite::Column value = statement_.getColumn(column);
    return {static_cast<const char*>(value.getBlob()), static_cast<size_t>(value.getBytes())};
  }
  int64_t number_at(int column) { return statement_.getColumn(column).getInt64(); }
  double real_at(int column) { return statement_.getColumn(column).getDouble(); }
  uint64_t count_at(int column) { return static_cast<uint64_t>(number_at(column)); }
  bool null_at(int column) { return statement_.getColumn(column).isNull(); }

 private:
  SQLite::Statement statement_;
  int at_ = 0;
};

}  // namespace sluice::store
