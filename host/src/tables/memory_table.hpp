// A table whose rows are in memory. Filled by one thread, then read by any.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "services/lookup_table.hpp"

namespace sluice::tables {

// Keys and their values, JSON.
class Rows {
 public:
  // False if the key is there: nothing is changed.
  bool add(std::string key, std::string json) {
    const auto [at, added] = rows_.try_emplace(std::move(key));
    if (added) at->second = std::move(json);
    return added;
  }
  void replace(std::string_view key, std::string json) {
    rows_.find(key)->second = std::move(json);
  }
  // Borrowed; NULL: there is no such row.
  const std::string* find(std::string_view key) const {
    const auto found = rows_.find(key);
    return found == rows_.end() ? nullptr : &found->second;
  }
  size_t size() const { return rows_.size(); }
  // Calls `use(key, json)` with all, in no order.
  template <class Use>
  void each(Use&& use) const {
    for (const auto& [key, json] : rows_) use(key, json);
  }

 private:
  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view key) const { return std::hash<std::string_view>()(key); }
  };
  std::unordered_map<std::string, std::string, Hash, std::equal_to<>> rows_;
};

class MemoryTable final : public sluice_table {
 public:
  // `rows` outlive it.
  MemoryTable(std::string own_name, const Rows& rows)
      : sluice_table(std::move(own_name)), rows_(rows) {}

  bool is_stored() const override { return false; }
  Status read(std::span<const std::string_view> keys, const Take& take) const override {
    for (size_t i = 0; i < keys.size(); i++)
      if (const std::string* json = rows_.find(keys[i])) take(i, *json, 0);
    return {};
  }

 private:
  const Rows& rows_;
};

}  // namespace sluice::tables
