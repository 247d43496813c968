#include "app/wiring/state_access.hpp"

#include <algorithm>
#include <filesystem>

#include "app/report/console.hpp"
#include "app/wiring/chosen_pipelines.hpp"
#include "app/wiring/served_elsewhere.hpp"
#include "app/wiring/state_folder.hpp"
#include "app/wiring/workspace.hpp"
#include "config/files.hpp"
#include "config/set_aside.hpp"

namespace sluice::app {
namespace {

// Problems with clients or pipelines do not matter here.
bool concerns_host(const config::Problem& problem) {
  return problem.pointer.empty() || problem.pointer.compare(0, 5, "/host") == 0;
}

std::optional<StateLocation> from_config(const Options& options, const std::string& file) {
  config::Problems problems(file);
  const auto draft = config::read_config(options.read_options(file), problems);
  if (draft)
    print_warnings(config::take_unread_files(
                       draft->host_known || options.overrides.state.has_value(), problems),
                   services::Redactor());
  config::Problems of_host(problems.files());
  for (const config::Problem& problem : problems.sorted()) {
    if (!draft || concerns_host(problem)) of_host.add(problem.at, problem.pointer, problem.message);
  }
  if (!draft || !of_host.empty()) {
    print_problems(of_host, services::Redactor());
    return std::nullopt;
  }
  StateLocation out{{draft->host.state, draft->host.state_mode}, {}, file};
  add_references(*draft, *out.secrets);
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

bool is_config(const std::string& path) {
  std::error_code error;
  config::Problems problems(path);
  return std::filesystem::is_regular_file(path, error) ||
         (std::filesystem::is_directory(path, error) &&
          !config::config_files(path, problems).empty());
}

}  // namespace

std::optional<StateLocation> locate_state(Options& options, std::string_view command) {
  const auto& state = options.overrides.state;
  const bool file_given =
      !options.config.empty() || (!options.args.empty() && is_config(options.args.front()));
  if (!file_given && state) return named_folder(*state, command);
  const std::string file = options.take_config();
  if (file.empty()) {
    usage_error(command, "which state? name the config file, or --state FOLDER");
    return std::nullopt;
  }
  auto out = from_config(options, file);
  if (!out) return out;
  if (Status s = check_not_served_elsewhere(options, file, out->folder.path); !s) {
    print_error("sluice " + std::string(command) + ": " + s.message());
    return std::nullopt;
  }
  return out;
}

bool know_pipelines(const Options& options, std::string_view command, const StateLocation& location,
                    const std::vector<store::PipelineState>& stored) {
  std::vector<std::string> known = location.pipelines;
  for (const store::PipelineState& state : stored)
    if (std::find(known.begin(), known.end(), state.pipeline) == known.end())
      known.push_back(state.pipeline);
  for (const std::string& name : options.args) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    usage_error(command, no_pipeline(name, known));
    return false;
  }
  return true;
}

}  // namespace sluice::app
