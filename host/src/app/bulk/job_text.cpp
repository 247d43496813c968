#include "app/bulk/job_text.hpp"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <string>
#include <utility>

#include "app/report/console.hpp"
#include "app/report/task_query.hpp"
#include "config/parse.hpp"

namespace sluice::app {
namespace {

constexpr std::string_view kJobStates[] = {"running", "done", "cancelled", "failed", "interrupted"};

TaskWords words_in(const config::Node& filter) {
  return {[&filter](std::string_view name) {
            const config::Node* const value = filter.find(name);
            return value ? value->text : std::string();
          },
          [](std::string_view name) { return "filter." + std::string(name); }};
}

// A filter that is not understood must not count as none.
Status check_words(const config::Node& filter) {
  constexpr std::string_view kWords[] = {"id",    "pipeline", "step",  "state", "group",
                                         "class", "older",    "newer", "text",  "all"};
  using config::Kind;
  for (const config::Member& member : filter.members) {
    if (std::find(std::begin(kWords), std::end(kWords), member.key) == std::end(kWords))
      return {SLUICE_E_INVALID, "filter." + member.key + " is not known"};
    const Kind kind = member.value.kind;
    const bool flag = kind == Kind::kBoolean && member.key == "all";
    if (member.value.text.empty() || (kind != Kind::kString && kind != Kind::kNumber && !flag))
      return {SLUICE_E_INVALID, "filter." + member.key + " is no text with something in it"};
  }
  return {};
}

std::string text_in(const config::Node& node, std::string_view key) {
  const config::Node* const value = node.find(key);
  return value ? value->text : std::string();
}

int64_t kept_number(const config::Node& node, std::string_view key) {
  return std::strtoll(text_in(node, key).c_str(), nullptr, 10);
}

uint64_t kept_count(const config::Node& node, std::string_view key) {
  return static_cast<uint64_t>(std::max<int64_t>(kept_number(node, key), 0));
}

std::optional<Job::State> state_of(const std::string& name) {
  const auto found = std::find(std::begin(kJobStates), std::end(kJobStates), name);
  if (found == std::end(kJobStates)) return std::nullopt;
  return static_cast<Job::State>(found - std::begin(kJobStates));
}

std::optional<JobWanted> wanted_of(const config::Node& kept) {
  const auto action = job_action(text_in(kept, "action"));
  config::Problems problems("filter");
  const std::string filter = text_in(kept, "filter");
  const auto node = config::parse_json(filter, problems);
  if (!action || !node || !problems.empty()) return std::nullopt;
  auto tasks = job_tasks(*node, *action);
  if (!tasks) return std::nullopt;
  return JobWanted{*action,
                   *std::move(tasks),
                   filter,
                   text_in(kept, "reason"),
                   text_in(kept, "who"),
                   text_in(kept, "key"),
                   kept_count(kept, "pace"),
                   kept_count(kept, "stop_after_failures")};
}

}  // namespace

std::optional<JobWanted::Action> job_action(std::string_view name) {
  if (name == "retry") return JobWanted::Action::kRetry;
  if (name == "skip") return JobWanted::Action::kSkip;
  return std::nullopt;
}

Result<store::TaskFilter> job_tasks(const config::Node& filter, JobWanted::Action action) {
  if (Status s = check_words(filter); !s) return s;
  const TaskWords words = words_in(filter);
  if (!says_which(words))
    return Status(SLUICE_E_INVALID, "say which tasks by the filter, or all: true");
  auto tasks = task_filter(words, {store::TaskState::parked});
  if (!tasks) return tasks;
  return action == JobWanted::Action::kRetry ? of_retry(*std::move(tasks))
                                             : of_skip(*std::move(tasks));
}

config::Node job_node(const Job& job) {
  config::Node out = config::Node::object();
  out.set("id", number_node(job.id));
  out.set("action", text_node(job.wanted.action == JobWanted::Action::kRetry ? "retry" : "skip"));
  out.set("state", text_node(kJobStates[static_cast<size_t>(job.state)]));
  out.set("total", unsigned_node(job.total));
  out.set("done", unsigned_node(job.done));
  out.set("failed", unsigned_node(job.failed));
  out.set("who", text_node(job.wanted.who));
  out.set("reason", text_node(job.wanted.reason));
  out.set("filter", text_node(job.wanted.filter));
  out.set("started", text_node(time_text(job.started_ms * 1000)));
  if (job.ended_ms) out.set("ended", text_node(time_text(job.ended_ms * 1000)));
  if (!job.message.empty()) out.set("message", text_node(job.message));
  return out;
}

config::Node kept_job_node(const Job& job) {
  config::Node out = job_node(job);
  out.set("key", text_node(job.wanted.key));
  out.set("pace", unsigned_node(job.wanted.a_minute));
  out.set("stop_after_failures", unsigned_node(job.wanted.most_failures));
  out.set("started_ms", number_node(job.started_ms));
  out.set("ended_ms", number_node(job.ended_ms));
  out.set("taken", number_node(job.taken));
  out.set("through", number_node(job.through));
  out.set("under_way", unsigned_node(job.under_way));
  return out;
}

std::optional<Job> job_of(const config::Node& kept) {
  Job out;
  out.id = kept_number(kept, "id");
  const auto state = state_of(text_in(kept, "state"));
  auto wanted = wanted_of(kept);
  if (out.id <= 0 || !state || !wanted) return std::nullopt;
  out.wanted = *std::move(wanted);
  out.state = *state;
  out.total = kept_count(kept, "total");
  out.done = kept_count(kept, "done");
  out.failed = kept_count(kept, "failed");
  out.started_ms = kept_number(kept, "started_ms");
  out.ended_ms = kept_number(kept, "ended_ms");
  out.taken = kept_number(kept, "taken");
  out.through = kept_number(kept, "through");
  out.under_way = kept_count(kept, "under_way");
  out.message = text_in(kept, "message");
  return out;
}

}  // namespace sluice::app
