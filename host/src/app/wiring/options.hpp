// The settings from the command line and the environment. A plain value; read on the main thread.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/report/console.hpp"
#include "app/wiring/kept_secrets.hpp"
#include "config/env_file.hpp"
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
  bool follow = false;                // --follow: of logs, go on
  bool live = false;                  // --live: of prove, the config's systems may be used
  bool once = false;                  // --once: of top, one frame
  std::string record;                 // --record: the recording to make
  bool overwrite = false;             // even if it exists
  std::string replay;                 // --replay: the recording to run from
  std::string output;                 // --output: where a replay's files go
  std::string publisher;              // --publisher: of state reset, the one target to forget
  std::string env_file;               // --env-file
  bool all = false;                   // --all: of tasks, every one
  bool update = false;                // --update: of test, what came out is expected from now on
  bool members = false;               // --members: of preview, what is known of records
  bool request = false;               // --request: of preview, the request instead of records
  bool yes = false;                   // --yes: no question is asked
  std::vector<std::string> settings;  // --set: of init, "from.path=in.ndjson"
  // Options with a value of few commands, by their names: "pipeline", "older", …
  std::map<std::string, std::string> of_command;
  config::Variables variables;  // of it; they win over the environment
  config::Overrides overrides;  // command line over environment
  std::string own_plugins;      // the folder beside the program's

  // The config file: --config, or the next argument, which is consumed. Empty if there is neither.
  std::string take_config();
  // The next argument, which is consumed; empty if there is none.
  std::string take();

  // Of such an option; empty if it was not given.
  std::string value_of(const std::string& option) const {
    const auto found = of_command.find(option);
    return found == of_command.end() ? std::string() : found->second;
  }

  // What is not set has a value all the same, with which nothing can be reached: for trials, which
  // need no client.
  bool stand_ins = false;

  // Gives a variable by its name: from the file, else from the environment.
  std::function<std::optional<std::string>(const std::string&)> variable_source() const;
  // Reads the file, if one is named; problems are added, and the variables then stay as they were.
  void read_env_file(config::Problems& problems);

  // `use`: what the command needs of the config; nothing: all.
  config::ReadOptions read_options(const std::string& file,
                                   std::optional<config::Use> use = {}) const {
    config::ReadOptions out;
    out.file = file;
    out.use = std::move(use);
    out.overrides = overrides;
    out.variable = variable_source();
    out.own_plugins = own_plugins;
    out.secret = secret_source();
    // In the dashboard one begins with nothing.
    out.may_be_empty = of_command.contains("dashboard");
    if (quiet && !out.overrides.log_level) out.overrides.log_level = "error";
    if (!quiet) out.warn = [](const std::string& what) { print_error("warning: " + what); };
    return out;
  }

 private:
  std::function<Result<std::string>(const config::HostSettings&, const std::string&)>
  secret_source() const;
};

inline std::string Options::take() {
  if (args.empty()) return {};
  std::string first = std::move(args.front());
  args.erase(args.begin());
  return first;
}

inline std::string Options::take_config() { return config.empty() ? take() : config; }

}  // namespace sluice::app
