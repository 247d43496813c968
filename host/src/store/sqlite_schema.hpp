// The tables of the SQLite store and the upgrade of an older file. Callers hold the
// connection's lock; functions throw SQLite::Exception.
#pragma once

#include <SQLiteCpp/Database.h>

#include <string>

#include "sluice/result.hpp"
#include "store/sqlite_migrations.hpp"

namespace sluice::store {

// 0 for a file without our tables.
int schema_version(SQLite::Database& db);

// Makes all tables in an empty file, in one transaction.
void create_tables(SQLite::Database& db);

// Migrates the file to kSchemaVersion, in one transaction. E_INVALID if a newer program wrote it,
// E_DATA if it is not a state store.
Status migrate(SQLite::Database& db);

// E_DATA: a SQLite file, but not ours.
Status no_store(const std::string& file);

}  // namespace sluice::store
