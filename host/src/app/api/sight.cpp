#include "app/api/sight.hpp"

#include <array>
#include <memory>
#include <optional>
#include <utility>

#include "app/api/query.hpp"
#include "base/status_word.hpp"
#include "config/parse.hpp"

namespace sluice::app {
namespace {

constexpr std::array<std::string_view, 7> kPlaces = {
    "subscriber",    "publishers", "step transformers", "step on_success",
    "step on_error", "publisher",  "incoming"};

void hide(std::string& text) {
  if (!text.empty()) text = Sight::kHidden;
}

void hide_member(config::Node& node, std::string_view name) {
  if (config::Node* const text = node.find(name); text && text->is(config::Kind::kString))
    hide(text->text);
}

void hide_check(config::Node& check) {
  hide_member(check, "problem");
  if (config::Node* const findings = check.find("findings"))
    for (config::Node& one : findings->items) hide_member(one, "message");
}

std::string_view digits_at(std::string_view text) {
  return text.substr(0, text.find_first_not_of("0123456789"));
}

// "pipeline p, step transformers[0]", of "pipeline p, step transformers[0] (core.cast): …"; empty:
// it does not begin so. All of it are words known here: none can be of a record.
std::string place_in(std::string_view message, const std::string& pipeline) {
  std::string out = "pipeline " + pipeline;
  if (!message.starts_with(out + ", ")) return {};
  message.remove_prefix(out.size() + 2);
  for (const std::string_view place : kPlaces) {
    if (!message.starts_with(place)) continue;
    out.append(", ").append(place);
    message.remove_prefix(place.size());
    if (!message.starts_with('[')) return out;
    const std::string_view number = digits_at(message.substr(1));
    return number.empty() ? out : out.append("[").append(number).append("]");
  }
  return out;
}

// A text that is searched may be one of records.
void hide_searched(std::string& filter) {
  config::Problems problems("filter");
  auto node = config::parse_json(filter, problems);
  if (!node || !node->is(config::Kind::kObject) || !node->find("text")) return;
  hide_member(*node, "text");
  filter = config::to_json(*node);
}

}  // namespace

store::Task Sight::seen(store::Task task) const {
  if (records_) return task;
  task.message = base::status_word(task.code);
  hide(task.record_key);
  for (store::TaskAttempt& one : task.earlier) one.message = base::status_word(one.code);
  return task;
}

store::TaskGroup Sight::seen(store::TaskGroup group) const {
  if (!records_) group.pattern = base::status_word(group.code);
  return group;
}

store::LoggedRun Sight::seen(store::LoggedRun run) const {
  if (records_ || run.message.empty()) return run;
  const std::string place = place_in(run.message, run.pipeline);
  run.message = (place.empty() ? place : place + ": ") + std::string(kHidden);
  return run;
}

store::PipelineState Sight::seen(store::PipelineState state) const {
  if (records_) return state;
  hide(state.cursor.text);
  hide(state.cursor.request);
  for (store::Position& one : state.positions) hide(one.text);
  return state;
}

store::Checkpoint Sight::seen(store::Checkpoint point) const {
  if (!records_) hide(point.cursor.text);
  return point;
}

PipelineView Sight::seen(const PipelineView& pipeline) const {
  PipelineView out = pipeline;
  if (out.last) out.last = seen(*std::move(out.last));
  if (out.running) out.running = seen(*std::move(out.running));
  return out;
}

ServerView Sight::seen(const ServerView& view) const {
  ServerView out = view;
  if (records_) return out;
  for (auto& one : out.pipelines) one = std::make_shared<const PipelineView>(seen(*one));
  return out;
}

Job Sight::seen(Job job) const {
  if (!records_) hide_searched(job.wanted.filter);
  return job;
}

AuditEntry Sight::seen(AuditEntry entry) const {
  if (records_ || Query(entry.object).get("text").empty()) return entry;
  entry.object.resize(entry.object.find('?') + 1);
  entry.object += kHidden;
  return entry;
}

std::string Sight::seen(const services::LogLine& line) const {
  if (records_ || line.own >= line.text.size()) return std::string(line.text);
  std::string out(line.text.substr(0, line.own));
  if (!out.ends_with(' ')) out += ": ";
  return out.append(kHidden);
}

Result<config::Node> Sight::seen_check(Result<config::Node> check) const {
  if (records_) return check;
  if (!check) return Status(check.status().code(), std::string(kHidden));
  hide_check(*check);
  return check;
}

Result<config::Node> Sight::seen_tests(Result<config::Node> tests) const {
  if (records_ || !tests) return tests;
  for (config::Node& one : tests->find("tests")->items)
    for (const char* text : {"message", "diff"}) hide_member(one, text);
  return tests;
}

config::Node Sight::seen_checks(config::Node checks) const {
  if (!records_)
    for (config::Node& one : checks.items) hide_check(one);
  return checks;
}

}  // namespace sluice::app
