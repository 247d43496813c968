// A config read completely, with the plugins it names: the start of `check` and `run`. Main
// thread.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "app/wiring/options.hpp"
#include "config/load.hpp"
#include "http/curl_library.hpp"
#include "loader/registry.hpp"
#include "services/redactor.hpp"

namespace sluice::app {

struct Workspace {
  config::Config config;
  loader::Registry registry;
  config::Node root;       // of the config, for set_aside(); only with each_by_itself
  bool host_known = true;  // see config::Draft
};

struct OpenOptions {
  std::optional<config::Use> use = {};  // what is needed of the config; nothing: all
  // Begins as soon as the file shows that a client needs libcurl. May be NULL.
  http::CurlPreload* curl = nullptr;
  bool each_by_itself = false;  // config::ReadOptions
};

// Nothing if the file has no readable structure; otherwise usable for further checks even with
// problems. Refused plugins are reported on standard error.
std::optional<Workspace> open_workspace(const Options& options, const std::string& file,
                                        services::Redactor& redactor, config::Problems& problems,
                                        const OpenOptions& how = {});

// What ${…} inserted, by how it is written.
void add_references(const config::Draft& draft, services::SecretReferences& references);
// The same, and what may be a secret is not shown.
void protect_secrets(const config::Draft& draft, services::Redactor& redactor);

// For commands that single pipelines are enough for, behind locate_state(), which has told of files
// that cannot be read: pipelines with something wrong are refused (PipelineConfig::refused), and
// what concerns none is a warning. REQUIRES: opened with each_by_itself
void set_others_aside(Workspace& workspace, const services::Redactor& redactor,
                      config::Problems& problems);

// The second stage of reading, with the plugins that are loaded. Secrets are protected in
// `redactor`.
config::Config load_config(const config::Draft& draft, const loader::Registry& registry,
                           services::Redactor& redactor, config::Problems& problems);

config::Catalogue catalogue_of(const loader::Registry& registry,
                               const std::vector<std::string>& paths);

// The plugins for commands that need no config: --plugins, SLUICE_PLUGINS, host.plugins of
// --config, the folder beside the program's. Nothing if the config is given and unreadable.
std::optional<loader::Registry> scan_plugins(const Options& options, config::Problems& problems);

void print_refusals(const loader::Registry& registry);

}  // namespace sluice::app
