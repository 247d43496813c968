// Checking configurations, and making what a trial needs.
#include "app/dashboard/bench.hpp"

#include <algorithm>
#include <chrono>

#include "app/dashboard/config_objects.hpp"
#include "app/report/console.hpp"
#include "app/trial/no_network.hpp"
#include "app/wiring/chosen_pipelines.hpp"
#include "app/wiring/file_conflicts.hpp"
#include "app/wiring/workspace.hpp"
#include "config/parse.hpp"

namespace sluice::app {
namespace {

constexpr std::chrono::seconds kTurn{5};

// Without the secrets of the saved configuration, too: a mark stands for one wherever it is.
void add_problems(config::Node problems, std::string_view severity, const services::Redactor& saved,
                  config::Node& into) {
  for (config::Node& one : problems.items) {
    one.set("severity", text_node(severity));
    one.set("message", text_node(saved.redact(one.find("message")->text)));
    into.items.push_back(std::move(one));
  }
}

// Files with tests only are not the reader's affair; what is no YAML is told.
void check_tests(const Replaced& files, config::Problems& problems) {
  for (const auto& [name, text] : files) {
    if (!text || name.find(".test.") == std::string::npos) continue;
    config::Problems own(name);
    config::parse(*text, own);
    problems.add_all(own, problems.add_file(name));
  }
}

// It would not run, though the others would: as a server takes a configuration.
bool is_refused(const config::PipelineConfig* pipeline) { return !pipeline->refused.empty(); }

// Tests are no part of the configuration; the reader would take them for one.
Replaced without_tests(const Replaced& files) {
  Replaced out = files;
  std::erase_if(out, [](const auto& one) { return one.first.find(".test.") != std::string::npos; });
  return out;
}

}  // namespace

config::ReadOptions Bench::read_options(const Replaced& files) const {
  Options now = from_.options;
  now.quiet = true;
  config::Problems unread(now.env_file);
  now.read_env_file(unread);
  config::ReadOptions out = now.read_options(from_.path);
  out.warn = {};
  out.each_by_itself = true;
  out.replaced = without_tests(files);
  out.overrides.state = from_.state;
  return out;
}

// In a world of its own: nothing of an unsaved text reaches the server's services.
Result<config::Node> Bench::check(const Replaced& files) {
  const auto own_turn = turn();
  if (!own_turn) return own_turn.status();
  struct Work {
    config::Problems problems{std::string()}, warnings{std::string()};
    services::Redactor redactor;
    std::optional<config::Config> config;
    std::unique_ptr<HostServices> services;
  };
  const auto work = std::make_shared<Work>();
  work->problems = config::Problems(from_.path);
  const auto draft = config::read_config(read_options(files), work->problems);
  if (draft) {
    work->config = load_config(*draft, from_.registry, work->redactor, work->problems);
    check_files(*work->config, from_.registry, Streams::kOurs, work->problems);
    work->services = services_apart(work->config->host, work->redactor, NoNetwork::kOfTests);
    const Status made = loop_.run([work, &registry = from_.registry] {
      Assembly assembly(*work->config, registry, work->services->environment());
      Pipelines chosen = choose_pipelines(*work->config, {}, work->problems);
      const size_t refused = std::erase_if(chosen, is_refused);
      assembly.create(with_alerts(*work->config, std::move(chosen)), work->problems, !refused);
      work->warnings = assembly.warnings();
      for (const config::PipelineConfig& one : work->config->pipelines)
        if (is_refused(&one))
          work->warnings.add(one.at, config::join_pointer("/pipelines", one.name), one.refused);
    });
    if (!made) return made;
  }
  check_tests(files, work->problems);
  config::Node out = config::Node::array();
  add_problems(problems_node(work->problems, work->redactor), "error", from_.redactor, out);
  add_problems(problems_node(work->warnings, work->redactor), "warning", from_.redactor, out);
  return out;
}

Result<config::Node> Bench::objects(const Replaced& files) {
  config::Problems problems(from_.path);
  services::Redactor redactor;
  const auto draft = config::read_config(read_options(files), problems);
  if (!draft) return problem_of(problems);
  // For the secrets only: what is wrong with it, check() says.
  load_config(*draft, from_.registry, redactor, problems);
  return objects_node(draft->root, {draft->files, redactor, from_.registry});
}

std::unique_ptr<HostServices> Bench::services_apart(const config::HostSettings& host,
                                                    services::Redactor& redactor,
                                                    const char* no_network) const {
  ExternalWorld world;
  world.variable = from_.options.variable_source();
  world.transport = [no_network](record::PagePool*) {
    return std::make_unique<NoNetwork>(no_network);
  };
  return std::make_unique<HostServices>(
      host, redactor, [](std::string_view) {}, world);
}

Result<Bench::Turn> Bench::turn() {
  if (!turn_.try_acquire_for(kTurn))
    return Status(SLUICE_E_UNAVAILABLE, "others try something; try again in a moment");
  return Turn(&turn_);
}

Status Bench::problem_of(const config::Problems& problems) const {
  const std::vector<config::Problem> all = problems.sorted();
  if (all.empty()) return {SLUICE_E_INVALID, "the configuration cannot be read"};
  return {SLUICE_E_INVALID, from_.redactor.redact(config::to_text(all.front()))};
}

Result<std::shared_ptr<const config::Config>> Bench::saved() {
  const auto out = std::make_shared<std::shared_ptr<const config::Config>>();
  if (Status s = loop_.run([out, get = from_.saved] { *out = get(); }); !s) return s;
  return *out;
}

Result<std::shared_ptr<const config::Config>> Bench::unsaved(const Replaced& files,
                                                             services::Redactor& redactor) {
  config::Problems problems(from_.path);
  const auto draft = config::read_config(read_options(files), problems);
  if (!draft) return problem_of(problems);
  auto out =
      std::make_shared<config::Config>(load_config(*draft, from_.registry, redactor, problems));
  if (!problems.empty()) return problem_of(problems);
  const auto kept = saved();
  if (!kept) return kept.status();
  // A client that is not saved must not send the secrets of one that is to another address.
  for (const config::ClientConfig& client : out->clients) {
    const bool same = std::any_of(
        (*kept)->clients.begin(), (*kept)->clients.end(), [&](const config::ClientConfig& other) {
          return other.name == client.name && other.component.use == client.component.use &&
                 other.component.json == client.component.json;
        });
    if (!same)
      return Status(SLUICE_E_INVALID,
                    "client " + client.name + " is not saved as it is here; save it first");
  }
  return std::shared_ptr<const config::Config>(std::move(out));
}

bool Bench::has_client(const config::Config& config, const std::string& client) {
  return std::any_of(config.clients.begin(), config.clients.end(),
                     [&](const config::ClientConfig& one) { return one.name == client; });
}

Result<Bench::Held> Bench::prepare(std::shared_ptr<const config::Config> config,
                                   const std::string& pipeline, Assembly::Parts parts,
                                   services::Redactor* apart) {
  const auto held = std::make_shared<Trial>();
  held->config = std::move(config);
  held->problems = config::Problems(held->config->files);
  for (const config::PipelineConfig& one : held->config->pipelines)
    if (one.name == pipeline) held->pipeline = &one;
  if (!held->pipeline) return Status(SLUICE_E_UNSUPPORTED, "there is no pipeline " + pipeline);
  if (!held->pipeline->refused.empty()) return Status(SLUICE_E_INVALID, held->pipeline->refused);
  if (apart) held->apart = services_apart(held->config->host, *apart, NoNetwork::kOfRequests);
  const Status made = loop_.run([held, parts, &from = from_] {
    HostServices& services = held->apart ? *held->apart : from.services;
    held->assembly =
        std::make_unique<Assembly>(*held->config, from.registry, services.environment());
    held->assembly->create({held->pipeline}, held->problems, false, parts);
    // Not as the pipeline's own requests: a run of it may be under way.
    if (held->problems.empty()) held->plan = held->assembly->plan(*held->pipeline);
    held->plan.pages = &services.pages();
  });
  if (!made) return loop_.destroy(held), made;
  if (held->problems.empty()) return held;
  const Status why = problem_of(held->problems);
  loop_.destroy(held);
  return why;
}

}  // namespace sluice::app
