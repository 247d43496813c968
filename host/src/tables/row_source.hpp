// The rows of a file: CSV with a header, NDJSON, or JSON (a list of objects, or an object of keys
// with their values). One thread at a time.
#pragma once

#include "config/model.hpp"
#include "sluice/result.hpp"
#include "tables/found_row.hpp"

namespace sluice::tables {

// Reads the file that the table's config names. E_INVALID: it cannot be read, is too large, or is
// not what it is said to be; the message names the file and the place, and says what to do.
Status read_rows(const config::TableConfig& table, const TakeRow& take);

}  // namespace sluice::tables
