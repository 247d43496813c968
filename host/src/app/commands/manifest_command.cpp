// sluice manifest check: what a plugin's author should fix before anyone loads the plugin.
#include <filesystem>
#include <fstream>
#include <iterator>

#include "app/commands/commands.hpp"
#include "app/report/console.hpp"
#include "app/report/exit_code.hpp"
#include "loader/manifest.hpp"
#include "loader/manifest_check.hpp"
#include "loader/plugin.hpp"

namespace sluice::app {
namespace {

using Lines = std::vector<std::string>;

// The manifest alone, as in the source tree.
Result<Lines> check_text(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return Status(SLUICE_E_INVALID, "cannot be read");
  std::string text(loader::kMaxManifest + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<size_t>(in.gcount()));
  const auto plugin = loader::parse_manifest(text);
  if (!plugin) return plugin.status();
  return loader::check_manifest(*plugin);
}

// The plugin: its manifest, and the ids that its code has.
Result<Lines> check_library(const std::filesystem::path& file) {
  const auto plugin = loader::Plugin::read(file);
  if (!plugin) return plugin.status();
  Lines out = loader::check_manifest((*plugin)->info());
  const auto ids = (*plugin)->ids_in_code();
  if (!ids) return ids.status();
  Lines more = loader::check_component_ids((*plugin)->info(), *ids);
  out.insert(out.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  return out;
}

bool check_file(const std::string& name) {
  const std::filesystem::path file(name);
  const Result<Lines> found = file.extension() == ".json" ? check_text(file) : check_library(file);
  if (!found) return print_error(name + ": " + found.status().message()), false;
  for (const std::string& line : *found) print_error(name + ": " + line);
  return found->empty();
}

}  // namespace

int manifest_command(Options options) {
  if (options.take() != "check") return usage_error("manifest", "say check");
  if (options.args.empty())
    return usage_error("manifest", "check which? name a plugin (.so) or a manifest (.json)");
  bool good = true;
  for (const std::string& file : options.args) good &= check_file(file);
  return good ? kDone : kInvalid;
}

}  // namespace sluice::app
