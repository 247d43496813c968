// The step to version 17 of the store's tables (see sqlite_migrations.hpp).
#pragma once

namespace sluice::store {

// When the records that are offered again came first: their tasks are not older than they are.
inline constexpr const char* kVersion17 = R"sql(
ALTER TABLE taken_spans ADD COLUMN since_us INTEGER NOT NULL DEFAULT 0;
)sql";

}  // namespace sluice::store
