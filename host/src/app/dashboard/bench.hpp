// The Workbench of a server: checks and tries configurations with the plugins that the server has
// loaded and its services. Components are made on the server's loop, used on the caller's thread,
// one trial at a time. [any], made and destroyed on the main thread, when no caller is left.
#pragma once

#include <functional>
#include <memory>
#include <semaphore>
#include <string>

#include "app/api/workbench.hpp"
#include "app/dashboard/loop.hpp"
#include "app/wiring/assembly.hpp"
#include "app/wiring/host_services.hpp"
#include "app/wiring/options.hpp"
#include "config/model.hpp"
#include "config/read.hpp"
#include "loader/registry.hpp"
#include "pipeline/plan.hpp"
#include "services/redactor.hpp"

namespace sluice::app {

class Bench final : public Workbench {
 public:
  // All outlive it.
  struct From {
    const Options& options;
    const std::string& path;   // of the configuration
    const std::string& state;  // folder
    loader::Registry& registry;
    HostServices& services;
    services::Redactor& redactor;
    Control& control;
    // The configuration that the server works by. Called on its loop.
    std::function<std::shared_ptr<const config::Config>()> saved;
  };
  static constexpr int64_t kMostMs = 10'000;  // of a trial

  explicit Bench(From from) : from_(std::move(from)), loop_(from_.control) {}

  Result<config::Node> check(const Replaced& files) override;
  Result<config::Node> objects(const Replaced& files) override;
  config::Node schema() override;
  config::Node components() override;
  config::Node functions() override;
  config::Node plugins() override;
  Result<config::Node> catalogue(const std::string& component) override;
  Result<config::Node> check_client(const std::string& client) override;
  Result<std::string> grant_url(const std::string& client, const std::string& redirect,
                                const std::string& state) override;
  Result<std::string> take_grant(const std::string& client, const std::string& redirect,
                                 const GrantQuery& query) override;
  Result<config::Node> preview(const PreviewWanted& wanted) override;
  Result<config::Node> members(const PreviewWanted& wanted) override;
  Result<config::Node> page(const std::string& incoming) override;
  Result<config::Node> eval(const std::string& expression, const std::string& input) override;
  Result<config::Node> tests(const std::string& pipeline, bool run) override;
  Result<config::Node> schedule(const config::Node& section) override;

 private:
  // A pipeline's components, and what they refer to.
  struct Trial {
    std::shared_ptr<const config::Config> config;
    const config::PipelineConfig* pipeline = nullptr;
    config::Problems problems{std::string()};
    std::unique_ptr<HostServices> apart;  // without network; null: the server's serve
    std::unique_ptr<Assembly> assembly;
    pipeline::Plan plan = {};
  };
  using Held = std::shared_ptr<Trial>;

  config::ReadOptions read_options(const Replaced& files) const;
  Result<std::shared_ptr<const config::Config>> saved();
  Result<std::shared_ptr<const config::Config>> unsaved(const Replaced& files,
                                                        services::Redactor& redactor);
  Result<std::shared_ptr<const config::Config>> config_with_reader(const std::string& incoming,
                                                                   PreviewWanted& wanted,
                                                                   services::Redactor& own);
  Result<std::shared_ptr<const config::Config>> config_with_sender(const std::string& outgoing,
                                                                   PreviewWanted& wanted,
                                                                   services::Redactor& own);
  // Of the pipeline, the incoming or the outgoing that is wanted, which then names its pipeline.
  Result<std::shared_ptr<const config::Config>> config_for(PreviewWanted& wanted,
                                                           services::Redactor& own);
  // `apart`: the components get services of their own, without network and with this redactor,
  // which outlives them.
  Result<Held> prepare(std::shared_ptr<const config::Config> config, const std::string& pipeline,
                       Assembly::Parts parts, services::Redactor* apart = nullptr);
  std::unique_ptr<HostServices> services_apart(const config::HostSettings& host,
                                               services::Redactor& redactor,
                                               const char* no_network) const;
  static bool has_client(const config::Config& config, const std::string& client);
  // With a saved client that a person grants its credentials.
  Result<Held> hold_client(const std::string& client);
  Status without_secrets(const Status& why, const services::Redactor& own) const;
  Result<std::vector<std::string>> records_for(const PreviewWanted& wanted, const Trial& trial);
  Result<config::Node> try_out(const PreviewWanted& wanted, const Trial& trial,
                               const std::vector<std::string>& records,
                               const services::Redactor& own);
  // Waits a little for its turn; E_UNAVAILABLE: others are still at it.
  struct EndTurn {
    void operator()(std::binary_semaphore* turn) const { turn->release(); }
  };
  using Turn = std::unique_ptr<std::binary_semaphore, EndTurn>;

  Result<Turn> turn();
  Status problem_of(const config::Problems& problems) const;

  const From from_;
  Loop loop_;
  std::binary_semaphore turn_{1};  // ThreadSanitizer of g++ 12 knows no timed mutex
};

}  // namespace sluice::app
