// How many bytes of delivered records are kept, by pipeline, as one transaction changes that.
// Callers hold the connection's lock; functions throw SQLite::Exception.
#pragma once

#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "store/sqlite_row.hpp"

namespace sluice::store::rows {

class KeptBytes {
 public:
  void add(std::string_view pipeline, int64_t more) {
    if (more) bytes_[std::string(pipeline)] += more;
  }
  void write(SQLite::Database& db) {
    Row row(db, R"sql(INSERT INTO kept_bytes VALUES (?, ?)
ON CONFLICT DO UPDATE SET bytes = bytes + excluded.bytes)sql");
    for (const auto& [pipeline, more] : bytes_) row.text(pipeline).number(more).run();
    bytes_.clear();
  }

 private:
  std::map<std::string, int64_t> bytes_;
};

}  // namespace sluice::store::rows
