#include "pipeline/step_remarks.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/call.hpp"
#include "pipeline/step_rules.hpp"
#include "pipeline/switch.hpp"
#include "sluice/expression/absent.hpp"

namespace sluice::pipeline {
namespace {

void add_lines(std::string_view lines, std::vector<std::string>& out) {
  while (!lines.empty()) {
    const size_t end = std::min(lines.find('\n'), lines.size());
    out.emplace_back(lines.substr(0, end));
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
}

// A step that cannot say it has nothing to say.
void ask(const RunContext& run, const Step& step, std::vector<std::string>& out) {
  if (!step.members) return;
  TextSink lines;
  const Status status = call_component({run, step, "absent"}, [&](sluice_error* error) {
    return step.members->absent(step.self, lines.abi(), error);
  });
  if (status) add_lines(lines.text(), out);
}

std::optional<StepRemark> absent_paths(const RunContext& run, const Step& step) {
  std::vector<std::string> paths;
  ask(run, step, paths);
  if (step.rules && step.rules->when()) expression::add_absent(*step.rules->when(), &paths);
  if (step.rules && step.rules->each()) expression::add_absent(*step.rules->each(), &paths);
  if (step.chooses) step.chooses->add_absent(&paths);
  if (paths.empty()) return std::nullopt;
  std::string what = "path that no record had: ";
  for (const std::string& path : paths) what += (&path == paths.data() ? "" : ", ") + path;
  return StepRemark{step.name, run.redacted(what), {}, paths.size()};
}

}  // namespace

// A retry has chosen records: what they do not have says nothing.
void list_remarks(const RunContext& run, const std::vector<std::unique_ptr<StepState>>& states,
                  RunReport& report) {
  const std::vector<const Step*> steps = all_steps(run.plan);
  for (size_t i = 0; i < states.size(); i++) {
    if (!states[i]) continue;
    for (const services::Remark& remark : states[i]->remarks())
      report.remarks.push_back({states[i]->step(), remark.what, remark.example, remark.count});
    if (run.plan.is_retry) continue;
    if (auto absent = absent_paths(run, *steps[i])) report.remarks.push_back(*std::move(absent));
  }
}

}  // namespace sluice::pipeline
