#include "pipeline/batch_origins.hpp"

#include <numeric>
#include <utility>

#include "sluice/record.h"

namespace sluice::pipeline {

void BatchOrigins::list() {
  const sluice_batch* abi = page_.abi();
  origins_.resize(page_.origin_count());
  for (uint32_t i = 0; i < origins_.size(); i++)
    origins_[i].source = view(page_.source_of_origin(i));
  for (size_t i = abi->count; i-- > 0;)
    for (uint32_t origin : page_.origins_of(i)) {
      const sluice_record* record = sluice_record_at(abi, i);
      origins_[origin].like = *record;
      origins_[origin].route = page_.records().route_of(i);
      origins_[origin].live |= record->state == SLUICE_RECORD_LIVE;
    }
}

std::vector<uint32_t> BatchOrigins::live() const {
  std::vector<uint32_t> all(origins_.size());
  std::iota(all.begin(), all.end(), 0);
  return live_of(std::move(all));
}

std::vector<uint32_t> BatchOrigins::live_of(std::vector<uint32_t> origins) const {
  std::erase_if(origins, [this](uint32_t origin) { return !origins_[origin].live; });
  return origins;
}

Status BatchOrigins::load(record::Batch& batch, std::span<const uint32_t> origins) const {
  for (uint32_t origin : origins) {
    const Origin& one = origins_[origin];
    if (Status s = batch.load_source(one.source, one.like); !s) return s;
    batch.records().set_route(batch.abi()->count - 1, one.route);
  }
  return {};
}

}  // namespace sluice::pipeline
