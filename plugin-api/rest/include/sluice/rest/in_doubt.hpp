// Writes that may have been carried out without a response: which ones count, and how
// their record is parked. No state; any thread.
#pragma once

#include <cstdint>

#include "sluice/http.hpp"
#include "sluice/result.hpp"

namespace sluice::rest {

// A server error, or a gateway whose server did not respond in time.
inline bool is_ambiguous(int32_t http_status) { return leaves_open(http_status); }

// The failure of a write that is not safe to repeat, turned into one that parks its record.
inline Status in_doubt(const Status& failure) {
  Status out = Status::data(failure.message() +
                            ": it may have been carried out, so this run does not repeat it; check "
                            "there before it is sent again");
  return out.with_remote_code(failure.remote_code()).with_doubt();
}

// For a record that a killed run may have sent, where nothing can be found out.
inline Status sent_before_a_crash() {
  return Status::data(
      "it may have been carried out: an earlier run was killed when it was to be sent or had been; "
      "check there before it is sent again (on_crash: repeat sends such records again)");
}

// For the records after several server errors in a row: they were not sent, and wait.
inline Status not_tried(int errors, const Status& last) {
  return {SLUICE_E_UNAVAILABLE, "not sent after " + std::to_string(errors) +
                                    " server errors in a row, the last being: " + last.message()};
}

}  // namespace sluice::rest
