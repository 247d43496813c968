// The first stage of loading: a config, one file or a folder of them, to a tree that fits the
// host's schema, with ${…} resolved, and the host's own settings out of it. The second stage
// (load.hpp) needs the plugins these settings name. Main thread.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "config/files.hpp"
#include "config/host_settings.hpp"
#include "config/interpolate.hpp"
#include "config/model.hpp"
#include "config/needed.hpp"
#include "config/node.hpp"
#include "config/problem.hpp"
#include "config/secret_values.hpp"

namespace sluice::config {

struct ReadOptions {
  std::string file;  // or a folder
  Overrides overrides;
  // The folder beside the program, absolute; used if neither the file nor overrides name any.
  std::string own_plugins;
  std::function<std::optional<std::string>(const std::string&)> variable = environment_variable;
  // Nothing: everything is used, also a client that no pipeline names.
  std::optional<Use> use = {};
  // A pipeline that needs what cannot be resolved is refused (Draft::refused), the others are not.
  bool each_by_itself = false;
  std::function<void(const std::string&)> warn =
      {};  // of what is not wrong but unwise; may be empty
  // Value of a secret that is kept in the state of this host; a failure says why there is none. May
  // be empty: nothing is kept.
  std::function<Result<std::string>(const HostSettings& host, const std::string& name)> secret = {};
  Replaced replaced = {};  // what is read instead of files
  // A folder without files, or without pipelines, is no mistake: they are about to be made.
  bool may_be_empty = false;
};

struct Draft {
  std::string file;
  std::vector<std::string> files;  // `file`, and of a folder all that were read
  Node root;
  HostSettings host;
  std::vector<InsertedValue> inserted;              // by ${…}
  std::map<std::string, std::string> refused = {};  // pipelines, and why
  // No file that could not be read can have the host's settings.
  bool host_known = true;
};

// Nothing if the file has no readable structure. Otherwise the draft is good for the second stage
// even when problems were added: more of them can be found there.
std::optional<Draft> read_config(const ReadOptions& options, Problems& problems);

// As read_config, of the text of a file already read.
std::optional<Draft> read_config_text(std::string_view text, const ReadOptions& options,
                                      Problems& problems);

}  // namespace sluice::config
