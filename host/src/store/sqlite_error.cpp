#include "store/sqlite_error.hpp"

#include <sqlite3.h>

#include <filesystem>

namespace sluice::store {
namespace {

struct Meaning {
  int code;
  sluice_status status;
  const char* advice;
};

constexpr Meaning kMeanings[] = {
    {SQLITE_FULL, SLUICE_E_UNAVAILABLE,
     "the disk is full; nothing of this commit is stored; make room and run again"},
    {SQLITE_BUSY, SLUICE_E_UNAVAILABLE, "another process is writing to it; try again"},
    {SQLITE_LOCKED, SLUICE_E_UNAVAILABLE, "another process is writing to it; try again"},
    {SQLITE_IOERR, SLUICE_E_UNAVAILABLE,
     "the disk failed or is full, or a file is at its size limit (ulimit -f); nothing of this "
     "commit "
     "is stored; check it and run again"},
    {SQLITE_CANTOPEN, SLUICE_E_INVALID, "cannot be opened; check the path and its permissions"},
    {SQLITE_READONLY, SLUICE_E_INVALID, "is read-only; check its permissions and the folder's"},
    {SQLITE_PERM, SLUICE_E_INVALID, "is not accessible; check its permissions and the folder's"},
    {SQLITE_CORRUPT, SLUICE_E_DATA, "is damaged"},
    {SQLITE_NOTADB, SLUICE_E_DATA, "is not a state store; move it away or set another folder"},
};

// A write that the disk refused is none of these, also where there is no file yet.
bool is_moved(const SQLite::Exception& e, const std::string& file) {
  std::error_code ignored;
  const int code = e.getErrorCode() & 0xff;
  const bool may_be = code == SQLITE_IOERR || code == SQLITE_READONLY || code == SQLITE_CANTOPEN;
  return may_be && e.getExtendedErrorCode() != SQLITE_IOERR_WRITE &&
         !std::filesystem::exists(file, ignored);
}

}  // namespace

Status store_moved(const std::string& file) {
  return {SLUICE_E_INVALID,
          "state store " + file +
              " was removed, moved or replaced while it was in use: further progress could "
              "not be stored. If it was moved, move it back and run again; if it is gone, the "
              "next run starts over"};
}

Status store_error(const SQLite::Exception& e, const std::string& file) {
  const std::string prefix = "state store " + file + ": ";
  if (is_moved(e, file)) return store_moved(file);
  for (const Meaning& m : kMeanings)
    if ((e.getErrorCode() & 0xff) == m.code)
      return {m.status, prefix + m.advice + " (" + e.what() + ")" +
                            (m.code == SQLITE_CORRUPT ? std::string("; ") + kDamageAdvice : "")};
  return {SLUICE_E_INTERNAL,
          prefix + e.what() + " (SQLite code " + std::to_string(e.getExtendedErrorCode()) + ")"};
}

}  // namespace sluice::store
