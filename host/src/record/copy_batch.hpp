// A batch's records in another batch, to be changed there. What is only text (a raw value, a
// scalar, a name) stays in the batch it is copied from; arrays and objects that were read are
// copied. [lane]: of both batches.
#pragma once

#include <cstddef>
#include <span>

#include "record/batch.hpp"
#include "sluice/result.hpp"

namespace sluice::record {

// Fills `to`, an empty batch, with all records of `from`, with the same numbers and origins, but
// without their values: all are FILTERED. `from` outlives the content of `to`. False: `to` has no
// room.
bool copy_records(Batch& from, Batch& to);

// Fills `to`, an empty batch, with all records of `from`, with the same numbers and origins. Live
// are those that are in `from`, if `only` is empty; else, of these, the ones it names, ascending.
// All others are FILTERED. `from` outlives the content of `to`, and its records do not change
// meanwhile. E_NO_MEMORY: `to` has no room. A record that a component broke fails in `to`.
Status copy_batch(Batch& from, std::span<const size_t> only, Batch& to);

}  // namespace sluice::record
