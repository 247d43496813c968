// The step to version 15 of the store's tables (see sqlite_migrations.hpp).
#pragma once

namespace sluice::store {

// Which components each pipeline has, to find those that stand at another place now.
inline constexpr const char* kVersion15 = R"sql(
CREATE TABLE components (
  pipeline TEXT NOT NULL,
  place INTEGER NOT NULL,
  name TEXT NOT NULL,
  publisher TEXT NOT NULL,
  list TEXT NOT NULL,
  uses TEXT NOT NULL,
  settings TEXT NOT NULL,
  target TEXT NOT NULL,
  gone INTEGER NOT NULL,
  PRIMARY KEY (pipeline, place)
) WITHOUT ROWID;
)sql";

}  // namespace sluice::store
