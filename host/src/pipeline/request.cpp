#include "pipeline/request.hpp"

#include <cstdint>

#include "pipeline/call.hpp"
#include "pipeline/step_chain.hpp"
#include "sluice/record.h"

namespace sluice::pipeline {
namespace {

Status refused(const Plan& plan, sluice_status code, const std::string& why) {
  return {code, "pipeline " + plan.pipeline + ", request transformers: " + why +
                    "; the walk does not start"};
}

Result<std::string> only_live(const Plan& plan, record::Batch& batch) {
  sluice_batch* abi = batch.abi();
  const sluice_record* only = nullptr;
  size_t live = 0;
  for (size_t i = 0; i < abi->count; i++) {
    const sluice_record* record = sluice_record_at(abi, i);
    if (record->state != SLUICE_RECORD_LIVE) continue;
    only = record;
    live++;
  }
  if (const Status s = one_request(live); !s) return refused(plan, s.code(), s.message());
  sluice_slice text = {};
  if (const sluice_status code = abi->json->write(abi, &only->root, &text); code != SLUICE_OK)
    return refused(plan, code, batch.last_fault().message());
  return std::string(view(text));
}

}  // namespace

Status one_request(size_t left) {
  if (left == 1) return {};
  return {SLUICE_E_INVALID, std::to_string(left) + " records are left of the request instead of 1"};
}

Result<std::string> resolve_request(const RunContext& run) {
  const Plan& plan = run.plan;
  if (plan.request_steps.empty()) return plan.request;
  record::Batch batch(plan.limits);
  sluice_record like = {};
  like.time_us = INT64_MIN;
  if (Status s = batch.load_source(plan.request, like); !s)
    return refused(plan, SLUICE_E_INVALID, "the request is not JSON: " + s.message());
  Status failed;
  StepChain chain(run, plan.request_steps);
  const Decision decision =
      chain.run(batch, run.cancel.stop, [&](record::Batch& b, size_t index, std::string_view step) {
        if (failed.ok()) failed = failure_of(b, index).in(step);
      });
  if (!decision.done()) return refused(plan, decision.why.code(), decision.why.message());
  if (!failed) return refused(plan, SLUICE_E_INVALID, failed.message());
  return only_live(plan, batch);
}

}  // namespace sluice::pipeline
