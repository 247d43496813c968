// What became of the records of a batch, as a publisher reports it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "sluice/abi.h"
#include "sluice/batch.hpp"
#include "sluice/result.hpp"

namespace sluice {

// What a remote system was asked and answered; its texts are in the batch. See Outcomes::keep.
struct Answer {
  int32_t status = 0;  // HTTP status; 0: none
  sluice_slice request = {}, payload = {}, response = {};
};

// A view of the caller's outcomes, one per record, all OK at first; copied freely. They stay in
// place until publish returns, or settle if the batch was begun. [lane]
class Outcomes {
 public:
  Outcomes() = default;
  Outcomes(Batch batch, sluice_outcome* outcomes) : batch_(batch), outcomes_(outcomes) {
    const bool any = outcomes && batch.abi() && batch.size() > 0;
    if (any) flags_ = outcomes[0].flags;
  }

  // The host will use what the system answered to a record with this outcome: set it with an
  // Answer.
  bool wants_answer(const Status& status) const {
    return wants_response() || (!status && (flags_ & SLUICE_OUTCOME_WANTS_REFUSAL) != 0);
  }
  // The texts, copied into the batch once for all records of a request: "POST /products", without
  // a secret; its body; the response's. Of bodies only the beginning is copied. Without memory for
  // them they are empty.
  Answer keep(int32_t status, std::string_view request, std::string_view payload,
              std::string_view response) const {
    payload = payload.substr(0, SLUICE_OUTCOME_REFUSAL_BYTES);
    response = response.substr(
        0, wants_response() ? SLUICE_OUTCOME_RESPONSE_BYTES : SLUICE_OUTCOME_REFUSAL_BYTES);
    return {status, batch_.copy(request), batch_.copy(payload), batch_.copy(response)};
  }

  // Sets the outcome of record `index`: OK: accepted; E_DATA: it parks; others: see sluice_outcome.
  // A message is copied into the batch; without memory for it the outcome has none.
  void set(size_t index, const Status& status) const {
    export_outcome(status, outcomes_[index]);
    if (!status) outcomes_[index].message = batch_.copy(status.message());
  }
  void set(size_t index, const Status& status, const Answer& answer) const {
    set(index, status);
    sluice_outcome& out = outcomes_[index];
    if (!out.remote_code) out.remote_code = answer.status;
    out.request = answer.request;
    out.payload = answer.payload;
    out.response = answer.response;
  }
  sluice_outcome* abi() const { return outcomes_; }

 private:
  bool wants_response() const { return (flags_ & SLUICE_OUTCOME_WANTS_RESPONSE) != 0; }

  Batch batch_{nullptr};
  sluice_outcome* outcomes_ = nullptr;
  uint16_t flags_ = 0;
};

}  // namespace sluice
