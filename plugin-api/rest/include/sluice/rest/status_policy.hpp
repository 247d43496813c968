// A configuration's rules for single HTTP statuses, over the defaults of a publisher:
// `on_status: {403: park, 409: accept, 5xx: stop}`. Immutable after read; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "sluice/result.hpp"
#include "sluice/value.hpp"

namespace sluice::rest {

enum class StatusAction : uint8_t {
  kDefault,  // no rule
  kPark,     // the record parks
  kAccept,   // the record was accepted
  kRetry,    // the record is offered again, later
  kStop      // the pipeline stops, nothing parks
};

class StatusPolicy {
 public:
  // Members are statuses ("403") and classes ("4xx"); a status overrides its class. A class does
  // not affect 401, 407, 408 and 429, which concern no record, nor does `accept` of one affect 403.
  // Absent: no rules. E_INVALID starts with `pointer`: a name that is neither, an unknown word,
  // accept of a status with which the record was not accepted, retry of a 2xx.
  static Result<StatusPolicy> read(Value object, std::string_view pointer);

  bool empty() const { return empty_; }
  StatusAction of(int32_t status) const {
    return status < kFirst || status > kLast ? StatusAction::kDefault : actions_[at(status)];
  }
  // A failing `response` mapped to its action by its remote code: OK (accept), E_DATA (park),
  // E_UNAVAILABLE (retry; E_RATE_LIMITED stays), E_INVALID (stop; E_AUTH stays). The sender of a
  // write that must not be repeated checks is_ambiguous (in_doubt.hpp) first: what is in doubt
  // parks, whatever the policy says.
  Status apply(Status response) const;

 private:
  static constexpr int32_t kFirst = 200, kLast = 599;
  static size_t at(int32_t status) { return static_cast<size_t>(status - kFirst); }
  Status add(std::string_view name, std::string_view word, std::string_view pointer);
  Status add_class(int32_t first, StatusAction action);

  std::array<StatusAction, kLast - kFirst + 1> actions_{};
  bool empty_ = true;
};

// 401, 403, 407, 429 and 5xx say that the record was not accepted: to count them as success loses
// it.
inline bool may_be_accepted(int32_t status) {
  return status >= 200 && status < 500 && status != 401 && status != 403 && status != 407 &&
         status != 429;
}

}  // namespace sluice::rest
