#include "pipeline/step_chain.hpp"

#include <algorithm>

#include "base/status_word.hpp"
#include "pipeline/call.hpp"
#include "pipeline/route_scope.hpp"
#include "pipeline/ruled_step.hpp"
#include "pipeline/switch.hpp"
#include "pipeline/text_step.hpp"
#include "sluice/record.h"

namespace sluice::pipeline {

Decision StepChain::run(record::Batch& batch, const sluice_cancel* cancel,
                        const OnFailed& on_failed, size_t first, size_t end) {
  sluice_batch* abi = batch.abi();
  hear_all(batch);
  size_t live = 0;
  for (size_t i = 0; i < abi->count; i++)
    live += sluice_record_at(abi, i)->state == SLUICE_RECORD_LIVE;
  for (size_t number = first; number < std::min(end, steps_.size()) && live; number++) {
    const Step& step = steps_[number];
    abi->fault = SLUICE_OK;
    const size_t before = abi->count;
    batch.parts().enter(number);
    Decision decision = measured_step(step, batch, cancel);
    if (decision.done()) {
      if (Status s = check_batch(batch); !s) decision = Decision::of(s);
    }
    if (!decision.done()) {
      decision.why.in(where(run_.plan, step));
      decision.at = step.name;
      return decision;
    }
    batch.stand_ins().keep_waiting();
    if (batch.parts().goes_on()) leave_to_first_part(batch, before);
    live = hear_failures(step, batch, on_failed);
    if (Status s = place_derived(batch); !s) return {Decision::Kind::one_by_one, s, step.name};
  }
  return {};
}

// Behind what they were made of, before the next step sees them.
Status StepChain::place_derived(record::Batch& batch) {
  if (!batch.records().has_unplaced()) return {};
  if (!batch.records().place_derived()) return batch.no_memory();
  hear_all(batch);
  return {};
}

// What has failed until now was reported, or is nothing new.
void StepChain::hear_all(record::Batch& batch) {
  const sluice_batch* abi = batch.abi();
  heard_.assign(abi->count, 0);
  for (size_t i = 0; i < heard_.size(); i++)
    heard_[i] = sluice_record_at(abi, i)->state == SLUICE_RECORD_FAILED ? 1 : 0;
}

// Other records that such a step passes were handled with the first part.
void StepChain::leave_to_first_part(record::Batch& batch, size_t count) {
  for (size_t i = 0; i < count; i++) {
    sluice_record* const record = sluice_record_at(batch.abi(), i);
    if (record->state == SLUICE_RECORD_LIVE) record->state = SLUICE_RECORD_FILTERED;
  }
}

Decision StepChain::measured_step(const Step& step, record::Batch& batch,
                                  const sluice_cancel* cancel) {
  StepWatch* const watch = run_.plan.watch;
  if (watch) watch->before(step, batch);
  Decision decision;
  {
    const Measured measured(run_.meter(step), &batch);
    decision = run_step(step, batch, cancel);
  }
  if (watch && decision.done()) watch->after(step, batch);
  return decision;
}

// A step that returns add_record's "not this one" as its own failure does not end the run.
sluice_status StepChain::decided(sluice_status code, const Step& step, record::Batch& batch) const {
  const auto number = static_cast<size_t>(&step - steps_.data());
  const bool in_parts = batch.parts().goes_on() || batch.parts().has_more(number);
  return code == SLUICE_PAUSED && in_parts ? SLUICE_E_NO_MEMORY : code;
}

Decision StepChain::run_step(const Step& step, record::Batch& batch, const sluice_cancel* cancel) {
  const RouteScope scope(step.route, batch);
  if (scope.hides_all()) return {};
  if (!step.rules) return call_step(step, batch, cancel);
  return RuledStep(
             *step.rules, batch, cancel, [&] { return call_step(step, batch, cancel); },
             [this](std::string_view text) { return run_.redacted(text); })
      .run();
}

// A remaining fault failed no record: its record is unknown.
Decision StepChain::call_step(const Step& step, record::Batch& batch, const sluice_cancel* cancel) {
  if (step.chooses) return Decision::of(step.chooses->run(batch, cancel));
  if (step.text_transformer) return run_text_step(run_, step, batch, cancel);
  sluice_batch* abi = batch.abi();
  Status status = call_component({run_, step, "transform"}, [&](sluice_error* error) {
    return decided(step.transformer->transform(step.self, abi, cancel, error), step, batch);
  });
  if (!status) return Decision::of(std::move(status));
  if (abi->fault == SLUICE_OK) return {};
  const Status& fault = batch.last_fault();
  return {Decision::Kind::one_by_one,
          Status(abi->fault, fault.message().empty() ? std::string(base::status_word(abi->fault))
                                                     : fault.message())};
}

size_t StepChain::hear_failures(const Step& step, record::Batch& batch, const OnFailed& on_failed) {
  const sluice_batch* abi = batch.abi();
  heard_.resize(abi->count, 0);
  size_t live = 0;
  for (size_t i = 0; i < abi->count; i++) {
    const sluice_record* const record = sluice_record_at(abi, i);
    // As a row that is null.
    if (record->root.kind == SLUICE_KIND_NULL && record->state == SLUICE_RECORD_LIVE)
      abi->records_api->fail_record(batch.abi(), i, SLUICE_E_DATA,
                                    slice("the step made null of it: there is no record in it"));
    live += record->state == SLUICE_RECORD_LIVE;
    if (record->state != SLUICE_RECORD_FAILED || heard_[i]) continue;
    heard_[i] = 1;
    on_failed(batch, i, step.name);
  }
  return live;
}

}  // namespace sluice::pipeline
