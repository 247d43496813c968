#include "pipeline/flush_call.hpp"

#include <utility>

#include "pipeline/call.hpp"
#include "pipeline/decision.hpp"

namespace sluice::pipeline {

Result<bool> call_flush(const RunContext& run, const Step& step, bool first, record::Batch& into) {
  const Measured measured(run.meter(step), &into);
  bool more = true;
  Status status = call_component(
      {run, step, "flush"},
      [&](sluice_error* error) {
        const sluice_status code =
            step.flush->flush(step.self, first, into.abi(), run.cancel.drain, error);
        more = code != SLUICE_END;
        return code;
      },
      true);
  if (status.code() == SLUICE_END) status = {};
  if (status) status = check_batch(into);
  if (status && into.abi()->fault) status = into.last_fault();
  if (!status) return std::move(status.in(where(run.plan, step)));
  return more;
}

}  // namespace sluice::pipeline
