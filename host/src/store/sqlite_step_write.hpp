// One thing that a step keeps, put where it stands: in its own state, or in a table. Callers hold
// the connection's lock; functions throw SQLite::Exception.
#pragma once

#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <optional>
#include <string_view>

namespace sluice::store {

struct StepWrite {
  std::string_view pipeline, step;  // of own state
  std::string_view table;           // empty: own state
  std::string_view key;
  std::optional<std::string_view> value;  // nothing: it is removed
  int64_t expires_us = 0;                 // of a row, UTC; 0: never
};

void put(SQLite::Database& db, const StepWrite& write);

}  // namespace sluice::store
