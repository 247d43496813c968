#include "app/trial/collecting_target.hpp"

#include "app/trial/record_text.hpp"
#include "sluice/record.h"

namespace sluice::app {
namespace {

sluice_status resume_nothing(void*, sluice_slice, const sluice_cancel*, sluice_error*) {
  return SLUICE_OK;
}
sluice_status flush_nothing(void*, int32_t, sluice_text*, const sluice_cancel*, sluice_error*) {
  return SLUICE_OK;
}

}  // namespace

sluice_status CollectingTarget::publish(void* self, sluice_batch* batch, sluice_outcome* outcomes,
                                        const sluice_cancel*, sluice_error*) {
  for (size_t i = 0; i < batch->count; i++)
    if (sluice_record_at(batch, i)->state == SLUICE_RECORD_LIVE)
      static_cast<CollectingTarget*>(self)->take(batch, i, outcomes[i]);
  return SLUICE_OK;
}

void CollectingTarget::take(sluice_batch* batch, size_t index, sluice_outcome& outcome) {
  outcome.status = SLUICE_OK;
  if (records_.size() >= most_) return;
  record::Batch& content = record::Batch::of(batch);
  records_.push_back({given_number(content, index).value_or(0), record_text(content, index)});
  if (records_.size() == most_ && full_) full_();
}

void CollectingTarget::stand_in_for(pipeline::Target& target) {
  static constexpr sluice_publisher kTable = [] {
    sluice_publisher table = {};
    table.struct_size = sizeof table;
    table.resume = resume_nothing;
    table.publish = publish;
    table.flush = flush_nothing;
    return table;
  }();
  name_ = target.name;
  pipeline::Target kept;
  kept.name = target.name;
  kept.identity = "trial";
  kept.self = this;
  kept.publisher = &kTable;
  kept.steps = std::move(target.steps);
  target = std::move(kept);
}

}  // namespace sluice::app
