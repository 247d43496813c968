// What SQLite's failures mean for a run: a status that says what happens next and a message that
// says what a person can do. Any thread.
#pragma once

#include <SQLiteCpp/Exception.h>

#include <string>

#include "sluice/result.hpp"

namespace sluice::store {

// `file` is the store's path. E_UNAVAILABLE: full, busy or unreachable, transient; E_INVALID:
// read-only or not ours; E_DATA: the file is damaged; E_INTERNAL: a bug of ours.
Status store_error(const SQLite::Exception& e, const std::string& file);

// What a person can do about a damaged store.
inline constexpr const char* kDamageAdvice =
    "put a copy back with `sluice state restore CONFIG FILE` (a server keeps some in `backups` of "
    "the "
    "state folder), or move it away and start afresh";

// The file at the path is not the one that was opened.
Status store_moved(const std::string& file);

// Runs `body`, which returns a Status or Result, and turns SQLite's exceptions into its failure.
template <class F>
auto guarded(const std::string& file, F&& body) -> decltype(body()) {
  try {
    return body();
  } catch (const SQLite::Exception& e) {
    return store_error(e, file);
  } catch (const std::exception& e) {
    return Status(SLUICE_E_INTERNAL, "state store " + file + ": " + e.what());
  }
}

}  // namespace sluice::store
