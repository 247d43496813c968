// sluice plan FILE: what a run will cost, before it runs, without any request.
#include <algorithm>
#include <chrono>
#include <map>

#include "app/commands/commands.hpp"
#include "app/report/console.hpp"
#include "app/report/exit_code.hpp"
#include "app/report/outlook.hpp"
#include "app/wiring/assembly.hpp"
#include "app/wiring/host_services.hpp"
#include "app/wiring/state_folder.hpp"
#include "app/wiring/workspace.hpp"
#include "sluice/ext/outlook.h"
#include "store/sqlite_store.hpp"

namespace sluice::app {
namespace {

using Basis = ExpectedRequests::Basis;

int64_t now_s() {
  using namespace std::chrono;
  return duration_cast<seconds>(system_clock::now().time_since_epoch()).count();
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out.append(out.empty() ? "" : ", ").append(word);
  return out;
}

std::string duration_text(int64_t seconds) {
  if (seconds < 120) return std::to_string(seconds) + " s";
  if (seconds < 7200) return std::to_string((seconds + 59) / 60) + " min";
  return std::to_string(seconds / 3600) + " h " + std::to_string(seconds % 3600 / 60) + " min";
}

std::string_view basis_word(Basis basis) {
  switch (basis) {
    case Basis::kCounted:
      return "counted";
    case Basis::kEstimated:
      return "estimated";
    case Basis::kUnknown:
      return "unknown";
  }
  return "";
}

// Combines what config, components and store say.
class Planner {
 public:
  Planner(const config::Config& config, const Assembly& assembly, HostServices& services)
      : config_(config), assembly_(assembly), services_(services) {}

  Status read() {
    store::SqliteStore store(store_file(config_.host.state), store::SqliteStore::Mode::read_only);
    auto states = store.states();
    if (!states) return states.status();
    for (store::PipelineState& state : *states) states_[state.pipeline] = std::move(state);
    auto budgets = services_.budget_store().budgets();
    if (!budgets) return budgets.status();
    for (const store::KeptBudget& one : *budgets) budgets_[one.identity] = one;
    auto counts = services_.usage_store().request_counts();
    if (!counts) return counts.status();
    counts_ = std::move(*counts);
    for (const config::ClientConfig& client : config_.clients) add_client(client.name);
    for (const config::PipelineConfig& pipeline : config_.pipelines) add_pipeline(pipeline);
    return {};
  }

  const std::map<std::string, CredentialOutlook>& credentials() const { return credentials_; }
  const store::PipelineState* last_run(const std::string& pipeline) const {
    const auto found = states_.find(pipeline);
    return found != states_.end() && found->second.figures.started_us ? &found->second : nullptr;
  }

  // Requests of a component for that many records; nothing if it does not say.
  std::optional<uint64_t> requests(const config::ComponentConfig& config, uint64_t records) const {
    uint64_t out = 0;
    const Status status =
        assembly_.component(config)->call(&sluice_outlook::requests, records, &out);
    return status ? std::optional(out) : std::nullopt;
  }

 private:
  void add_client(const std::string& name) {
    const auto use = services_.http().budget_of("clients." + name);
    if (!use) return;
    identity_of_[name] = use->identity;
    CredentialOutlook& credential = credentials_[use->identity];
    credential.clients.push_back(name);
    const auto kept = budgets_.find(use->identity);
    if (kept == budgets_.end() || !use->settings.window_s) return;
    const int64_t part = (kept->second.allowed * use->settings.reserve_percent + 99) / 100;
    credential.limit =
        KnownLimit{kept->second.allowed, kept->second.remaining, kept->second.window_end_ms / 1000,
                   use->settings.window_s, std::max(use->settings.reserve, part)};
  }

