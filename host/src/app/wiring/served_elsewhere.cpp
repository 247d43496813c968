#include "app/wiring/served_elsewhere.hpp"

#include <algorithm>
#include <filesystem>

#include "pipeline/fingerprint.hpp"

namespace sluice::app {
namespace {

namespace fs = std::filesystem;

// Short: most of the name is for the folder.
std::string prefix_of(const fs::path& config) {
  std::error_code error;
  const fs::path real = fs::weakly_canonical(fs::absolute(config, error), error);
  return "sluice/" + pipeline::digest({real.string()}).substr(0, 16) + ":";
}

std::string whole(const std::string& folder) {
  std::error_code error;
  const fs::path out = fs::weakly_canonical(fs::absolute(folder, error), error);
  return out.string();
}

}  // namespace

Result<platform::NamedPresence> announce_server(const std::string& config,
                                                const std::string& state) {
  return platform::NamedPresence::announce(prefix_of(config) + whole(state));
}

Status check_not_served_elsewhere(const Options& options, const std::string& config,
                                  const std::string& state) {
  if (options.overrides.state || config.empty()) return {};
  std::error_code error;
  const fs::path named = fs::absolute(config, error);
  std::vector<fs::path> served = {named};
  if (fs::is_regular_file(named, error)) served.push_back(named.parent_path());
  for (const fs::path& one : served) {
    const std::vector<std::string> folders = platform::present_names(prefix_of(one));
    if (folders.empty()) continue;
    const std::string own = whole(state);
    if (std::find(folders.begin(), folders.end(), own) != folders.end()) return {};
    return {SLUICE_E_INVALID,
            "a server works by " + one.string() + " with its state in " + folders.front() +
                ", and not in " + own + ", where nothing of it is known. Name it: --state " +
                folders.front() + ", or SLUICE_STATE=" + folders.front() + " in the environment"};
  }
  return {};
}

}  // namespace sluice::app
