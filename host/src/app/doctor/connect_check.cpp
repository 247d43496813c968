#include "app/doctor/connect_check.hpp"

#include <algorithm>
#include <map>

#include "pipeline/call.hpp"
#include "record/batch.hpp"
#include "sluice/ext/connect_check.h"
#include "sluice/ext/outlook.h"

namespace sluice::app {
namespace {

using FindingKind = ConnectFinding::Kind;

class Checker {
 public:
  Checker(const config::Config& config, const Assembly& assembly, const sluice_cancel* cancel)
      : config_(config), assembly_(assembly), cancel_(cancel) {}

  // `only`: this client, and who uses it; empty: all.
  std::vector<ConnectFinding> run(const std::string& only) {
    for (const config::ClientConfig& client : config_.clients)
      if (only.empty() || client.name == only) connect(client);
    for (const config::PipelineConfig& pipeline : config_.pipelines) {
      check(pipeline.subscriber, &pipeline);
      for (const auto& publisher : pipeline.publishers) check(publisher, nullptr);
    }
    return std::move(findings_);
  }

 private:
  void add(FindingKind kind, const std::string& place, std::string text) {
    findings_.push_back({kind, place, std::move(text)});
  }

  void connect(const config::ClientConfig& config) {
    const std::string& place = config.component.instance;
    const loader::Component& client = *assembly_.client_component(config.name);
    if (!client.interface<sluice_connect_check>(SLUICE_EXT_CONNECT_CHECK))
      return add(FindingKind::kUnknown, place,
                 config.component.use + " offers no connection check");
    pipeline::TextSink found;
    const Status status = client.call(&sluice_connect_check::connect, found.abi(), cancel_);
    reached_[config.name] = status.ok();
    add(status ? FindingKind::kFine : FindingKind::kWrong, place,
        status ? found.text() : status.message());
  }

  // `pipeline` if `config` is its subscriber.
  void check(const config::ComponentConfig& config, const config::PipelineConfig* pipeline) {
    if (config.client.empty() || !reached_[config.client] || !assembly_.component(config)) return;
    const loader::Component& component = *assembly_.component(config);
    const loader::Component& client = *assembly_.client_component(config.client);
    pipeline::TextSink needs, missing;
    if (!component.call(&sluice_outlook::needs, needs.abi()) || needs.text().empty())
      return add(FindingKind::kUnknown, config.instance, "what it needs is not known");
    const Status status =
        client.call(&sluice_connect_check::missing, slice(needs.text()), missing.abi());
    if (status.code() == SLUICE_END) return probe(config, pipeline, needs.text());
    if (!status) return add(FindingKind::kWrong, config.instance, status.message());
    if (missing.text().empty())
      return add(FindingKind::kFine, config.instance, "has what it needs: " + needs.text());
    add(FindingKind::kWrong, config.instance,
        "lacks " + missing.text() + " at client " + config.client +
            "; add it to the client's scopes and authorize again");
  }

  // If nothing reports it, reading one page does; writing is not tried.
  void probe(const config::ComponentConfig& config, const config::PipelineConfig* pipeline,
             const std::string& needs) {
    const std::string unknown =
        "needs " + needs + "; whether the client has it cannot be known before it is used";
    // A subscriber that waits for outside events has no page to read.
    if (!pipeline || !pipeline->request_transformers.empty() ||
        assembly_.component(config)->info().listens())
      return add(FindingKind::kUnknown, config.instance, unknown);
    const Status status = read_a_page(*assembly_.component(config), pipeline->request_json);
    if (status)
      return add(FindingKind::kFine, config.instance, "could read a page; needs " + needs);
    add(FindingKind::kWrong, config.instance, status.message() + " (needs " + needs + ")");
  }

  Status read_a_page(const loader::Component& subscriber, const std::string& request) const {
    pipeline::TextSink identity;
    if (Status s = subscriber.call(&sluice_subscriber::open, slice(request), identity.abi()); !s)
      return s;
    if (Status s = subscriber.call(&sluice_subscriber::seek, sluice_slice{}); !s) return s;
    record::Batch page(record::Limits{});
    const Status status = subscriber.call(&sluice_subscriber::poll, page.abi(), cancel_);
    return status.code() == SLUICE_END ? Status() : status;
  }

  const config::Config& config_;
  const Assembly& assembly_;
  const sluice_cancel* cancel_;
  std::map<std::string, bool> reached_;
  std::vector<ConnectFinding> findings_;
};

}  // namespace

std::vector<ConnectFinding> check_connections(const config::Config& config,
                                              const Assembly& assembly,
                                              const sluice_cancel* cancel) {
  return Checker(config, assembly, cancel).run("");
}

std::vector<ConnectFinding> check_connection(const std::string& client,
                                             const config::Config& config, const Assembly& assembly,
                                             const sluice_cancel* cancel) {
  return Checker(config, assembly, cancel).run(client);
}

}  // namespace sluice::app
