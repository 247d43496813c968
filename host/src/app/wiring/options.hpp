// The settings from the command line and the environment. A plain value; read on the main thread.
#pragma once

#include <string>
#include <vector>

#include "app/report/console.hpp"
#include "config/read.hpp"

namespace sluice::app {

struct Options {
  std::vector<std::string> args;  // what follows the command's name
  std::string config;             // --config; empty: the first argument
  bool json = false;
  bool quiet = false;
  bool verbose = false;
  bool markdown = false;
  bool profile = false;
  bool connect = false;
  std::string record;           // --record: the recording to make
  bool overwrite = false;       // even if it exists
  std::string replay;           // --replay: the recording to run from
  std::string output;           // --output: where a replay's files go
  std::string publisher;        // --publisher: of state reset, the one target to forget
  config::Overrides overrides;  // command line over environment
  std::string own_plugins;      // the folder beside the program's

  // The config file: --config, or the next argument, which is consumed. Empty if there is neither.
  std::string take_config();
  // The next argument, which is consumed; empty if there is none.
  std::string take();

  // `use`: what the command needs of the config; nothing: all.
  config::ReadOptions read_options(const std::string& file,
                                   std::optional<config::Use> use = {}) const {
    config::ReadOptions out;
    out.file = file;
    out.use = std::move(use);
    out.overrides = overrides;
    out.own_plugins = own_plugins;
    if (quiet && !out.overrides.log_level) out.overrides.log_level = "error";
    if (!quiet) out.warn = [](const std::string& what) { print_error("warning: " + what); };
    return out;
  }
};

inline std::string Options::take() {
  if (args.empty()) return {};
  std::string first = std::move(args.front());
  args.erase(args.begin());
  return first;
}

inline std::string Options::take_config() { return config.empty() ? take() : config; }

}  // namespace sluice::app
