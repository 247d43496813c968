// Refused records of which a later one with the same order was accepted. Sink lane.
#pragma once

#include <cstddef>
#include <set>

#include "pipeline/delivery.hpp"
#include "record/batch.hpp"

namespace sluice::pipeline {

// By index. Offered again, they would replace what is newer.
std::set<size_t> overtaken_of(record::Batch& batch, const PublishResult& published);

}  // namespace sluice::pipeline
