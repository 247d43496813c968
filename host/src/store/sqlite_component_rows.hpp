// Rows of the components of pipelines, and the names of them in all other tables. Callers hold the
// connection's lock and, for writes, a transaction; functions throw SQLite::Exception.
#pragma once

#include <SQLiteCpp/Database.h>

#include <string_view>
#include <vector>

#include "store/component.hpp"

namespace sluice::store::rows {

std::vector<Component> read_components(SQLite::Database& db, std::string_view pipeline);
// As ComponentStore::put_components does.
void put_components(SQLite::Database& db, std::string_view pipeline,
                    const ComponentChanges& changes, std::string_view aside);

}  // namespace sluice::store::rows
