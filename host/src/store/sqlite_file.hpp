// The SQLite store as a file: made whole or not at all, for its owner only, current,
// and still the file that was opened. Callers hold the connection's lock; functions throw
// SQLite::Exception.
#pragma once

#include <SQLiteCpp/Database.h>

#include <memory>
#include <string>

#include "sluice/result.hpp"

namespace sluice::store {

// How a connection is opened: its users have a lock of their own around each call.
inline int open_flags() { return SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX; }

// True if the file is there. E_DATA if it is empty: it is never created empty, so its content is
// lost. Also E_DATA if only its write-ahead log is there.
Result<bool> is_there(const std::string& file);

// Makes the file with all tables if it is missing: a kill leaves a complete one or none. Several
// may do so at the same time.
Status make_if_missing(const std::string& file, int busy_ms);

// Removes the rights of other users to the file and those beside it.
void keep_store_private(const std::string& file);

// E_INVALID if the file was removed, moved or replaced since it was opened: commits to it
// would be lost.
Status check_unmoved(SQLite::Database& db, const std::string& file);

// A connection that writes, to a file that is current: WAL, and a commit that returned survives a
// power cut. The file is made if it is missing.
Result<std::unique_ptr<SQLite::Database>> open_for_writing(const std::string& file, int busy_ms);

}  // namespace sluice::store
