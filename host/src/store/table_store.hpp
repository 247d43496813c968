// Rows of tables that are kept in the store. Runs put theirs with a commit (Delta::rows); this is
// how rows are read, and how people change them. Independent of SQLite. Every function is [any].
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sluice/result.hpp"

namespace sluice::store {

struct StoredRow {
  std::string key;
  std::string value;       // JSON
  int64_t expires_us = 0;  // UTC; 0: never
};

struct StoredTable {
  std::string name;
  uint64_t rows = 0;
  uint64_t bytes = 0;  // of keys and values
};

class TableStore {
 public:
  virtual ~TableStore() = default;

  // The rows of these keys, in their order, also expired ones; nothing: there is none. All are of
  // one commit.
  virtual Result<std::vector<std::optional<StoredRow>>> read(
      std::string_view table, std::span<const std::string_view> keys) = 0;

  // Of all tables with rows that have not expired at `now_us`, by name.
  virtual Result<std::vector<StoredTable>> tables(int64_t now_us) = 0;
  // At most `most` rows, behind this key or from the first, by key; those that have expired are
  // left out.
  virtual Result<std::vector<StoredRow>> rows(std::string_view table,
                                              std::optional<std::string_view> after, size_t most,
                                              int64_t now_us) = 0;
  // All of them or none; rows with these keys are replaced.
  virtual Status put(std::string_view table, std::span<const StoredRow> rows) = 0;
  // False if there was no such row.
  virtual Result<bool> remove(std::string_view table, std::string_view key) = 0;
  // How many rows there were.
  virtual Result<uint64_t> clear(std::string_view table) = 0;
};

}  // namespace sluice::store
