// The step to version 17 of the store's tables (see sqlite_migrations.hpp).
#pragma once

namespace sluice::store {

// When the records that are offered again came first: their tasks are not older than they are. What
// waits for a target has its record's order; what waited before has one order for all. A pipeline's
// last commit says whether its steps hold records until the end of a walk.
inline constexpr const char* kVersion17 = R"sql(
ALTER TABLE taken_spans ADD COLUMN since_us INTEGER NOT NULL DEFAULT 0;
ALTER TABLE pipelines ADD COLUMN holds_records INTEGER NOT NULL DEFAULT 0;
ALTER TABLE backlog_records ADD COLUMN record_order INTEGER NOT NULL DEFAULT 1;
)sql";

}  // namespace sluice::store
