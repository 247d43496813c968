// What the store keeps: runs, tasks, state.
#include <charconv>

#include "app/api/pages.hpp"
#include "app/api/problem.hpp"
#include "app/api/resources.hpp"
#include "app/api/view_json.hpp"
#include "app/report/run_text.hpp"
#include "app/report/state_text.hpp"
#include "app/report/task_lines.hpp"

namespace sluice::app {
namespace {

// 0: it is none.
int64_t id_of(const std::string& text) {
  int64_t id = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), id);
  return end.ec == std::errc() && end.ptr == text.data() + text.size() && id > 0 ? id : 0;
}

listener::Response unreadable(const Status& why, const Call& call) {
  return problem(ProblemKind::kInternal, why.message(), call.path);
}

// One more than wanted was read, if there is one: then a page follows.
template <class T, class MakeNode>
listener::Response page_by_id(std::vector<T> found, size_t limit, MakeNode&& make) {
  const bool more = found.size() > limit;
  if (more) found.resize(limit);
  config::Node items = config::Node::array();
  for (const T& one : found) items.items.push_back(make(one));
  return page_response(std::move(items), more ? cursor_behind(found.back().id) : "");
}

// With its figures of now, if it is under way.
store::LoggedRun of_now(store::LoggedRun run, const ServerView* view) {
  const PipelineView* const pipeline = view ? view->find(run.pipeline) : nullptr;
  // What is published may be older than what is stored.
  const bool live = run.outcome == store::RunOutcome::kRunning && pipeline && pipeline->running &&
                    pipeline->running->id == run.id;
  return live ? live_run(*pipeline) : std::move(run);
}

Status wrong_parameter(const std::string& name, const std::string& value) {
  return {SLUICE_E_INVALID, name + " cannot be \"" + value + "\""};
}

Result<store::TaskFilter> task_filter(const Query& query) {
  store::TaskFilter out;
  out.pipeline = query.get("pipeline");
  out.step = query.get("step");
  out.text = query.get("text");
  if (const std::string state = query.get("state"); !state.empty()) {
    const auto known = store::task_state_of(state);
    if (!known) return wrong_parameter("state", state);
    out.states = {*known};
  }
  if (const std::string group = query.get("group"); !group.empty()) {
    out.group = id_of(group);
    if (!out.group) return wrong_parameter("group", group);
  }
  return out;
}

// The tasks of the page, and one more.
Result<std::vector<store::Task>> tasks_of_page(store::TaskStore& store,
                                               const store::TaskFilter& filter,
                                               const PageWanted& wanted) {
  store::TaskPage page;
  page.oldest_first = true;
  page.after = wanted.after;
  page.most = wanted.limit + 1;
  return store.tasks(filter, page);
}

}  // namespace

Result<std::optional<store::LoggedRun>> Resources::find_run(const std::string& id) const {
  const int64_t number = id_of(id);
  if (!number) return std::optional<store::LoggedRun>();
  const auto found = from_.run_log.runs({{}, number + 1, 1, {}});
  if (!found) return found.status();
  if (found->empty() || found->front().id != number) return std::optional<store::LoggedRun>();
  return std::optional(of_now(found->front(), from_.control.view().get()));
}

listener::Response Resources::run(const Call& call) {
  const auto found = find_run(call.names[0]);
  if (!found) return unreadable(found.status(), call);
  if (*found) return json_response(200, run_node(**found));
  return problem(ProblemKind::kNotFound, "there is no run " + call.names[0], call.path);
}

listener::Response Resources::runs(const Call& call) {
  const auto wanted = page_wanted(call.query);
  if (!wanted) return problem(ProblemKind::kBadRequest, wanted.status().message(), call.path);
  store::RunFilter filter{call.query.get("pipeline"), wanted->after, wanted->limit + 1, {}};
  if (const std::string outcome = call.query.get("outcome"); !outcome.empty()) {
    filter.outcome = store::outcome_of_name(outcome);
    if (!filter.outcome)
      return problem(ProblemKind::kBadRequest, "no run can be \"" + outcome + "\"", call.path);
  }
  auto found = from_.run_log.runs(filter);
  if (!found) return unreadable(found.status(), call);
  const auto view = from_.control.view();
  return page_by_id(*std::move(found), wanted->limit,
                    [&](const store::LoggedRun& one) { return run_node(of_now(one, view.get())); });
}

listener::Response Resources::tasks(const Call& call) {
  const auto wanted = page_wanted(call.query);
  if (!wanted) return problem(ProblemKind::kBadRequest, wanted.status().message(), call.path);
  const auto filter = task_filter(call.query);
  if (!filter) return problem(ProblemKind::kBadRequest, filter.status().message(), call.path);
  auto found = tasks_of_page(from_.tasks, *filter, *wanted);
  if (!found) return unreadable(found.status(), call);
  return page_by_id(*std::move(found), wanted->limit,
                    [](const store::Task& task) { return task_node(task, false); });
}

listener::Response Resources::task(const Call& call) {
  const int64_t id = id_of(call.names[0]);
  const auto found = from_.tasks.task(id);
  if (!found) return unreadable(found.status(), call);
  if (*found) return json_response(200, task_node(**found, true));
  return problem(ProblemKind::kNotFound, "there is no task " + call.names[0], call.path);
}

listener::Response Resources::state(const Call& call) {
  const auto wanted = page_wanted(call.query);
  if (!wanted) return problem(ProblemKind::kBadRequest, wanted.status().message(), call.path);
  auto found = from_.store.states();
  if (!found) return unreadable(found.status(), call);
  const std::string pipeline = call.query.get("pipeline");
  std::erase_if(*found, [&](const store::PipelineState& one) {
    return !pipeline.empty() && one.pipeline != pipeline;
  });
  return page_of(*found, *wanted, state_node);
}

}  // namespace sluice::app
