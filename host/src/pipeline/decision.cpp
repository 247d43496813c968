#include "pipeline/decision.hpp"

#include <string_view>

#include "base/status_word.hpp"
#include "pipeline/backoff.hpp"
#include "sluice/record.h"

namespace sluice::pipeline {

Decision Decision::of(Status why) {
  if (why.ok()) return {};
  if (may_pass(why.code())) return {Kind::again, std::move(why)};
  const bool of_records = why.code() == SLUICE_E_DATA || why.code() == SLUICE_E_NO_MEMORY;
  return {of_records ? Kind::one_by_one : Kind::stop, std::move(why)};
}

Decision Decision::unordered() {
  return {Kind::one_by_one,
          Status::data("a record looks up what an earlier one of its page may put")};
}

Status check_batch(record::Batch& batch) {
  const sluice_batch* abi = batch.abi();
  if (abi->count != batch.records().size() || abi->records != batch.records().data() ||
      abi->record_stride != sizeof(sluice_record))
    return Status::internal(
        "it changed the batch's records by itself: " + std::to_string(abi->count) + " instead of " +
        std::to_string(batch.records().size()) + "; records are added with add_record");
  for (size_t i = 0; i < abi->count; i++) {
    const int32_t state = sluice_record_at(abi, i)->state;
    if (state < SLUICE_RECORD_LIVE || state > SLUICE_RECORD_FAILED)
      return Status::internal("record " + std::to_string(i) + " is in state " +
                              std::to_string(state) + ", which does not exist");
  }
  return {};
}

Status failure_of(const record::Batch& batch, size_t index) {
  if (const record::RecordError* error = batch.error_of(index)) {
    const std::string_view word =
        error->message.empty() ? base::status_word(error->code) : std::string_view(error->message);
    return {error->code, std::string(word)};
  }
  return Status::data("the record was marked as failed without a reason");
}

}  // namespace sluice::pipeline