  void add_pipeline(const config::PipelineConfig& pipeline) {
    std::map<std::string, std::optional<uint64_t>> estimates;  // by credential
    const store::PipelineState* last = last_run(pipeline.name);
    const auto add = [&](const config::ComponentConfig& config, uint64_t records) {
      const auto identity = identity_of_.find(config.client);
      if (identity == identity_of_.end()) return;
      auto& sum = estimates.try_emplace(identity->second, uint64_t{0}).first->second;
      const auto more = last ? requests(config, records) : std::nullopt;
      sum = sum && more ? std::optional(*sum + *more) : std::nullopt;
    };
    add(pipeline.subscriber, last ? last->figures.read : 0);
    for (const auto& publisher : pipeline.publishers)
      add(publisher, last ? last->figures.delivered / pipeline.publishers.size() : 0);
    for (const auto& [identity, estimate] : estimates)
      credentials_[identity].pipelines.push_back(expected(pipeline, identity, estimate));
  }

  ExpectedRequests expected(const config::PipelineConfig& pipeline, const std::string& identity,
                            std::optional<uint64_t> estimate) const {
    const auto counted = std::find_if(counts_.begin(), counts_.end(), [&](const auto& one) {
      return one.pipeline == pipeline.name && one.identity == identity;
    });
    if (counted != counts_.end())
      return {pipeline.name, pipeline.weight, Basis::kCounted, counted->requests};
    return {pipeline.name, pipeline.weight, estimate ? Basis::kEstimated : Basis::kUnknown,
            estimate.value_or(0)};
  }

