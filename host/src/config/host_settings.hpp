// The host's own settings, from the config's host section and what wins over it. Main thread.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "config/model.hpp"
#include "config/node.hpp"
#include "config/problem.hpp"

namespace sluice::config {

// Settings given outside the config, which win over it. Relative paths are relative to the working
// folder.
struct Overrides {
  std::vector<std::string> plugins;
  std::optional<std::string> state;
  std::optional<std::string> log_level;
};

struct HostSources {
  const Overrides& overrides;
  const std::string& own_plugins;       // the folder beside the program; may be empty
  const std::filesystem::path& folder;  // absolute; what the section's paths are relative to
};

// `host` fits the host's schema, or problems have been added. What is wrong keeps its default.
HostSettings host_settings(const Node& host, const HostSources& from, Problems& problems);

// Address and port of "127.0.0.1:8710" or "[::1]:0"; false: it is no such text.
bool split_listen(const std::string& listen, std::string& address, uint16_t& port);

// A section's `park_limit`, "off" being 0.
uint32_t park_limit(const Node& object, uint32_t fallback);

}  // namespace sluice::config
