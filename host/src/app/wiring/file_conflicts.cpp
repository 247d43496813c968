#include "app/wiring/file_conflicts.hpp"

#include <fnmatch.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/wiring/state_folder.hpp"
#include "config/suggest.hpp"
#include "platform/file_key.hpp"

namespace sluice::app {
namespace {

// A file that a component's setting names.
struct Use {
  const config::PipelineConfig* pipeline = nullptr;
  const config::ComponentConfig* component = nullptr;
  const config::Node* setting = nullptr;
  std::string pointer = {};
  std::string key = {};
};

struct Uses {
  std::vector<Use> inputs, outputs;
};

namespace fs = std::filesystem;

// Links followed as far as there are files.
fs::path real_path(const fs::path& path) {
  std::error_code error;
  fs::path out = fs::weakly_canonical(fs::absolute(path, error), error);
  return error ? path : out;
}

bool is_folder(const std::string& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

// Whether a file that is written is one of those that are read: of a folder, or by a pattern.
bool covers(const std::string& input, const std::string& output) {
  const fs::path folder = real_path(
      fs::path(output).parent_path().empty() ? fs::path(".") : fs::path(output).parent_path());
  if (is_folder(input)) return real_path(input) == folder || real_path(input) / "" == folder;
  if (input.find_first_of("*?[") == input.npos) return false;
  const fs::path pattern =
      real_path(fs::path(input).parent_path().empty() ? fs::path(".")
                                                      : fs::path(input).parent_path()) /
      fs::path(input).filename();
  return ::fnmatch(pattern.c_str(), (folder / fs::path(output).filename()).c_str(), FNM_PATHNAME) ==
         0;
}

class UseCollector {
 public:
  UseCollector(const loader::Registry& registry, Streams streams)
      : registry_(registry), streams_(streams) {}

  Uses collect(const config::Config& config) {
    for (const config::PipelineConfig& pipeline : config.pipelines) {
      for (const auto* component : config::components_of(pipeline)) add(pipeline, *component);
    }
    return std::move(uses_);
  }

 private:
  void add(const config::PipelineConfig& pipeline, const config::ComponentConfig& component) {
    const loader::ComponentInfo* info = registry_.find(component.use);
    if (!info) return;
    for (const std::string& name : info->inputs) add(Use{&pipeline, &component}, name, 0);
    for (const std::string& name : info->outputs) add(Use{&pipeline, &component}, name, 1);
  }

  void add(Use use, const std::string& name, int stream) {
    use.setting = use.component->node.find(name);
    if (!use.setting || !use.setting->is(config::Kind::kString)) return;
    const bool standard = use.setting->text == "-";
    if (standard && streams_ == Streams::kUnknown) return;
    const std::string& path = config::file_named(*use.setting);
    const auto key = standard ? platform::file_key(stream) : platform::file_key(path);
    const bool folder = !stream && !standard && is_folder(path);
    if (!key && !folder) return;
    use.pointer = use.component->pointer + "/" + name;
    use.key = key.value_or("");
    (stream ? uses_.outputs : uses_.inputs).push_back(std::move(use));
  }

  const loader::Registry& registry_;
  const Streams streams_;
  Uses uses_;
};

void add_problem(const Use& use, std::string message, config::Problems& problems) {
  problems.add(use.setting->at, use.pointer, std::move(message));
}

void check_outputs(const std::vector<Use>& outputs, config::Problems& problems) {
  for (size_t i = 1; i < outputs.size(); i++) {
    const Use& use = outputs[i];
    const auto end = outputs.begin() + static_cast<ptrdiff_t>(i);
    const auto same = std::find_if(outputs.begin(), end, [&](const Use& other) {
      return other.key == use.key && !(other.setting->text == "-" && use.setting->text == "-");
    });
    if (same == end) continue;
    const bool link = same->setting->text != use.setting->text;
    add_problem(use,
                "the output of " + use.component->instance + " is written by " +
                    same->component->instance + ", too" +
                    (link ? " (as " + same->setting->text + ", which leads to the same file)"
                          : std::string()) +
                    "; give each publisher its own path",
                problems);
  }
}

// A pipeline that reads a file of its own, perhaps through others, would never end.
class Circles {
 public:
  explicit Circles(const Uses& uses) : uses_(uses) {}

  void check(config::Problems& problems) {
    for (const Use& output : uses_.outputs) {
      way_ = {output.pipeline};
      if (!leads_to(output, output.pipeline)) continue;
      std::vector<std::string> names;
      for (const auto* pipeline : way_) names.push_back(pipeline->name);
      add_problem(output,
                  names.size() == 1
                      ? "this pipeline reads the file that it writes (" + input_ +
                            "), and would do so forever; give the output another path"
                      : "pipelines " + config::list_names(names) +
                            " read what they write, one from the other, and would do so forever; "
                            "give one of them another output",
                  problems);
    }
  }

 private:
  bool leads_to(const Use& output, const config::PipelineConfig* start) {
    for (const Use& input : uses_.inputs) {
      if (input.key != output.key &&
          !covers(config::file_named(*input.setting), config::file_named(*output.setting)))
        continue;
      if (input.pipeline == start) return input_ = input.component->instance, true;
      if (std::find(way_.begin(), way_.end(), input.pipeline) != way_.end()) continue;
      way_.push_back(input.pipeline);
      for (const Use& next : uses_.outputs)
        if (next.pipeline == input.pipeline && leads_to(next, start)) return true;
      way_.pop_back();
    }
    return false;
  }

  const Uses& uses_;
  std::vector<const config::PipelineConfig*> way_;
  std::string input_;
};

void check_own_files(const config::Config& config, const std::vector<Use>& outputs,
                     config::Problems& problems) {
  const std::string store = store_file(config.host.state);
  std::vector<std::pair<std::string, std::string>> own = {
      {store, "the state store"},
      {store + "-wal", "part of the state store"},
      {store + "-shm", "part of the state store"},
      {server_lock_file(config.host.state), "the lock of the state folder"}};
  for (const config::PipelineConfig& pipeline : config.pipelines)
    own.emplace_back(pipeline_lock_file(config.host.state, pipeline.name),
                     "the lock of a pipeline");
  for (const std::string& file : config.files) own.emplace_back(file, "the configuration itself");
  for (const auto& [path, what] : own) {
    const auto key = platform::file_key(path);
    for (const Use& output : outputs)
      if (key && output.key == *key)
        add_problem(output, "this is " + what + "; give the output another path", problems);
  }
}

}  // namespace

void check_files(const config::Config& config, const loader::Registry& registry, Streams streams,
                 config::Problems& problems) {
  const Uses uses = UseCollector(registry, streams).collect(config);
  check_outputs(uses.outputs, problems);
  check_own_files(config, uses.outputs, problems);
  Circles(uses).check(problems);
}

}  // namespace sluice::app
