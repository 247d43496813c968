#include "app/client/served_config.hpp"

#include <filesystem>

namespace sluice::app {
namespace {

namespace fs = std::filesystem;

bool is_same(const fs::path& a, const fs::path& b) {
  std::error_code error;
  return a == b || fs::equivalent(a, b, error);
}

// By its own place or that of the file that it is a link to: folders hold links, too.
bool is_file_of(const fs::path& file, const fs::path& folder) {
  std::error_code error;
  if (!fs::is_regular_file(file, error)) return false;
  return is_same(file.parent_path(), folder) ||
         is_same(fs::canonical(file, error).parent_path(), folder);
}

}  // namespace

// Links are followed now, as a reload would do it.
Status works_by(const ControlClient& server, const std::string& config) {
  if (config.empty()) return {};
  const auto configuration = server.get("/api/v1/configuration");
  if (!configuration) return configuration.status();
  const config::Node* const path = configuration->find("path");
  const fs::path served = path ? path->text : std::string();
  const fs::path named = fs::absolute(config).lexically_normal();
  if (is_same(named, served) || is_file_of(named, served)) return {};
  return {SLUICE_E_INVALID, "the server of this state folder works by " + served.string() +
                                ", and not by " + named.string() +
                                "; name the former, or give the latter a state folder of its own "
                                "(host.state)"};
}

}  // namespace sluice::app
