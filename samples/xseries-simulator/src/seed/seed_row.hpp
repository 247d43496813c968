#pragma once
// How seeded rows are written, in the spellings that the vendor mixes: raw UTF-8 and \u
// escapes. One owner at a time.

#include <cstdint>
#include <string>

#include "common/clock.hpp"
#include "common/json_object.hpp"
#include "common/random.hpp"
#include "common/store.hpp"

namespace sluice::simulator {

using SeedRow = JsonObject;

// An instant of the shop's past: 2023-01-01 to 2026-06-30.
inline std::int64_t seed_time(Random& random) {
  return random.between(1'672'531'200, 1'782'777'600) * 1000;
}

// 1990 -> 19.90: two digits as from a till, trailing zeros kept.
inline std::string seed_cents(std::int64_t cents) {
  const std::int64_t size = cents < 0 ? -cents : cents;
  return (cents < 0 ? "-" : "") + std::to_string(size / 100) + "." +
         std::to_string(size % 100 / 10) + std::to_string(size % 10);
}

// Stores `row` as a new version, with its member `version`.
inline void put_versioned(Store& store, const char* table, const std::string& id, SeedRow& row,
                          const std::string& parent = {}) {
  const std::int64_t version = store.next_version();
  row.number("version", version);
  store.table(table).put({.id = id, .version = version, .text = row.done(), .parent = parent});
}

}  // namespace sluice::simulator
