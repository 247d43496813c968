// The server, its pipelines, and what is asked of them.
#include "app/api/resources.hpp"

#include <filesystem>

#include "app/api/answers.hpp"
#include "app/api/etag.hpp"
#include "app/api/openapi.hpp"
#include "app/api/pages.hpp"
#include "app/api/problem.hpp"
#include "app/api/view_json.hpp"
#include "app/report/console.hpp"
#include "listener/metrics_text.hpp"
#include "platform/process.hpp"
#include "platform/system_clock.hpp"

namespace sluice::app {
namespace {

listener::Response no_pipeline_of_name(const Call& call) {
  return problem(ProblemKind::kNotFound, "there is no pipeline \"" + call.names[0] + "\"",
                 call.path);
}

uint64_t bytes_of_store(const std::string& file) {
  uint64_t out = 0;
  for (const char* ending : {"", "-wal"}) {
    std::error_code missing;
    const auto size = std::filesystem::file_size(file + ending, missing);
    if (!missing) out += size;
  }
  return out;
}

config::Node word_node(const std::string& name, std::string_view word) {
  config::Node node = config::Node::object();
  node.set(name, text_node(word));
  return node;
}

ValueDigests digests_of(const config::Node& values) {
  ValueDigests out;
  for (const config::Member& one : values.members)
    for (const config::Node& digest : one.value.items) out[one.key].insert(digest.text);
  return out;
}

listener::Response started(const Outcome& outcome, const Call& call) {
  const bool queued = outcome.kind == Outcome::Kind::kQueued;
  config::Node node = word_node("pipeline", call.names[0]);
  node.set("state", text_node(queued ? "queued" : "started"));
  if (outcome.run) node.set("run", number_node(outcome.run));
  auto out = json_response(202, node);
  if (outcome.run)
    out.headers.push_back({"Location", "/api/v1/runs/" + std::to_string(outcome.run)});
  return out;
}

}  // namespace

listener::Response Resources::health(const Call&) {
  return json_response(200, word_node("status", "ok"));
}

listener::Response Resources::ready(const Call& call) {
  const auto view = from_.control.view();
  if (view && !view->stopping && view->state_problem.empty())
    return json_response(200, word_node("status", "ready"));
  // Whoever asks needs no token: the log says more.
  if (view && !view->stopping)
    return problem(ProblemKind::kUnavailable, "the state cannot be written; see the log",
                   call.path);
  return problem(ProblemKind::kUnavailable,
                 view ? "the server is being stopped" : "the server has not planned its runs yet",
                 call.path);
}

// What the store cannot say now is left out: the rest is wanted the more then.
listener::Response Resources::metrics(const Call& call) {
  const auto view = from_.control.view();
  MetricSources sources;
  sources.view = view.get();
  sources.runs = from_.meters.snapshot();
  if (auto tasks = from_.tasks.counts()) sources.tasks = *std::move(tasks);
  if (auto backlogs = from_.backlogs.backlogs({})) sources.backlogs = *std::move(backlogs);
  sources.clients = from_.clients();
  sources.store_bytes = bytes_of_store(from_.store_file);
  sources.process = platform::process_figures();
  sources.cpu_us = platform::process_usage().cpu_us;
  sources.now_ms = platform::SystemClock().unix_us() / 1000;
  auto text = listener::metrics_text(metric_families(sources));
  if (!text) return unreadable(text.status(), call);
  return {.body = *std::move(text), .content_type = listener::kMetricsType};
}

listener::Response Resources::description(const Call&) {
  return {.body = std::string(openapi_text()), .content_type = "application/json"};
}

listener::Response Resources::status(const Call& call) {
  const auto view = from_.control.view();
  return view ? json_response(200, status_node(Sight::of(call.caller).seen(*view))) : ready(call);
}

listener::Response Resources::configuration(const Call& call) {
  const auto view = from_.control.view();
  if (!view) return ready(call);
  auto out = json_response(200, configuration_node(*view));
  out.headers.push_back({"ETag", quoted_tag(view->revision)});
  return out;
}

listener::Response Resources::reload(const Call& call) {
  const auto view = from_.control.view();
  if (!view) return ready(call);
  const std::string_view match = call.request.header("If-Match");
  if (match.empty()) return no_precondition("/api/v1/configuration", call);
  const std::string stale = "the configuration was reloaded meanwhile; get it again";
  if (!lists_tag(match, quoted_tag(view->revision)))
    return problem(ProblemKind::kStale, stale, call.path);
  Outcome done = from_.control.ask(ReloadCommand{match == "*" ? "*" : view->revision});
  switch (done.kind) {
    case Outcome::Kind::kDone:
      break;
    case Outcome::Kind::kStale:
      return problem(ProblemKind::kStale, stale, call.path);
    case Outcome::Kind::kRefused:
      return problem(ProblemKind::kReloadRefused, "the configuration stays as it was", call.path,
                     "problems", std::move(done.problems));
    default:
      return not_now(done, call);
  }
  return configuration(call);
}

listener::Response Resources::compare(const Call& call) {
  const auto body = json_body(call, {{"pipelines", config::Kind::kObject}});
  if (!body) return bad_request(body.status(), call);
  CompareCommand command;
  if (const config::Node* const pipelines = body->find("pipelines"))
    for (const config::Member& one : pipelines->members)
      command.pipelines[one.key] = digests_of(one.value);
  const Outcome done = from_.control.ask(std::move(command));
  if (done.kind != Outcome::Kind::kDone) return not_now(done, call);
  config::Node differ = config::Node::array(), out = config::Node::object();
  for (const auto& [pipeline, value] : done.differ) {
    config::Node one = word_node("pipeline", pipeline);
    one.set("value", text_node(value));
    differ.items.push_back(std::move(one));
  }
  out.set("differ", std::move(differ));
  return json_response(200, out);
}

listener::Response Resources::pipelines(const Call& call) {
  const auto view = from_.control.view();
  if (!view) return ready(call);
  const auto wanted = page_wanted(call.query);
  if (!wanted) return bad_request(wanted.status(), call);
  const Sight sight = Sight::of(call.caller);
  return page_of(view->pipelines, *wanted,
                 [&](const auto& one) { return pipeline_node(sight.seen(*one)); });
}

listener::Response Resources::pipeline(const Call& call) {
  const auto view = from_.control.view();
  if (!view) return ready(call);
  const PipelineView* const one = view->find(call.names[0]);
  return one ? json_response(200, pipeline_node(Sight::of(call.caller).seen(*one)))
             : no_pipeline_of_name(call);
}

listener::Response Resources::start_run(const Call& call) {
  const Outcome done = from_.control.ask(StartCommand{call.names[0]});
  switch (done.kind) {
    case Outcome::Kind::kDone:
    case Outcome::Kind::kQueued:
      return started(done, call);
    case Outcome::Kind::kUnknown:
      return no_pipeline_of_name(call);
    case Outcome::Kind::kAlways:
      return problem(ProblemKind::kAlwaysRunning, "it waits for what comes from outside",
                     call.path);
    default:
      return not_now(done, call);
  }
}

listener::Response Resources::stop_run(const Call& call) {
  listener::Response now = run(call);
  if (now.status != 200) return now;
  const std::string_view match = call.request.header("If-Match");
  if (!match.empty() && !lists_tag(match, tag_of(now)))
    return problem(ProblemKind::kStale, "the run has gone on meanwhile; get it again", call.path);
  const Outcome done = from_.control.ask(StopCommand{std::stoll(call.names[0])});
  switch (done.kind) {
    case Outcome::Kind::kDone:
      return json_response(202, word_node("state", "stopping"));
    case Outcome::Kind::kUnknown:
      return problem(ProblemKind::kRunOver, "run " + call.names[0] + " is not under way",
                     call.path);
    default:
      return not_now(done, call);
  }
}

listener::Response Resources::log(const Call& call) {
  const std::string follow = call.query.get("follow");
  if (!follow.empty() && follow != "true" && follow != "false")
    return problem(ProblemKind::kBadRequest, "follow is neither true nor false", call.path);
  auto stream =
      from_.log.open({call.query.get("pipeline"), std::string(call.request.header("Last-Event-ID")),
                      follow != "false", Sight::of(call.caller),
                      still_admitted(call.access, call.request, call.caller)});
  if (!stream) return problem(ProblemKind::kUnavailable, "too many others read the log", call.path);
  return {.content_type = "text/event-stream",
          .headers = {{"Cache-Control", "no-store"}},
          .stream = std::move(stream)};
}

listener::Response Resources::events(const Call& call) {
  const auto view = from_.control.view();
  if (!view) return ready(call);
  auto stream = from_.events.open(*view, Sight::of(call.caller),
                                  still_admitted(call.access, call.request, call.caller));
  if (!stream)
    return problem(ProblemKind::kUnavailable, "too many others read the events", call.path);
  return {.content_type = "text/event-stream",
          .headers = {{"Cache-Control", "no-store"}},
          .stream = std::move(stream)};
}

}  // namespace sluice::app
