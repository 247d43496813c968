#include "app/trial/given_records.hpp"

#include "backlog/batch_lines.hpp"
#include "backlog/numbered_lines.hpp"
#include "sluice/record.h"
#include "sluice/result.hpp"

namespace sluice::app {
namespace {

// As many as a page of a source may have; steps that see one batch see all of a small trial.
constexpr size_t kGivenAtOnce = 1000;
constexpr size_t kGivenBytes = size_t{4} << 20;

sluice_status open_given(void*, sluice_slice, sluice_text*, sluice_error*) { return SLUICE_OK; }
sluice_status seek_given(void*, sluice_slice, sluice_error*) { return SLUICE_OK; }

}  // namespace

sluice_status GivenRecords::poll(sluice_batch* into, sluice_error* error) {
  if (next_ == records_.size()) {
    if (!whole_) into->flags |= SLUICE_BATCH_PARTIAL;
    return SLUICE_END;
  }
  std::string lines;
  for (size_t count = 0; next_ < records_.size() && count < kGivenAtOnce; count++, next_++) {
    if (count && lines.size() + records_[next_].size() > kGivenBytes) break;
    lines += backlog::numbered_line(static_cast<int64_t>(next_) + 1, records_[next_]);
  }
  const sluice_status code = backlog::put_lines(
      into, lines, Status::data("a record does not fit into host.limits.page"), error);
  return code == SLUICE_OK ? into->records_api->set_cursor(into, slice(std::to_string(next_)))
                           : code;
}

void GivenRecords::stand_in_for_source(pipeline::Plan& plan) {
  static constexpr sluice_subscriber kTable = {
      sizeof(sluice_subscriber), open_given, seek_given,
      [](void* self, sluice_batch* into, const sluice_cancel*, sluice_error* error) {
        return static_cast<GivenRecords*>(self)->poll(into, error);
      }};
  plan.source = {"input", "input", this, &kTable};
  plan.request = "{}";
  plan.request_steps.clear();
  plan.steps.insert(plan.steps.begin(), backlog::values_step(kStep, "it is not JSON"));
}

}  // namespace sluice::app
