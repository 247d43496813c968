// One batch: its content and everything the tables of abi.h reach through sluice_batch. Made and
// released by the host. One owner at a time, since reading expands: [lane].
#pragma once

#include <string_view>

#include "record/batch_content.hpp"
#include "record/limits.hpp"
#include "record/page_pool.hpp"
#include "sluice/result.hpp"

namespace sluice::record {

class Batch : public BatchContent {
 public:
  // `pool` may be null; it outlives the batch and gets the page back.
  explicit Batch(const Limits& limits, PagePool* pool = nullptr);

  static Batch& of(sluice_batch* batch) { return static_cast<Batch&>(BatchContent::of(batch)); }
  static const Batch& of(const sluice_batch* batch) {
    return static_cast<const Batch&>(*static_cast<const BatchContent*>(batch->host_data));
  }

  // Appends the record whose source text is `source`, with key, time, order and operation of `like`
  // (its root and state are ignored). For running one record of a batch again, alone.
  Status load_source(std::string_view source, const sluice_record& like);
};

}  // namespace sluice::record
