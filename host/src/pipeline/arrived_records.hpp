// Records of a batch by what became of them. Any thread.
#pragma once

#include <cstddef>
#include <vector>

#include "pipeline/delivery.hpp"
#include "record/batch.hpp"

namespace sluice::pipeline {

// Their indexes.
std::vector<size_t> live_records(record::Batch& batch);
// Those that a target's own steps did not drop: they went to it, now or before, or failed.
std::vector<size_t> arrived_records(record::Batch& batch, const PublishResult& published);

}  // namespace sluice::pipeline
