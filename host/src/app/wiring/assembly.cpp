#include "app/wiring/assembly.hpp"

#include <algorithm>

#include "app/wiring/component_name.hpp"
#include "app/wiring/host_services.hpp"
#include "app/wiring/stand_in_client.hpp"
#include "app/wiring/target_backlogs.hpp"
#include "app/wiring/waiting_rows.hpp"
#include "pipeline/call.hpp"
#include "platform/process.hpp"
#include "services/redactor.hpp"

namespace sluice::app {
namespace {

// All problems from create, or its failure. Without its client (`orphan`), which failed and was
// reported, its own failure is no news, and only a setting's pointer shows that it found something
// else.
void add_create_problems(const config::ComponentConfig& config, services::Instance& instance,
                         bool orphan, const Status& why, config::Problems& problems) {
  std::vector<std::string> said = instance.findings().problems;
  if (said.empty()) said.push_back(why.message());
  for (const std::string& one : said) {
    const bool of_client = one.compare(0, 8, "/client:") == 0 || one.compare(0, 1, "/") != 0;
    if (orphan && of_client) continue;
    config::add_create_problem(config, instance.environment().redactor.redact(one), problems);
  }
}

unsigned lanes_of(config::Lanes lanes) {
  if (lanes == config::Lanes::kAuto) return platform::usable_cores() > 1 ? 2 : 1;
  return lanes == config::Lanes::kOne ? 1 : 2;
}

// Those of `which`.
std::vector<const config::ComponentConfig*> parts_of(const config::PipelineConfig& pipeline,
                                                     Assembly::Parts which) {
  std::vector<const config::ComponentConfig*> out = config::components_of(pipeline);
  if (which == Assembly::Parts::kAll) return out;
  std::erase_if(out, [&](const config::ComponentConfig* one) {
    const bool source = one == &pipeline.subscriber && which == Assembly::Parts::kSteps;
    const auto is_it = [one](const config::ComponentConfig& other) { return &other == one; };
    return source || std::any_of(pipeline.publishers.begin(), pipeline.publishers.end(), is_it);
  });
  return out;
}

Result<std::unique_ptr<pipeline::StepRules>> rules_of(const config::ComponentConfig& config,
                                                      services::Instance& instance) {
  if (!config.step.given()) return std::unique_ptr<pipeline::StepRules>();
  record::Batch scratch(record::Limits{});
  return pipeline::StepRules::of(config.step, Host(instance.host()), scratch.abi());
}

// A switch is the host's own: no component, but an instance, for its expressions.
Result<std::unique_ptr<pipeline::Switch>> switch_of(const config::ComponentConfig& config,
                                                    services::Instance& instance) {
  record::Batch scratch(record::Limits{});
  return pipeline::Switch::of(*config.chooses, Host(instance.host()), scratch.abi());
}

bool is_used(const config::ClientConfig& client,
             const std::vector<const config::ComponentConfig*>& parts) {
  return std::any_of(parts.begin(), parts.end(),
                     [&](const auto* part) { return part->client == client.name; });
}

}  // namespace

void Assembly::make(const config::ComponentConfig& config, std::vector<Part>& into,
                    config::Problems& problems) {
  // A section or a client that failed before has been reported already.
  if (config.use.empty()) return;
  if (config.chooses) return make_switch(config, into, problems);
  const Part* user_of = config.client.empty() ? nullptr : client(config.client);
  const bool orphan = !config.client.empty() && !user_of;
  Part part{&config, std::make_unique<services::Instance>(config.instance, environment_), nullptr};
  part.instance->set_tables(&tables_);
  // To find what else is wrong with it.
  const StandInClient stand_in(use_of_client(config.client), "clients." + config.client);
  auto made = registry_.create(config.use, *part.instance, config.json,
                               user_of  ? user_of->component->handle()
                               : orphan ? stand_in.handle()
                                        : nullptr);
  auto rules = rules_of(config, *part.instance);
  take_warnings(part);
  if (!made || !rules) {
    const Status& why = made ? rules.status() : made.status();
    return add_create_problems(config, *part.instance, orphan, why, problems);
  }
  if (orphan) return;
  part.component = std::move(*made);
  part.rules = std::move(*rules);
  into.push_back(std::move(part));
}

void Assembly::make_switch(const config::ComponentConfig& config, std::vector<Part>& into,
                           config::Problems& problems) {
  Part part{&config, std::make_unique<services::Instance>(config.instance, environment_), nullptr};
  part.instance->set_tables(&tables_);
  auto made = switch_of(config, *part.instance);
  auto rules = rules_of(config, *part.instance);
  take_warnings(part);
  if (!made || !rules)
    return add_create_problems(config, *part.instance, false, made ? rules.status() : made.status(),
                               problems);
  part.chooses = std::move(*made);
  part.rules = std::move(*rules);
  into.push_back(std::move(part));
}

// Empty: not known.
std::string_view Assembly::use_of_client(const std::string& name) const {
  for (const config::ClientConfig& client : config_.clients)
    if (client.name == name) return client.component.use;
  return {};
}

void Assembly::take_warnings(const Part& part) {
  for (const std::string& one : part.instance->findings().warnings)
    config::add_create_problem(*part.config, environment_.redactor.redact(one), warnings_);
}

void Assembly::create(const std::vector<const config::PipelineConfig*>& pipelines,
                      config::Problems& problems, bool all_clients, Parts which) {
  std::vector<const config::ComponentConfig*> clients, parts;
  for (const config::PipelineConfig* pipeline : pipelines) {
    for (const auto* config : parts_of(*pipeline, which)) parts.push_back(config);
  }
  for (const config::ClientConfig& client : config_.clients)
    if (all_clients || is_used(client, parts)) clients.push_back(&client.component);
  // All of them first: a client may wait for libcurl, which is still loading.
  std::vector<std::string_view> ids;
  for (const auto* list : {&clients, &parts}) {
    for (const auto* config : *list)
      if (!config->chooses) ids.push_back(config->use);
  }
  registry_.open_for(ids);
  for (const auto* config : clients) make(*config, clients_, problems);
  for (const auto* config : parts) make(*config, parts_, problems);
  if (all_clients) tables_.find_all();
  tables_.add_problems(problems);
  check_flushes(pipelines, problems);
  if (!problems.empty()) return;
  for (const config::PipelineConfig* pipeline : pipelines) {
    show_members(*pipeline, {});
    if (which != Parts::kAll) continue;
    const pipeline::Plan whole = plan(*pipeline);
    warn_of_waiting_rows(*pipeline, whole, warnings_);
    refuse_backlogs(*pipeline, whole, problems);
  }
}

void Assembly::show_members(const config::PipelineConfig& pipeline, const SeeMembers& see) {
  const auto ask = [this](const config::ComponentConfig& config, const std::string& in) {
    return members_behind(config, in);
  };
  pass_members(pipeline, ask, see);
}

// Empty: not known.
std::string Assembly::members_behind(const config::ComponentConfig& config, const std::string& in) {
  const Part* const from = find_part(config);
  if (!from) return {};
  from->instance->findings().warnings.clear();  // they were taken
  if (from->rules) from->rules->check_members(in);
  if (from->chooses) from->chooses->check_members(in);
  pipeline::TextSink out;
  const bool knows =
      from->component && config.step.each.empty() &&
      from->component->interface<sluice_known_members>(SLUICE_EXT_MEMBERS) &&
      from->component->call(&sluice_known_members::members, slice(in), out.abi()).ok();
  take_warnings(*from);
  return knows ? out.text() : std::string();
}

// Such a step is asked when the pipeline's walk is over.
void Assembly::check_flushes(const std::vector<const config::PipelineConfig*>& pipelines,
                             config::Problems& problems) const {
  for (const Part& part : parts_) {
    if (!part.component || !part.component->interface<sluice_flush>(SLUICE_EXT_FLUSH)) continue;
    const auto has_it = [&](const config::PipelineConfig* pipeline) {
      return std::any_of(pipeline->transformers.begin(), pipeline->transformers.end(),
                         [&](const config::ComponentConfig& one) { return &one == part.config; });
    };
    if (std::none_of(pipelines.begin(), pipelines.end(), has_it))
      config::add_create_problem(*part.config,
                                 "it gives records when the walk is over, which only the "
                                 "transformers of a pipeline or an incoming can",
                                 problems);
    if (!part.config->step.each.empty())
      config::add_create_problem(
          *part.config, "/each: it gives records when the walk is over, so it needs whole records",
          problems);
  }
}

void Assembly::create_client(const std::string& name, config::Problems& problems) {
  for (const config::ClientConfig& client : config_.clients) {
    if (client.name == name) make(client.component, clients_, problems);
  }
}

const loader::Component* Assembly::client_component(const std::string& name) const {
  const Part* found = client(name);
  return found ? found->component.get() : nullptr;
}

const loader::Component* Assembly::component(const config::ComponentConfig& config) const {
  const Part* const found = find_part(config);
  return found ? found->component.get() : nullptr;
}

const Assembly::Part* Assembly::find_part(const config::ComponentConfig& config) const {
  const auto found = std::find_if(parts_.begin(), parts_.end(),
                                  [&](const Part& part) { return part.config == &config; });
  return found == parts_.end() ? nullptr : &*found;
}

const Assembly::Part* Assembly::client(const std::string& name) const {
  const auto found = std::find_if(clients_.begin(), clients_.end(), [&](const Part& part) {
    return part.config->instance == "clients." + name;
  });
  return found == clients_.end() ? nullptr : &*found;
}

const Assembly::Part& Assembly::part(const config::ComponentConfig& config) const {
  return *find_part(config);
}

// A position belongs to the place written to: the component, the account behind its client, the
// place it names. Other settings may change without invalidating it.
std::string Assembly::target_identity(const config::ComponentConfig& config) const {
  std::string identity = config.use;
  if (const Part* of = config.client.empty() ? nullptr : client(config.client)) {
    pipeline::TextSink text;
    if (of->component->call(&sluice_client::identity, text.abi())) identity += '\n' + text.text();
  }
  const config::Node* path = config.node.find("path");
  if (path && path->is(config::Kind::kString)) identity += '\n' + path->text;
  return identity;
}

pipeline::Source Assembly::source(const config::ComponentConfig& config) const {
  pipeline::Source out = {"subscriber (" + config.use + ")", config.use};
  if (const loader::Component* made = component(config)) {
    out.self = made->self();
    out.subscriber = made->interface<sluice_subscriber>(SLUICE_SUBSCRIBER);
    out.committed = made->interface<sluice_committed>(SLUICE_EXT_COMMITTED);
  }
  return out;
}

pipeline::Step Assembly::step(const config::ComponentConfig& config,
                              const std::string& name) const {
  const Part& from = part(config);
  pipeline::Step out;
  out.name = name;
  out.pointer = written_at(config);
  out.route = config.route;
  out.chooses = from.chooses.get();
  if (from.component) bind(from, out);
  services::Instance* instance = from.instance.get();  // a switch, too, remarks
  out.bind_state = [instance](services::StateAccess* state) { instance->set_state(state); };
  out.settings = config.use + '\n' + config.json;
  if (config.step.given())
    out.settings += '\n' + config.step.when + '\n' + config.step.each + '\n' +
                    std::to_string(static_cast<int>(config.step.on_error));
  out.rules = from.rules.get();
  out.sets_order = from.component && from.component->info().sets_order;
  out.is_where = config.made_of == "where";
  return out;
}

void Assembly::add_steps(const std::vector<config::ComponentConfig>& steps,
                         const std::vector<std::string>& names,
                         std::vector<pipeline::Step>& into) const {
  for (size_t i = 0; i < names.size(); i++) into.push_back(step(steps[i], names[i]));
}

void Assembly::bind(const Part& part, pipeline::Step& into) {
  into.self = part.component->self();
  into.transformer = part.component->interface<sluice_transformer>(SLUICE_TRANSFORMER);
  if (!into.transformer) {
    into.text_transformer =
        part.component->interface<sluice_text_transformer>(SLUICE_TEXT_TRANSFORMER);
  }
  into.flush = part.component->interface<sluice_flush>(SLUICE_EXT_FLUSH);
  into.members = part.component->interface<sluice_known_members>(SLUICE_EXT_MEMBERS);
  into.puts = part.instance->puts();
}

pipeline::Target Assembly::target(const config::ComponentConfig& config,
                                  const std::string& name) const {
  pipeline::Target out;
  out.name = name;
  if (const loader::Component* made = component(config)) {
    out.identity = target_identity(config);
    out.self = made->self();
    out.publisher = made->interface<sluice_publisher>(SLUICE_PUBLISHER);
    out.keeps_notes = SLUICE_HAS(out.publisher, recover) && !config.repeat_after_crash;
  }
  out.replaces = replaces(config);
  const auto add = [&](const std::vector<config::ComponentConfig>& steps, const char* list,
                       std::vector<pipeline::Step>& into) {
    add_steps(steps, own_step_names(steps, config, name, list), into);
  };
  add(config.transformers, "transformers", out.steps);
  add(config.on_success, "on_success", out.on_success);
  add(config.on_error, "on_error", out.on_error);
  out.of_hooks = config.of_hooks;
  out.retry = config.retry;
  out.keyed = config.node.find("idempotency") != nullptr;
  return out;
}

void Assembly::set_folders(const std::map<std::string, std::string>& folders) const {
  for (const Part& part : parts_) {
    const auto folder = folders.find(part.instance->name());
    if (folder != folders.end()) part.instance->set_folder(folder->second);
  }
}

// By the settings that the manifest names.
bool Assembly::replaces(const config::ComponentConfig& config) const {
  const loader::ComponentInfo* info = registry_.find(config.use);
  return info && std::any_of(info->replaces.begin(), info->replaces.end(), [&](const auto& one) {
           const config::Node* given = config.node.find(one.first);
           return given && given->text == one.second;
         });
}

pipeline::Plan Assembly::plan(const config::PipelineConfig& pipeline) const {
  pipeline::Plan plan;
  plan.pipeline = pipeline.name;
  if (!pipeline.subscriber.use.empty()) plan.source = source(pipeline.subscriber);
  plan.request = pipeline.request_json;
  add_steps(pipeline.request_transformers,
            step_names("request_transformers", pipeline.request_transformers), plan.request_steps);
  add_steps(pipeline.transformers, step_names("transformers", pipeline.transformers), plan.steps);
  const std::vector<std::string> names = publisher_names(pipeline);
  for (size_t i = 0; i < names.size(); i++)
    plan.targets.push_back(target(pipeline.publishers[i], names[i]));
  for (size_t i = 0; i < names.size(); i++)
    for (size_t other = 0; other < names.size(); other++)
      if (pipeline.publishers[other].of_hooks &&
          pipeline.publishers[other].outgoing == pipeline.publishers[i].then)
        plan.targets[i].then = names[other];
  keep_backlogs(pipeline, registry_.listens(pipeline.subscriber.use), plan);
  plan.limits = record_limits(config_.host.limits);
  plan.commit.interval_ms = config_.host.commit.interval_ms;
  plan.commit.max_batches = config_.host.commit.max_batches;
  plan.retry = pipeline.retry;
  plan.longest_told_ms = pipeline.longest_told_ms;
  plan.park_limit = pipeline.park_limit;
  plan.keep = pipeline.keep;
  plan.lanes = lanes_of(config_.host.lanes);
  plan.state_folder = config_.host.state;
  services::Redactor* redactor = &environment_.redactor;
  plan.redact = [redactor](std::string_view text) { return redactor->redact(text); };
  plan.redact_beginning = [redactor](std::string_view text) {
    return redactor->redact_beginning(text);
  };
  plan.mark_secrets = [redactor](std::string_view text) {
    return redactor->references().mark(text);
  };
  plan.put_secrets_back = [redactor](std::string_view text) {
    return redactor->references().put_back(text);
  };
  plan.mark_for_digest = [redactor](std::string_view text) {
    return redactor->references().mark_for_digest(text);
  };
  return plan;
}

}  // namespace sluice::app
