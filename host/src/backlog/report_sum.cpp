#include "backlog/report_sum.hpp"

#include <algorithm>

namespace sluice::backlog {
namespace {

pipeline::TargetFigures& target_named(pipeline::RunReport& total, const std::string& name) {
  const auto found = std::find_if(total.targets.begin(), total.targets.end(),
                                  [&](const auto& target) { return target.name == name; });
  return found == total.targets.end() ? total.targets.emplace_back(pipeline::TargetFigures{name})
                                      : *found;
}

void add_targets(pipeline::RunReport& total, const pipeline::RunReport& walk) {
  for (const pipeline::TargetFigures& one : walk.targets) {
    pipeline::TargetFigures& sum = target_named(total, one.name);
    sum.delivered += one.delivered;
    sum.parked += one.parked;
    sum.filtered += one.filtered;
    sum.waiting += one.waiting;
  }
}

void add_remarks(pipeline::RunReport& total, const pipeline::RunReport& walk) {
  for (const pipeline::StepRemark& one : walk.remarks) {
    const auto same = std::find_if(
        total.remarks.begin(), total.remarks.end(),
        [&](const auto& remark) { return remark.step == one.step && remark.what == one.what; });
    if (same == total.remarks.end())
      total.remarks.push_back(one);
    else
      same->count += one.count;
  }
}

void add_work(pipeline::RunReport& total, const pipeline::RunReport& walk) {
  total.parked += walk.parked;
  total.commits += walk.commits;
  total.retries += walk.retries;
  total.isolated += walk.isolated;
  add_targets(total, walk);
}

void raise_bounds(pipeline::RunReport& total, const pipeline::RunReport& walk) {
  const auto raise = [](auto& bound, const auto& other) { bound = std::max(bound, other); };
  raise(total.lanes, walk.lanes);
  raise(total.repeat_bound_batches, walk.repeat_bound_batches);
  raise(total.repeat_bound_records, walk.repeat_bound_records);
  raise(total.memory_bound_bytes, walk.memory_bound_bytes);
  raise(total.largest_batch_bytes, walk.largest_batch_bytes);
  raise(total.memory_like_bytes, walk.memory_like_bytes);
}

}  // namespace

void add_so_far(pipeline::RunReport& total, const pipeline::RunReport& walk) {
  add_work(total, walk);
  add_remarks(total, walk);
  raise_bounds(total, walk);
  total.read += walk.read;
  total.filtered += walk.filtered;
  total.pages += walk.pages;
  total.elapsed_ms += walk.elapsed_ms;
  total.status = walk.status;
  total.walk_complete = walk.walk_complete;
  total.paused = walk.paused;
}

void add_to(pipeline::RunReport& total, const pipeline::RunReport& walk) {
  add_so_far(total, walk);
  if (walk.profile) total.profile = walk.profile;
}

void add_drained(pipeline::RunReport& total, const pipeline::RunReport& drain) {
  add_work(total, drain);
}

}  // namespace sluice::backlog