  const config::Config& config_;
  const Assembly& assembly_;
  HostServices& services_;
  std::map<std::string, store::PipelineState> states_;
  std::map<std::string, store::KeptBudget> budgets_;
  std::vector<store::RequestCount> counts_;
  std::map<std::string, std::string> identity_of_;  // by client
  std::map<std::string, CredentialOutlook> credentials_;
};

std::string per_thousand(const Planner& planner, const config::PipelineConfig& pipeline) {
  std::string out;
  const auto add = [&](const config::ComponentConfig& config, const char* what) {
    if (config.client.empty()) return;
    const auto requests = planner.requests(config, 1000);
    out += out.empty() ? "" : ", ";
    out += requests ? grouped(*requests) + " requests to " + what + " 1,000 records"
                    : "an unknown number of requests to " + std::string(what);
    out += " at client " + config.client;
  };
  add(pipeline.subscriber, "read");
  for (const auto& publisher : pipeline.publishers) add(publisher, "write");
  return out;
}

void print_pipeline(const Planner& planner, const config::PipelineConfig& pipeline) {
  const store::PipelineState* last = planner.last_run(pipeline.name);
  const std::string cost = per_thousand(planner, pipeline);
  if (last) {
    print("pipeline " + pipeline.name + ": the last run (" + time_text(last->figures.updated_us) +
          ") read " + grouped(last->figures.read) + " records in " + grouped(last->figures.pages) +
          " pages and delivered " + grouped(last->figures.delivered) +
          "; how many there are now is not known");
  } else {
    print("pipeline " + pipeline.name +
          ": has not run; how many records there are is not known before the last page");
  }
  if (!cost.empty()) print("  cost: " + cost);
}

std::string limit_text(const KnownLimit& limit, int64_t now) {
  std::string out = grouped(static_cast<uint64_t>(limit.allowed)) + " requests in " +
                    std::to_string(limit.window_s) + " s are allowed";
  if (limit.reserve) out += ", " + std::to_string(limit.reserve) + " of them left to others";
  if (now < limit.window_end_s)
    out += "; " + std::to_string(limit.remaining) + " are left for the next " +
           duration_text(limit.window_end_s - now);
  return out;
}

void print_credential(const CredentialOutlook& credential) {
  const int64_t now = now_s();
  print(std::string(credential.clients.size() > 1 ? "clients " : "client ") +
        joined(credential.clients) + ": " +
        (credential.limit ? limit_text(*credential.limit, now)
                          : "its rate limit is not known before the first response"));
  for (const ExpectedRequests& one : credential.pipelines) {
    const std::string number =
        one.basis == Basis::kUnknown ? "not known"
        : one.basis == Basis::kCounted
            ? grouped(one.requests) + ", as many as the last run sent"
            : "about " + grouped(one.requests) + ", for as many records as in the last run";
    print("  requests of " + one.pipeline + " (weight " + std::to_string(one.weight) +
          "): " + number);
  }
  if (credential.pipelines.size() > 1)
    print("  these pipelines compete for the limit and share it by weight");
  const auto unknown = credential.unknown();
  if (unknown.size() == credential.pipelines.size()) return;
  const auto seconds = credential.seconds_at_limit(now);
  std::string line = "  expected " + grouped(credential.requests()) + " requests";
  if (!unknown.empty()) line += " and those of " + joined(unknown);
  if (!seconds) line += "; the time at the limit is not known";
  if (seconds && *seconds == 0) line += ", none of which waits for the limit";
  if (seconds && *seconds > 0)
    line += "; the limit makes them take at least " + duration_text(*seconds);
  print(line);
}

config::Node credential_node(const CredentialOutlook& credential) {
  config::Node node = config::Node::object();
  config::Node clients = config::Node::array(), pipelines = config::Node::array();
  for (const std::string& client : credential.clients) clients.items.push_back(text_node(client));
  for (const ExpectedRequests& one : credential.pipelines) {
    config::Node entry = config::Node::object();
    entry.set("pipeline", text_node(one.pipeline));
    entry.set("weight", unsigned_node(one.weight));
    entry.set("basis", text_node(basis_word(one.basis)));
    entry.set("requests",
              one.basis == Basis::kUnknown ? config::Node() : unsigned_node(one.requests));
    pipelines.items.push_back(std::move(entry));
  }
  node.set("clients", std::move(clients));
  node.set("pipelines", std::move(pipelines));
  const auto limit = credential.limit;
  node.set("allowed", limit ? number_node(limit->allowed) : config::Node());
  node.set("window_s", limit ? number_node(limit->window_s) : config::Node());
  node.set("reserve", limit ? number_node(limit->reserve) : config::Node());
  const auto seconds = credential.seconds_at_limit(now_s());
  node.set("seconds_at_limit", seconds ? number_node(*seconds) : config::Node());
  return node;
}

void tell(const Options& options, const config::Config& config, const Planner& planner) {
  if (options.json) {
    config::Node list = config::Node::array();
    for (const auto& [identity, credential] : planner.credentials())
      list.items.push_back(credential_node(credential));
    config::Node node = config::Node::object();
    node.set("credentials", std::move(list));
    return print(config::to_json(node));
  }
  for (const config::PipelineConfig& pipeline : config.pipelines) print_pipeline(planner, pipeline);
  for (const auto& [identity, credential] : planner.credentials()) print_credential(credential);
}

int plan(const Options& options, Workspace& workspace, services::Redactor& redactor,
         config::Problems& problems) {
  HostServices services(workspace.config.host, redactor, services::stderr_sink(),
                        {.variable = options.variable_source()});
  Assembly assembly(workspace.config, workspace.registry, services.environment());
  std::vector<const config::PipelineConfig*> all;
  for (const auto& pipeline : workspace.config.pipelines) all.push_back(&pipeline);
  assembly.create(all, problems);
  if (!problems.empty()) return kInvalid;
  Planner planner(workspace.config, assembly, services);
  if (const Status status = planner.read(); !status) {
    print_error("sluice plan: " + redactor.redact(status.message()));
    return kFailed;
  }
  tell(options, workspace.config, planner);
  return kDone;
}

}  // namespace

int plan_command(Options options) {
  const std::string file = options.take_config();
  if (file.empty()) return usage_error("plan", "which config? name the file");
  if (!options.args.empty())
    return usage_error("plan", "\"" + options.args[0] + "\" is one argument too many");
  services::Redactor redactor;
  config::Problems problems(file);
  std::optional<Workspace> workspace = open_workspace(options, file, redactor, problems);
  const int code =
      workspace && problems.empty() ? plan(options, *workspace, redactor, problems) : kInvalid;
  print_problems(problems, redactor);
  return code;
}

}  // namespace sluice::app
