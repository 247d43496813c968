// The runs that the store keeps.
#include "app/api/answers.hpp"
#include "app/api/pages.hpp"
#include "app/api/problem.hpp"
#include "app/api/resources.hpp"
#include "app/api/view_json.hpp"
#include "app/report/run_text.hpp"

namespace sluice::app {
namespace {

// Where it runs, if it does; what is published may be older than what is stored.
const PipelineView* running_as(const store::LoggedRun& run, const ServerView* view) {
  const PipelineView* const pipeline = view ? view->find(run.pipeline) : nullptr;
  const bool live = run.outcome == store::RunOutcome::kRunning && pipeline && pipeline->running &&
                    pipeline->running->id == run.id;
  return live ? pipeline : nullptr;
}

// With its figures of now, if it is under way.
config::Node node_of_now(const store::LoggedRun& run, const ServerView* view, const Sight& sight) {
  const PipelineView* const live = running_as(run, view);
  return live ? live_run_node(sight.seen(*live)) : run_node(sight.seen(run));
}

}  // namespace

Result<std::optional<store::LoggedRun>> Resources::find_run(const std::string& id) const {
  const int64_t number = id_of(id);
  if (!number) return std::optional<store::LoggedRun>();
  const auto found = from_.run_log.runs({{}, number + 1, 1, {}});
  if (!found) return found.status();
  if (found->empty() || found->front().id != number) return std::optional<store::LoggedRun>();
  return std::optional(found->front());
}

listener::Response Resources::run(const Call& call) {
  const auto found = find_run(call.names[0]);
  if (!found) return unreadable(found.status(), call);
  if (!*found)
    return problem(ProblemKind::kNotFound, "there is no run " + call.names[0], call.path);
  const auto profile = from_.run_log.profile((*found)->id);
  if (!profile) return unreadable(profile.status(), call);
  const auto view = from_.control.view();
  const Sight sight = Sight::of(call.caller);
  if (profile->empty()) return json_response(200, node_of_now(**found, view.get(), sight));
  return json_response(200, run_node(sight.seen(**found), *profile));
}

listener::Response Resources::runs(const Call& call) {
  const auto wanted = page_wanted(call.query);
  if (!wanted) return bad_request(wanted.status(), call);
  store::RunFilter filter{call.query.get("pipeline"), wanted->after, wanted->limit + 1, {}};
  if (const std::string outcome = call.query.get("outcome"); !outcome.empty()) {
    filter.outcome = store::outcome_of_name(outcome);
    if (!filter.outcome)
      return problem(ProblemKind::kBadRequest, "no run can be \"" + outcome + "\"", call.path);
  }
  auto found = from_.run_log.runs(filter);
  if (!found) return unreadable(found.status(), call);
  const auto view = from_.control.view();
  const Sight sight = Sight::of(call.caller);
  return page_by_id(*std::move(found), wanted->limit, [&](const store::LoggedRun& one) {
    return node_of_now(one, view.get(), sight);
  });
}

}  // namespace sluice::app
