#include "app/wiring/state_access.hpp"

#include <algorithm>
#include <filesystem>

#include "app/report/console.hpp"
#include "app/wiring/state_folder.hpp"

namespace sluice::app {
namespace {

// Problems with clients or pipelines do not matter here.
bool concerns_host(const config::Problem& problem) {
  return problem.pointer.empty() || problem.pointer.compare(0, 5, "/host") == 0;
}

std::optional<StateLocation> from_config(const Options& options, const std::string& file) {
  config::Problems problems(file), of_host(file);
  const auto draft = config::read_config(options.read_options(file), problems);
  for (const config::Problem& problem : problems.sorted()) {
    if (!draft || concerns_host(problem)) of_host.add(problem.at, problem.pointer, problem.message);
  }
  if (!draft || !of_host.empty()) {
    print_problems(of_host, services::Redactor());
    return std::nullopt;
  }
  StateLocation out{{draft->host.state, draft->host.state_mode}, {}};
  if (const config::Node* pipelines = draft->root.find("pipelines")) {
    for (const config::Member& member : pipelines->members) out.pipelines.push_back(member.key);
  }
  return out;
}

// A named folder must exist.
std::optional<StateLocation> named_folder(const std::string& name, std::string_view command) {
  const std::string folder = std::filesystem::absolute(name).string();
  std::error_code error;
  if (std::filesystem::exists(store_file(folder), error)) return StateLocation{{folder}, {}};
  const bool there = std::filesystem::is_directory(folder, error);
  print_error("sluice " + std::string(command) + ": no such state: " + folder +
              (there ? " has no " + std::filesystem::path(store_file(folder)).filename().string()
                     : " does not exist") +
              "; name the state folder of a config (host.state), or the config file");
  return std::nullopt;
}

}  // namespace

std::optional<StateLocation> locate_state(Options& options, std::string_view command) {
  const auto& state = options.overrides.state;
  std::error_code error;
  const bool file_given =
      !options.config.empty() ||
      (!options.args.empty() && std::filesystem::is_regular_file(options.args.front(), error));
  if (!file_given && state) return named_folder(*state, command);
  const std::string file = options.take_config();
  if (file.empty()) {
    usage_error(command, "which state? name the config file, or --state FOLDER");
    return std::nullopt;
  }
  return from_config(options, file);
}

}  // namespace sluice::app
