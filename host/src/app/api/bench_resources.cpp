#include "app/api/bench_resources.hpp"

#include <algorithm>
#include <charconv>

#include "app/api/answers.hpp"
#include "app/api/configuration_resources.hpp"
#include "app/api/pages.hpp"
#include "app/api/problem.hpp"
#include "app/api/sight.hpp"
#include "app/report/console.hpp"
#include "platform/system_clock.hpp"

namespace sluice::app {
namespace {

constexpr size_t kMostPreviewed = 50;

listener::Response answered(Result<config::Node> made, const Call& call) {
  return made ? json_response(200, *made) : failed_answer(made.status(), call);
}

bool is_set(const config::Node& object, std::string_view flag) {
  const config::Node* const value = object.find(flag);
  return value && value->text == "true";
}

}  // namespace

listener::Response BenchResources::schema(const Call&) {
  return json_response(200, from_.bench.schema());
}

listener::Response BenchResources::components(const Call&) {
  return page_response(from_.bench.components(), "");
}

listener::Response BenchResources::functions(const Call&) {
  return page_response(from_.bench.functions(), "");
}

listener::Response BenchResources::plugins(const Call&) {
  return page_response(from_.bench.plugins(), "");
}

listener::Response BenchResources::catalogue(const Call& call) {
  return answered(from_.bench.catalogue(call.names[0]), call);
}

listener::Response BenchResources::check_client(const Call& call) {
  auto made = from_.bench.check_client(call.names[0]);
  const config::Node* const found = made ? made->find("findings") : nullptr;
  // Others were at it, or there is no such client: it was not checked.
  const sluice_status code = made ? SLUICE_OK : made.status().code();
  if (code != SLUICE_E_UNAVAILABLE && code != SLUICE_E_UNSUPPORTED)
    checks_.add(call.names[0], platform::SystemClock().unix_us(),
                found ? *found : config::Node::array(),
                made ? std::string() : made.status().message());
  return answered(Sight::of(call.caller).seen_check(std::move(made)), call);
}

listener::Response BenchResources::clients(const Call& call) {
  return page_response(Sight::of(call.caller).seen_checks(checks_.list()), "");
}

// Followed as server-sent events; else the latest that are kept, as a list.
listener::Response BenchResources::requests(const Call& call) {
  if (!call.caller.payloads) return no_payloads(call);
  const auto wanted = page_wanted(call.query);
  if (!wanted) return bad_request(wanted.status(), call);
  const std::string follow = call.query.get("follow"), subject = "clients." + call.names[0];
  if (!follow.empty() && follow != "true" && follow != "false")
    return problem(ProblemKind::kBadRequest, "follow is neither true nor false", call.path);
  if (follow != "true") {
    config::Node items = config::Node::array();
    for (config::Node& line : from_.log.latest(subject, wanted->limit))
      items.items.push_back(std::move(line));
    return page_response(std::move(items), "");
  }
  auto stream = from_.log.open({subject, std::string(call.request.header("Last-Event-ID")), true,
                                Sight::of(call.caller),
                                still_admitted(call.access, call.request, call.caller)});
  if (!stream) return problem(ProblemKind::kUnavailable, "too many others read the log", call.path);
  return {.content_type = "text/event-stream",
          .headers = {{"Cache-Control", "no-store"}},
          .stream = std::move(stream)};
}

// {records: "NDJSON"}, {task: id}, {fetch: true} or {request: true}.
Status BenchResources::take_input(const config::Node& input, PreviewWanted& out) const {
  using config::Kind;
  Status known = check_members(input,
                               {{"records", Kind::kString},
                                {"task", Kind::kNumber},
                                {"fetch", Kind::kBoolean},
                                {"request", Kind::kBoolean}},
                               "input.");
  if (!known) return known;
  if (const config::Node* const records = input.find("records")) {
    out.records = records->text;
    return {};
  }
  out.request = is_set(input, "request");
  if (out.request || is_set(input, "fetch")) return {};
  const config::Node* const task = input.find("task");
  if (!task) return {SLUICE_E_INVALID, "input has none of records, task, fetch and request"};
  const auto found = from_.tasks.task(id_of(task->text));
  if (!found) return found.status();
  if (!*found) return {SLUICE_E_UNSUPPORTED, "there is no task " + task->text};
  out.records = (*found)->source;
  return {};
}

// {pipeline, incoming or outgoing, files}.
Result<PreviewWanted> BenchResources::subject_of(const config::Node& body) const {
  PreviewWanted out{member_text(body, "pipeline")};
  out.incoming = member_text(body, "incoming");
  out.outgoing = member_text(body, "outgoing");
  if (out.pipeline.empty() && out.incoming.empty() && out.outgoing.empty())
    return Status(SLUICE_E_INVALID, "pipeline is missing");
  auto files = replaced_files(body, from_.folder, from_.redactor);
  if (!files) return files.status();
  out.files = *std::move(files);
  return out;
}

Result<PreviewWanted> BenchResources::preview_wanted(const config::Node& body) const {
  auto subject = subject_of(body);
  if (!subject) return subject;
  PreviewWanted& out = *subject;
  out.step = member_text(body, "step");
  if (const config::Node* const limit = body.find("limit")) {
    const auto number = static_cast<size_t>(std::max<int64_t>(id_of(limit->text), 0));
    if (!number || number > kMostPreviewed)
      return Status(SLUICE_E_INVALID, "limit is a number from 1 to 50");
    out.limit = number;
  }
  const config::Node* const input = body.find("input");
  if (!input) return Status(SLUICE_E_INVALID, "input is missing");
  if (Status s = take_input(*input, out); !s) return s;
  return subject;
}

listener::Response BenchResources::tried(const Result<PreviewWanted>& wanted, Try work,
                                         const Call& call) const {
  if (!wanted) return failed_answer(wanted.status(), call);
  return answered((from_.bench.*work)(*wanted), call);
}

listener::Response BenchResources::preview(const Call& call) {
  if (!call.caller.payloads) return no_payloads(call);
  const auto body = json_body(call, {{"pipeline", config::Kind::kString},
                                     {"incoming", config::Kind::kString},
                                     {"outgoing", config::Kind::kString},
                                     {"files", config::Kind::kObject},
                                     {"input", config::Kind::kObject},
                                     {"limit", config::Kind::kNumber},
                                     {"step", config::Kind::kString}});
  if (!body) return bad_request(body.status(), call);
  if (auto no = unsaved_refusal(*body, call)) return *std::move(no);
  const auto wanted = preview_wanted(*body);
  listener::Response out = tried(wanted, &Workbench::preview, call);
  out.reached_out = wanted && !wanted->records && !wanted->request;
  return out;
}

listener::Response BenchResources::members(const Call& call) {
  const auto body = json_body(call, {{"pipeline", config::Kind::kString},
                                     {"incoming", config::Kind::kString},
                                     {"outgoing", config::Kind::kString},
                                     {"files", config::Kind::kObject}});
  if (!body) return bad_request(body.status(), call);
  if (auto no = unsaved_refusal(*body, call)) return *std::move(no);
  return tried(subject_of(*body), &Workbench::members, call);
}

listener::Response BenchResources::page(const Call& call) {
  if (!call.caller.payloads) return no_payloads(call);
  return answered(from_.bench.page(call.names[0]), call);
}

listener::Response BenchResources::eval(const Call& call) {
  const auto body =
      json_body(call, {{"expression", config::Kind::kString}, {"input", config::Kind::kString}});
  if (!body) return bad_request(body.status(), call);
  return answered(from_.bench.eval(member_text(*body, "expression"), member_text(*body, "input")),
                  call);
}

listener::Response BenchResources::tests(const Call& call) {
  return tests_answer(from_.bench.tests(call.names[0], false), call);
}

listener::Response BenchResources::run_tests(const Call& call) {
  return tests_answer(from_.bench.tests(call.names[0], true), call);
}

listener::Response BenchResources::tests_answer(Result<config::Node> made, const Call& call) const {
  if (made)
    for (config::Node& test : made->find("tests")->items)
      if (config::Node* const file = test.find("file"))
        file->text = from_.folder.path_of(file->text);
  return answered(Sight::of(call.caller).seen_tests(std::move(made)), call);
}

listener::Response BenchResources::schedule(const Call& call) {
  const auto body = json_body(call, {{"schedule", config::Kind::kNull}});
  if (!body) return bad_request(body.status(), call);
  const config::Node* const section = body->find("schedule");
  if (!section) return bad_request({SLUICE_E_INVALID, "schedule is missing"}, call);
  return answered(from_.bench.schedule(*section), call);
}

}  // namespace sluice::app
