#pragma once
// inventory_levels: stock per product and outlet, sorted as the body requests. Sorting 15,000
// rows for every page of a walk would be most of its time, so the last result is kept while nothing
// in the shop changes. Under the simulator's lock.

#include <cstdint>
#include <string>
#include <vector>

#include "api/call.hpp"

namespace sluice::simulator {

class LevelsCache {
 public:
  struct Key {
    std::int64_t version = -1;  // of the whole shop
    std::string request;        // the body without its window
    bool operator==(const Key&) const = default;
  };

  const std::vector<Row>* find(const Key& key) const { return key == key_ ? &rows_ : nullptr; }
  const std::vector<Row>& keep(Key key, std::vector<Row> rows) {
    key_ = std::move(key);
    rows_ = std::move(rows);
    return rows_;
  }

 private:
  Key key_;
  std::vector<Row> rows_;
};

Response inventory_levels(Call& call);
Response inventory_levels_of_product(Call& call);

}  // namespace sluice::simulator
