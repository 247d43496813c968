// The configuration that a server works by, which a reload replaces. Main thread.
#pragma once

#include <memory>
#include <string>

#include "app/wiring/options.hpp"
#include "config/model.hpp"
#include "config/problem.hpp"
#include "loader/registry.hpp"
#include "services/redactor.hpp"
#include "sluice/result.hpp"

namespace sluice::app {

// What --dashboard asks for; with a value it says where. E_INVALID: it is no address.
Status dashboard_asked(const Options& options, config::DashboardSettings& dashboard);

// Reads the config again, with the plugins that are loaded; problems are added. NULL if there are
// any.
std::shared_ptr<const config::Config> read_again(const Options& options, const std::string& path,
                                                 const loader::Registry& registry,
                                                 services::Redactor& redactor,
                                                 config::Problems& problems);

// A pipeline with its clients and tables as one text: another text, another behaviour. May hold
// secrets: never shown.
std::string signature_of(const config::Config& config, const config::PipelineConfig& pipeline);

}  // namespace sluice::app
