// The components of a config, made through the registry, and the plans that run them. Made, used
// and destroyed on the main thread; it outlives the runs of its plans.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/wiring/known_members.hpp"
#include "config/load.hpp"
#include "loader/registry.hpp"
#include "pipeline/plan.hpp"
#include "pipeline/step_rules.hpp"
#include "pipeline/switch.hpp"
#include "services/instance.hpp"
#include "tables/table_set.hpp"

namespace sluice::app {

class Assembly {
 public:
  // Everything referred to outlives it.
  Assembly(const config::Config& config, loader::Registry& registry,
           services::Environment& environment)
      : config_(config),
        registry_(registry),
        environment_(environment),
        warnings_(config.files),
        tables_(config.tables, environment.object<tables::TableHome>(SLUICE_EXT_TABLES)) {}
  Assembly(const Assembly&) = delete;
  Assembly& operator=(const Assembly&) = delete;

  // Which components of a pipeline are made: the rest of its plan has names, but no tables.
  enum class Parts { kAll, kWithoutPublishers, kSteps };

  // Creates the components of these pipelines and the clients they use, or all clients; every one
  // is tried, every failure is a problem at its place. `create` does no I/O, but tables that are
  // looked up are read, with all clients all tables.
  void create(const std::vector<const config::PipelineConfig*>& pipelines,
              config::Problems& problems, bool all_clients = false, Parts which = Parts::kAll);

  // What is odd in the settings of the components made so far, at its place.
  const config::Problems& warnings() const { return warnings_; }

  // Creates this client only.
  void create_client(const std::string& name, config::Problems& problems);

  // NULL if it was not made.
  const loader::Component* client_component(const std::string& name) const;
  const loader::Component* component(const config::ComponentConfig& config) const;

  // What is known of the records in front of each step and behind it (ext/members.h), as `see`
  // hears it. REQUIRES: create() made this pipeline's subscriber and steps without a problem.
  void show_members(const config::PipelineConfig& pipeline, const SeeMembers& see);

  // REQUIRES: create() made this pipeline's components without a problem. One without subscriber
  // (an alert's) gets a plan without source.
  pipeline::Plan plan(const config::PipelineConfig& pipeline) const;

 private:
  struct Part {
    const config::ComponentConfig* config;
    std::unique_ptr<services::Instance> instance;
    std::unique_ptr<loader::Component> component;  // null: a switch
    std::unique_ptr<pipeline::StepRules> rules =
        nullptr;  // null: none of its settings is the host's
    std::unique_ptr<pipeline::Switch> chooses = nullptr;  // null: a component
  };

  void make(const config::ComponentConfig& config, std::vector<Part>& into,
            config::Problems& problems);
  void make_switch(const config::ComponentConfig& config, std::vector<Part>& into,
                   config::Problems& problems);
  void check_flushes(const std::vector<const config::PipelineConfig*>& pipelines,
                     config::Problems& problems) const;
  std::string members_behind(const config::ComponentConfig& config, const std::string& in);
  void take_warnings(const Part& part);
  std::string_view use_of_client(const std::string& name) const;
  const Part* find_part(const config::ComponentConfig& config) const;
  const Part& part(const config::ComponentConfig& config) const;
  const Part* client(const std::string& name) const;
  std::string target_identity(const config::ComponentConfig& config) const;
  pipeline::Step step(const config::ComponentConfig& config, const std::string& name) const;
  void add_steps(const std::vector<config::ComponentConfig>& steps,
                 const std::vector<std::string>& names, std::vector<pipeline::Step>& into) const;
  static void bind(const Part& part, pipeline::Step& into);
  bool replaces(const config::ComponentConfig& config) const;
  pipeline::Source source(const config::ComponentConfig& config) const;
  pipeline::Target target(const config::ComponentConfig& config, const std::string& name) const;

  const config::Config& config_;
  loader::Registry& registry_;
  services::Environment& environment_;
  config::Problems warnings_;
  tables::TableSet tables_;
  std::vector<Part> clients_;  // before their users, so destroyed after them
  std::vector<Part> parts_;
};

}  // namespace sluice::app
