// The records of a page as they were read: some or all can run again from their source
// texts. One per batch; sink lane.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "record/batch.hpp"
#include "sluice/result.hpp"

namespace sluice::pipeline {

struct Origin {
  std::string_view source;  // valid while the page lives
  sluice_record like;
  uint32_t route = 0;  // chain of steps that it is on when it comes
  bool live = false;
};

class BatchOrigins {
 public:
  // The page outlives it.
  explicit BatchOrigins(record::Batch& page) : page_(page) {}

  // REQUIRES: no step has changed the page.
  void list();
  size_t size() const { return origins_.size(); }
  const Origin& operator[](uint32_t origin) const { return origins_[origin]; }

  // Those that steps get.
  std::vector<uint32_t> live() const;
  std::vector<uint32_t> live_of(std::vector<uint32_t> origins) const;
  // Reads them into a batch, in this order; E_NO_MEMORY where it has no room.
  Status load(record::Batch& batch, std::span<const uint32_t> origins) const;

 private:
  record::Batch& page_;
  std::vector<Origin> origins_;
};

}  // namespace sluice::pipeline
