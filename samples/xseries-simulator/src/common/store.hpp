#pragma once
// The shop in memory: tables of rows, each row kept as ready JSON text, indexed by id and by
// version, and the one 64-bit version counter of the retailer. Guarded by the simulator's lock.

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "common/random.hpp"

namespace sluice::simulator {

struct Row {
  std::string id;
  std::int64_t version = 0;
  bool deleted = false;
  std::string text = {};       // the whole row as it is sent
  std::uint64_t sequence = 0;  // order of creation within the table; set by it
  std::string parent = {};     // id of the row it belongs to, for tables below another one
};

class Table {
 public:
  using VersionIndex = std::map<std::int64_t, const Row*>;

  // Adds the row, or replaces the one with its id. The reference holds until the next put of it.
  const Row& put(Row row);
  // Null when there is none; deleted rows are found too.
  const Row* find(std::string_view id) const;
  const VersionIndex& by_version() const { return by_version_; }
  // Only the rows with this parent.
  const VersionIndex& children(const std::string& parent) const;
  std::size_t size() const { return by_id_.size(); }

 private:
  std::uint64_t created_ = 0;
  std::unordered_map<std::string, std::unique_ptr<Row>> by_id_;
  VersionIndex by_version_;
  std::unordered_map<std::string, VersionIndex> by_parent_;
};

class Store {
 public:
  explicit Store(std::uint64_t seed) : random_(seed) {}

  Table& table(const std::string& name) { return tables_[name]; }
  const Table* find_table(const std::string& name) const;
  const std::map<std::string, Table>& tables() const { return tables_; }
  // Grows by 1 to 4: gaps are part of the contract.
  std::int64_t next_version() {
    return version_ += 1 + static_cast<std::int64_t>(random_.below(4));
  }
  std::int64_t last_version() const { return version_; }
  Random& random() { return random_; }

 private:
  // Above 2^32, so a client which reads 32 bits fails.
  std::int64_t version_ = 5'000'000'000;
  Random random_;
  std::map<std::string, Table> tables_;
};

}  // namespace sluice::simulator
