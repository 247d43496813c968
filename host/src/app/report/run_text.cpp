#include "app/report/run_text.hpp"

#include <cstdlib>

#include "app/report/console.hpp"
#include "app/report/moment.hpp"
#include "config/parse.hpp"

namespace sluice::app {
namespace {

std::string figures_text(const store::LoggedRun& run) {
  return "read " + std::to_string(run.read) + ", filtered " + std::to_string(run.filtered) +
         ", delivered " + std::to_string(run.delivered) + ", parked " + std::to_string(run.parked);
}

std::string member(const config::Node& node, std::string_view name) {
  const config::Node* const found = node.find(name);
  return found ? found->text : std::string();
}

uint64_t count(const config::Node& node, std::string_view name) {
  return std::strtoull(member(node, name).c_str(), nullptr, 10);
}

}  // namespace

std::string run_line(const store::LoggedRun& run) {
  std::string out = std::to_string(run.id) + "  " + time_text(run.started_ms * 1000) + "  " +
                    run.pipeline + "  " + std::string(store::outcome_name(run.outcome)) + " (" +
                    run.cause + ")";
  if (run.ended_ms && run.outcome != store::RunOutcome::kLost)
    out += ": " + figures_text(run) + ", " + seconds_text(run.ended_ms - run.started_ms);
  return run.message.empty() ? out : out + ": " + run.message;
}

config::Node run_node(const store::LoggedRun& run) {
  config::Node node = config::Node::object();
  node.set("id", number_node(run.id));
  node.set("pipeline", text_node(run.pipeline));
  node.set("outcome", text_node(store::outcome_name(run.outcome)));
  node.set("cause", text_node(run.cause));
  if (run.planned_ms) node.set("planned", text_node(moment_text(run.planned_ms * 1000)));
  node.set("started", text_node(moment_text(run.started_ms * 1000)));
  if (run.ended_ms) node.set("ended", text_node(moment_text(run.ended_ms * 1000)));
  if (run.ended_ms) node.set("elapsed_ms", number_node(run.ended_ms - run.started_ms));
  node.set("read", unsigned_node(run.read));
  node.set("filtered", unsigned_node(run.filtered));
  node.set("delivered", unsigned_node(run.delivered));
  node.set("parked", unsigned_node(run.parked));
  node.set("waiting", unsigned_node(run.waiting));
  if (!run.message.empty()) node.set("message", text_node(run.message));
  return node;
}

config::Node run_node(const store::LoggedRun& run, const std::string& profile) {
  config::Node node = run_node(run);
  config::Problems problems("profile");
  if (auto kept = config::parse_json(profile, problems); kept && problems.empty())
    node.set("profile", *std::move(kept));
  return node;
}

std::vector<std::string> run_lines(const store::LoggedRun& run) {
  std::vector<std::string> out = {
      "run " + std::to_string(run.id) + " of pipeline " + run.pipeline,
      "outcome: " + std::string(store::outcome_name(run.outcome)),
      "cause: " + run.cause +
          (run.planned_ms ? ", planned for " + time_text(run.planned_ms * 1000) : std::string()),
      "started: " + time_text(run.started_ms * 1000),
      "ended: " + (run.ended_ms ? time_text(run.ended_ms * 1000) + ", after " +
                                      seconds_text(run.ended_ms - run.started_ms)
                                : std::string("not yet")),
      "records: " + figures_text(run)};
  if (!run.message.empty()) out.push_back((run.waiting ? "waiting: " : "error: ") + run.message);
  return out;
}

int64_t ms_of_time(const std::string& text) {
  const Result<int64_t> us = parse_moment(text);
  return us ? *us / 1000 : 0;
}

store::LoggedRun run_of(const config::Node& node) {
  store::LoggedRun run;
  run.id = static_cast<int64_t>(count(node, "id"));
  run.pipeline = member(node, "pipeline");
  run.outcome =
      store::outcome_of_name(member(node, "outcome")).value_or(store::RunOutcome::kRunning);
  run.cause = member(node, "cause");
  run.planned_ms = ms_of_time(member(node, "planned"));
  run.started_ms = ms_of_time(member(node, "started"));
  run.ended_ms = ms_of_time(member(node, "ended"));
  run.read = count(node, "read");
  run.filtered = count(node, "filtered");
  run.delivered = count(node, "delivered");
  run.parked = count(node, "parked");
  run.waiting = count(node, "waiting");
  run.message = member(node, "message");
  return run;
}

}  // namespace sluice::app
