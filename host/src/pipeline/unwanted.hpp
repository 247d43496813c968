// Records that a target's `where` leaves out. Hooks count at once, also of a batch that is not
// settled in the end: offered again, its records may look up what they themselves put, and go to
// another target. So what was left out is remembered with what was taken. Sink lane.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "pipeline/batch_tools.hpp"
#include "pipeline/plan.hpp"
#include "record/batch.hpp"

namespace sluice::pipeline {

inline bool has_where(const Target& target) {
  return !target.steps.empty() && target.steps.front().is_where;
}

// Something could change what a record is wanted by.
inline bool may_change_wants(const Plan& plan) {
  return has_hooks(plan) && std::any_of(plan.targets.begin(), plan.targets.end(), has_where);
}

// Among the taken records, for one that was left out. `key`: the record's before the target's own
// steps.
inline std::string unwanted_key(const std::string& key) { return key + " where"; }

// Of the live records of `batch`, by index. Empties the view of targets. REQUIRES: it has a where.
std::vector<size_t> unwanted_records(BatchTools& tools, record::Batch& batch, size_t target);

}  // namespace sluice::pipeline
