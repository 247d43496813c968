// Writes that may have been carried out although no response says so: what counts as one, and how
// their record is parked. No state; any thread.
#pragma once

#include <cstdint>

#include "sluice/http.hpp"
#include "sluice/result.hpp"

namespace sluice::rest {

// A server that failed, or a gateway whose server did not answer it in time.
inline bool is_ambiguous(int32_t http_status) { return leaves_open(http_status); }

// The failure of a write that is not safe to repeat, as one that parks its record.
inline Status in_doubt(const Status& failure) {
  Status out = Status::data(failure.message() +
                            ": it may have been carried out all the same and is not repeated; look "
                            "before replaying it");
  return out.with_remote_code(failure.remote_code()).with_doubt();
}

// What became of a record that a run that was killed may have sent, where nothing can tell.
inline Status sent_before_a_crash() {
  return Status::data(
      "it may have been carried out: an earlier run was killed when it was to be sent or had been; "
      "look before replaying it (on_crash: repeat sends such records again)");
}

// What the records behind several server errors in a row get: they were not sent, and wait.
inline Status not_tried(int errors, const Status& last) {
  return {SLUICE_E_UNAVAILABLE, "not sent after " + std::to_string(errors) +
                                    " server errors in a row, the last being: " + last.message()};
}

}  // namespace sluice::rest
