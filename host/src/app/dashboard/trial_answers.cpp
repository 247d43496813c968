// What is tried: previews, pages, expressions, tests, schedules and connections.
#include <algorithm>

#include "app/dashboard/bench.hpp"
#include "app/dashboard/stand_in_pipeline.hpp"
#include "app/doctor/connect_check.hpp"
#include "app/report/console.hpp"
#include "app/trial/chosen_step.hpp"
#include "app/trial/evaluation.hpp"
#include "app/trial/kept_memory.hpp"
#include "app/trial/members_view.hpp"
#include "app/trial/preview_text.hpp"
#include "app/trial/read_records.hpp"
#include "app/trial/test_run.hpp"
#include "app/trial/timed_stop.hpp"
#include "app/wiring/chosen_pipelines.hpp"
#include "app/wiring/kept_components.hpp"
#include "app/wiring/state_folder.hpp"
#include "config/parse.hpp"
#include "config/schedule_section.hpp"
#include "platform/system_clock.hpp"
#include "store/sqlite_store.hpp"

namespace sluice::app {
namespace {

using config::Node;

struct LoopIsGone {
  Status why;
};

Status too_long() { return {SLUICE_E_DATA, "it took longer than 10 seconds and was stopped"}; }

Node finding_node(const ConnectFinding& finding, const services::Redactor& redactor) {
  Node out = Node::object();
  out.set("check", text_node(finding.place));
  Node ok = flag_node(finding.kind == ConnectFinding::Kind::kFine);
  if (finding.kind == ConnectFinding::Kind::kUnknown) ok = Node();
  out.set("ok", std::move(ok));
  out.set("message", text_node(redactor.redact(finding.text)));
  return out;
}

// What differs in words, beside the list.
Node with_messages(const services::Redactor& redactor, Node tests) {
  for (Node& test : tests.find("tests")->items) {
    std::string message, diff;
    for (const Node& one : test.find("mismatches")->items) {
      message += (message.empty() ? "" : "; ") + one.find("what")->text;
      for (const Node& line : one.find("differences")->items) diff += line.text + "\n";
    }
    if (!message.empty()) test.set("message", text_node(redactor.redact(message)));
    if (!diff.empty()) test.set("diff", text_node(redactor.redact(diff)));
    test.erase("mismatches");
  }
  return tests;
}

Node test_item(const TestCase& test) {
  Node out = Node::object();
  out.set("name", text_node(test.name));
  out.set("pipeline", text_node(test.pipeline));
  out.set("file", text_node(test.file));
  out.set("line", unsigned_node(test.at.line));
  return out;
}

}  // namespace

// The configuration with a pipeline that reads by this incoming, which is noted as the wanted one.
Result<std::shared_ptr<const config::Config>> Bench::config_with_reader(const std::string& incoming,
                                                                        PreviewWanted& wanted,
                                                                        services::Redactor& own) {
  auto out = wanted.files.empty() ? saved() : unsaved(wanted.files, own);
  if (out && !reader_of(**out, incoming)) {
    Replaced files = stand_in_reader(incoming).file;
    files.insert(wanted.files.begin(), wanted.files.end());
    out = unsaved(files, own);
  }
  if (!out) return out;
  const config::PipelineConfig* const reader = reader_of(**out, incoming);
  if (!reader)
    return Status(SLUICE_E_UNSUPPORTED, "no pipeline reads from " + incoming + "; save one first");
  wanted.pipeline = reader->name;
  return out;
}

// The configuration with a pipeline that sends to this outgoing alone.
Result<std::shared_ptr<const config::Config>> Bench::config_with_sender(const std::string& outgoing,
                                                                        PreviewWanted& wanted,
                                                                        services::Redactor& own) {
  const StandIn sender = stand_in_sender(outgoing);
  Replaced files = sender.file;
  files.insert(wanted.files.begin(), wanted.files.end());
  wanted.pipeline = sender.pipeline;
  return unsaved(files, own);
}

Result<std::shared_ptr<const config::Config>> Bench::config_for(PreviewWanted& wanted,
                                                                services::Redactor& own) {
  if (!wanted.incoming.empty()) return config_with_reader(wanted.incoming, wanted, own);
  if (!wanted.outgoing.empty()) return config_with_sender(wanted.outgoing, wanted, own);
  return wanted.files.empty() ? saved() : unsaved(wanted.files, own);
}

// With the source's first page if it is fetched, also by unsaved texts: only with clients that are
// saved as they are. For a request nothing is sent: the components live in services of their own,
// without network.
Result<Node> Bench::preview(const PreviewWanted& asked) {
  const auto own_turn = turn();
  if (!own_turn) return own_turn.status();
  services::Redactor own;
  PreviewWanted wanted = asked;
  auto config = config_for(wanted, own);
  if (!config) return config.status();
  const bool fetches = !wanted.records && !wanted.request;
  auto held = prepare(*std::move(config), wanted.pipeline,
                      fetches ? Assembly::Parts::kWithoutPublishers : Assembly::Parts::kSteps,
                      wanted.request ? &own : nullptr);
  if (!held) return held.status();
  pipeline::Plan& plan = (*held)->plan;
  if (wanted.request) plan = plan_of_request(std::move(plan));
  const auto records = records_for(wanted, **held);
  auto out = records ? try_out(wanted, **held, *records, own)
                     : Result<Node>(without_secrets(records.status(), own));
  loop_.destroy(*std::move(held));
  return out;
}

Status Bench::without_secrets(const Status& why, const services::Redactor& own) const {
  return {why.code(), from_.redactor.redact(own.redact(why.message()))};
}

Result<std::vector<std::string>> Bench::records_for(const PreviewWanted& wanted,
                                                    const Trial& trial) {
  const pipeline::Plan& plan = trial.plan;
  if (wanted.request) return std::vector<std::string>{plan.request};
  if (wanted.records) {
    auto out = records_of(*wanted.records, plan.limits);
    if (out && out->size() > wanted.limit) out->resize(wanted.limit);
    return out;
  }
  if (!wanted.outgoing.empty())
    return Status(SLUICE_E_INVALID, "an outgoing has no records of its own; give some");
  if (from_.registry.listens(trial.pipeline->subscriber.use))
    return Status(SLUICE_E_INVALID,
                  "pipeline " + trial.pipeline->name + " waits for others' requests; give records");
  return first_records(plan, wanted.limit, kMostMs);
}

Result<Node> Bench::try_out(const PreviewWanted& wanted, const Trial& trial,
                            const std::vector<std::string>& records,
                            const services::Redactor& own) {
  const auto step = step_name(trial.plan, wanted.step);
  if (!step) return step.status();
  store::SqliteStore store(store_file(from_.state), store::SqliteStore::Mode::read_only);
  KeptMemory kept(store, trial.pipeline->name, components_to_keep(*trial.pipeline, from_.registry));
  auto wake = platform::Wake::create();
  if (!wake) return wake.status();
  TimedStop stop(*std::move(wake), kMostMs);
  StepTrace trace;
  const TrialSettings settings{&kept, &trace, nullptr, stop.cancel()};
  const TrialResult result = wanted.request ? run_request_trial(trial.plan, settings)
                                            : run_trial(trial.plan, records, settings);
  if (stop.is_set()) return too_long();
  Node out = preview_node({records, trace, result, *step, wanted.request});
  if (!result.report.status) out.set("message", text_node(result.report.status.message()));
  // Secrets of steps, in whatever they made of them.
  config::Problems problems("preview");
  auto clean =
      config::parse_json(from_.redactor.redact(own.redact(config::to_json(out))), problems);
  if (!clean || !problems.empty()) return Status::internal("the result is no JSON");
  return *std::move(clean);
}

Result<Node> Bench::members(const PreviewWanted& asked) {
  const auto own_turn = turn();
  if (!own_turn) return own_turn.status();
  services::Redactor own;
  PreviewWanted wanted = asked;
  auto config = config_for(wanted, own);
  if (!config) return config.status();
  auto held =
      prepare(*std::move(config), wanted.pipeline, Assembly::Parts::kWithoutPublishers, &own);
  if (!held) return held.status();
  std::vector<MembersAt> found;
  const Status asked_all =
      loop_.run([&, trial = *held] { found = members_of(*trial->assembly, *trial->pipeline); });
  loop_.destroy(*std::move(held));
  if (!asked_all) return asked_all;
  return members_node(found);
}

Result<Node> Bench::page(const std::string& incoming) {
  const auto own_turn = turn();
  if (!own_turn) return own_turn.status();
  services::Redactor own;
  PreviewWanted wanted;
  wanted.limit = 50;
  auto config = config_with_reader(incoming, wanted, own);
  if (!config) return config.status();
  auto held = prepare(*std::move(config), wanted.pipeline, Assembly::Parts::kWithoutPublishers);
  if (!held) return held.status();
  const auto records = records_for(wanted, **held);
  loop_.destroy(*std::move(held));
  if (!records) return without_secrets(records.status(), own);
  std::string lines;
  for (const std::string& one : *records) lines += one + "\n";
  Node out = Node::object();
  out.set("records", text_node(from_.redactor.redact(own.redact(lines))));
  return out;
}

// Without this process's variables: they may be secrets, and an expression can hide what it gives.
Result<Node> Bench::eval(const std::string& expression, const std::string& input) {
  auto evaluation =
      Evaluation::compile(expression, [](const std::string&) { return std::nullopt; });
  if (!evaluation) return evaluation.status();
  const auto value = evaluation->of(input.empty() ? "null" : input);
  if (!value) return value.status();
  Node out = Node::object();
  out.set("value", text_node(*value));
  Node warnings = Node::array();
  for (const std::string& one : evaluation->warnings()) warnings.items.push_back(text_node(one));
  out.set("warnings", std::move(warnings));
  return out;
}

// Each makes its components on the loop, in the middle of its run.
Result<Node> Bench::tests(const std::string& pipeline, bool run) try {
  const auto own_turn = turn();
  if (!own_turn) return own_turn.status();
  Options options = from_.options;
  options.args = {pipeline};
  options.update = false;
  options.quiet = true;
  TestRun trial(options, from_.path, from_.registry, [this](const std::function<void()>& work) {
    if (Status s = loop_.run(work); !s) throw LoopIsGone{std::move(s)};
  });
  config::Problems problems(from_.path);
  const std::vector<TestCase> all = trial.tests(problems);
  if (!problems.empty()) return problem_of(problems);
  if (!run) {
    Node list = Node::array(), out = Node::object();
    for (const TestCase& one : all) list.items.push_back(test_item(one));
    out.set("tests", std::move(list));
    return out;
  }
  std::vector<TestResult> results;
  for (const TestCase& one : all) {
    auto result = trial.run(one, problems);
    if (!result) return problem_of(problems);
    results.push_back(*std::move(result));
  }
  return with_messages(from_.redactor, tests_node(results));
} catch (const LoopIsGone& gone) {
  return gone.why;
}

Result<Node> Bench::schedule(const Node& section) {
  auto config = saved();
  if (!config) return config.status();
  config::Problems problems("schedule");
  const auto schedule =
      config::read_schedule(&section, "", "", (*config)->host.time_zone, problems);
  if (!schedule || !problems.empty())
    return Status(SLUICE_E_INVALID,
                  problems.empty() ? "there is no schedule" : problems.sorted().front().message);
  const int64_t now = platform::SystemClock().unix_us() / 1000;
  Node out = Node::object(), next = Node::array();
  out.set("words", text_node(schedule->describe()));
  for (const schedule::Due& due : schedule->next_times(now, 5))
    next.items.push_back(number_node(due.planned));
  out.set("next", std::move(next));
  return out;
}

Result<Node> Bench::check_client(const std::string& client) {
  const auto own_turn = turn();
  if (!own_turn) return own_turn.status();
  auto config = saved();
  if (!config) return config.status();
  const auto held = std::make_shared<Trial>();
  held->config = *std::move(config);
  held->problems = config::Problems(held->config->files);
  if (!has_client(*held->config, client))
    return Status(SLUICE_E_UNSUPPORTED, "no client " + client + " is saved");
  const Status made = loop_.run([held, client, &from = from_] {
    held->assembly =
        std::make_unique<Assembly>(*held->config, from.registry, from.services.environment());
    Pipelines users = choose_pipelines(*held->config, {}, held->problems);
    std::erase_if(users, [&](const config::PipelineConfig* one) {
      const auto parts = config::components_of(*one);
      return !one->refused.empty() || std::none_of(parts.begin(), parts.end(), [&](const auto* p) {
        return p->client == client;
      });
    });
    held->assembly->create(users, held->problems);
    if (!held->assembly->client_component(client))
      held->assembly->create_client(client, held->problems);
  });
  Result<Node> out = made ? Result<Node>(Node::object()) : Result<Node>(made);
  if (made && !held->problems.empty()) out = problem_of(held->problems);
  if (out) {
    auto wake = platform::Wake::create();
    if (!wake) return loop_.destroy(held), wake.status();
    const TimedStop stop(*std::move(wake), kMostMs);
    Node findings = Node::array();
    const auto cancel = stop.cancel();
    for (const ConnectFinding& one :
         check_connection(client, *held->config, *held->assembly, cancel.stop))
      findings.items.push_back(finding_node(one, from_.redactor));
    out->set("findings", std::move(findings));
  }
  loop_.destroy(held);
  return out;
}

}  // namespace sluice::app
