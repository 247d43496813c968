// Records of a trial as text. On the batch's lane.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "record/batch.hpp"

namespace sluice::app {

// As JSON; empty if there is no memory for it. Nothing stays in the batch.
std::string record_text(record::Batch& batch, size_t index);

// Which of the given records it was made of (GivenRecords): the first one, of several. Nothing: it
// is not one of them.
std::optional<int64_t> given_number(const record::Batch& batch, size_t index);

}  // namespace sluice::app
