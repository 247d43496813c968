// The document that hooks of a target get for a record: {record, request, response: {status, body},
// error: {message, in_doubt}}. A response that is not known is null, and so is the error of a
// record that was accepted. Sink lane.
#pragma once

#include <string>

#include "pipeline/delivery.hpp"
#include "pipeline/run_context.hpp"
#include "record/batch.hpp"
#include "sluice/abi.h"
#include "sluice/result.hpp"

namespace sluice::pipeline {

// A live record `index` of `documents` gets it, all of it in the memory of that batch. `from` has
// the record; `why` null: it was accepted. A body that is no JSON is a text. E_NO_MEMORY: there is
// no room; any other failure: the record cannot be written.
Status write_hook_document(const RunContext& run, record::Batch& from, size_t index,
                           const Answered& answered, const Status* why, record::Batch& documents);

}  // namespace sluice::pipeline
