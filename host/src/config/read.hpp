// The first stage of loading: a config file to a tree that fits the host's schema, with ${…}
// resolved, and the host's own settings out of it. The second stage (load.hpp) needs the plugins
// these settings name. Main thread.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "config/interpolate.hpp"
#include "config/model.hpp"
#include "config/needed.hpp"
#include "config/node.hpp"
#include "config/problem.hpp"

namespace sluice::config {

// Settings given outside the file, which override it. Relative paths are relative to the working
// folder.
struct Overrides {
  std::vector<std::string> plugins;
  std::optional<std::string> state;
  std::optional<std::string> log_level;
};

struct ReadOptions {
  std::string file;
  Overrides overrides;
  // The folder beside the program, absolute; used if neither the file nor overrides name any.
  std::string own_plugins;
  std::function<std::optional<std::string>(const std::string&)> variable = environment_variable;
  // Nothing: everything is used, also a client that no pipeline names.
  std::optional<Use> use = {};
  std::function<void(const std::string&)> warn =
      {};  // of what is not wrong but unwise; may be empty
};

struct Draft {
  std::string file;
  Node root;
  HostSettings host;
};

// A section's `park_limit`, "off" being 0.
uint32_t park_limit(const Node& object, uint32_t fallback);

// The file's whole text; a problem without a place if it cannot be read.
std::optional<std::string> read_file(const std::string& file, Problems& problems);

// Nothing if the file has no readable structure. Otherwise the draft can be used for the second
// stage even when problems were added: more of them can be found there.
std::optional<Draft> read_config(const ReadOptions& options, Problems& problems);

// As read_config, of text already read.
std::optional<Draft> read_config_text(std::string_view text, const ReadOptions& options,
                                      Problems& problems);

}  // namespace sluice::config
