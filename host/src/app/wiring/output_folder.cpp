#include "app/wiring/output_folder.hpp"

#include <algorithm>
#include <vector>

namespace sluice::app {
namespace {

namespace fs = std::filesystem;

constexpr const char* kStandardOutput = "-";

// The settings that are set and name files.
std::vector<config::Node*> named_outputs(config::ComponentConfig& publisher,
                                         const loader::Registry& registry) {
  std::vector<config::Node*> out;
  const loader::ComponentInfo* const info = registry.find(publisher.use);
  if (!info) return out;
  for (const std::string& setting : info->outputs) {
    config::Node* const path = publisher.node.find(setting);
    if (path && path->is(config::Kind::kString)) out.push_back(path);
  }
  return out;
}

void redirect(const fs::path& folder, config::ComponentConfig& publisher,
              const loader::Registry& registry) {
  for (config::Node* const path : named_outputs(publisher, registry)) {
    if (path->text == kStandardOutput) continue;
    const fs::path to = below(folder, path->text);
    std::error_code ignored;  // the publisher reports what is wrong with its file
    fs::create_directories(to.parent_path(), ignored);
    path->text = to.string();
    path->path.clear();
  }
  publisher.json = config::to_json(config::with_paths(publisher.node));
}

}  // namespace

fs::path below(const fs::path& folder, const std::string& path) {
  fs::path out = folder;
  for (const fs::path& part : fs::path(path).lexically_normal().relative_path())
    if (part != "..") out /= part;
  return out;
}

std::vector<std::string> output_files(const config::ComponentConfig& publisher,
                                      const loader::Registry& registry) {
  std::vector<std::string> out;
  config::ComponentConfig copy = publisher;
  for (const config::Node* const path : named_outputs(copy, registry)) out.push_back(path->text);
  return out;
}

bool writes_files_only(const config::ComponentConfig& publisher, const loader::Registry& registry) {
  const std::vector<std::string> files = output_files(publisher, registry);
  return publisher.client.empty() && !files.empty() &&
         std::find(files.begin(), files.end(), kStandardOutput) == files.end();
}

void write_below(const fs::path& folder, Workspace& workspace) {
  for (config::PipelineConfig& pipeline : workspace.config.pipelines)
    for (config::ComponentConfig& publisher : pipeline.publishers)
      redirect(folder, publisher, workspace.registry);
}

}  // namespace sluice::app
