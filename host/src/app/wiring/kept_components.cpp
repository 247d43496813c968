#include "app/wiring/kept_components.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <utility>

#include "app/report/console.hpp"
#include "app/wiring/component_name.hpp"
#include "pipeline/fingerprint.hpp"
#include "platform/system_clock.hpp"
#include "store/moved_components.hpp"

namespace sluice::app {
namespace {

using config::ComponentConfig;
using store::Component;

constexpr const char* kCase = "case";

// Nothing is kept of a case itself.
bool is_case(const std::vector<Component>& all, const std::string& name) {
  return std::any_of(all.begin(), all.end(),
                     [&](const Component& one) { return one.use == kCase && one.name == name; });
}

// With `${…}` as it stands in the file: a value from outside may be a secret, and another one does
// not make it another component.
config::Node as_written(config::Node node) {
  if (!node.written.empty()) node = config::Node::string(node.written);
  for (config::Member& member : node.members) member.value = as_written(std::move(member.value));
  for (config::Node& item : node.items) item = as_written(std::move(item));
  return node;
}

std::string settings_of(const ComponentConfig& config) {
  return pipeline::digest({config.use, config.client, config::to_json(as_written(config.node)),
                           config::to_json(as_written(config.step_node))});
}

// But for the work folders, which stay.
bool are_same(const std::vector<Component>& stored, const std::vector<Component>& now) {
  return std::equal(stored.begin(), stored.end(), now.begin(), now.end(),
                    [](Component before, const Component& one) {
                      before.folder = one.folder;
                      return before == one;
                    });
}

// `kept` begins with the same components as `now`, whose folders are called as their instances.
std::map<std::string, std::string> folders_of(const std::vector<Component>& now,
                                              const std::vector<Component>& kept) {
  std::map<std::string, std::string> out;
  for (size_t i = 0; i < now.size(); i++)
    if (kept[i].folder != now[i].folder) out.emplace(now[i].folder, kept[i].folder);
  return out;
}

// Lists the components of one pipeline.
class Listing {
 public:
  explicit Listing(const loader::Registry& registry) : registry_(registry) {}

  void add_steps(const std::vector<ComponentConfig>& steps, const std::vector<std::string>& names,
                 const std::string& owner, const char* list) {
    chains_.clear();
    for (size_t i = 0; i < steps.size(); i++) {
      const auto chain = chains_.find(steps[i].route.chain);
      const bool of_case = chain != chains_.end();
      out_.push_back({names[i],
                      of_case ? chain->second : owner,
                      of_case ? "transformers" : list,
                      steps[i].use,
                      settings_of(steps[i]),
                      {},
                      steps[i].instance});
      if (steps[i].chooses) add_cases(*steps[i].chooses, names[i], steps[i].route.chain);
    }
  }

  void add_publisher(const ComponentConfig& config, const std::string& name) {
    out_.push_back({name,
                    {},
                    "publishers",
                    config.use,
                    settings_of(config),
                    target_of(config),
                    config.instance});
    const auto add_own = [&](const std::vector<ComponentConfig>& steps, const char* list) {
      add_steps(steps, own_step_names(steps, config, name, list), name, list);
    };
    add_own(config.transformers, "transformers");
    add_own(config.on_success, "on_success");
    add_own(config.on_error, "on_error");
  }

  std::vector<Component> take() { return std::move(out_); }

 private:
  void add_cases(const base::SwitchSettings& chooses, const std::string& owner, uint32_t own) {
    for (size_t i = 0; i < chooses.cases.size(); i++)
      add_case(owner + ", case " + std::to_string(i), owner, chooses.cases[i].when,
               chooses.cases[i].chain);
    if (chooses.otherwise != own) add_case(owner + ", else", owner, "else", chooses.otherwise);
  }

  void add_case(const std::string& name, const std::string& owner, const std::string& when,
                uint32_t chain) {
    out_.push_back({name, owner, "cases", kCase, pipeline::digest({when}), {}, {}});
    chains_[chain] = name;
  }

  // Empty: the plugin does not say where it writes.
  std::string target_of(const ComponentConfig& config) const {
    const loader::ComponentInfo* const info = registry_.find(config.use);
    if (!info || info->target.empty()) return {};
    config::Node place = config::Node::object();
    for (const std::string& name : info->target)
      if (const config::Node* setting = config.node.find(name)) place.set(name, *setting);
    return pipeline::digest({config.use, config.client, config::to_json(as_written(place))});
  }

  const loader::Registry& registry_;
  std::vector<Component> out_;
  std::map<uint32_t, std::string> chains_;  // of the list: the cases' names
};

}  // namespace

std::vector<Component> components_to_keep(const config::PipelineConfig& pipeline,
                                          const loader::Registry& registry) {
  Listing listing(registry);
  listing.add_steps(pipeline.request_transformers,
                    step_names("request_transformers", pipeline.request_transformers), {},
                    "request_transformers");
  listing.add_steps(pipeline.transformers, step_names("transformers", pipeline.transformers), {},
                    "transformers");
  const std::vector<std::string> names = publisher_names(pipeline);
  for (size_t i = 0; i < names.size(); i++) listing.add_publisher(pipeline.publishers[i], names[i]);
  return listing.take();
}

Result<Followed> follow_components(const config::PipelineConfig& pipeline,
                                   const loader::Registry& registry, store::ComponentStore& store,
                                   int64_t fence) {
  if (!pipeline.refused.empty()) return Followed();
  const std::vector<Component> now = components_to_keep(pipeline, registry);
  const auto stored = store.components(pipeline.name);
  if (!stored) return stored.status();
  if (are_same(*stored, now)) return Followed{{}, folders_of(now, *stored)};
  const std::string aside = " until " + time_text(platform::SystemClock().unix_us());
  store::ComponentChanges changes = store::changes_between(*stored, now, aside);
  if (Status s = store.put_components(pipeline.name, fence, changes, aside); !s)
    return s.in("pipeline " + pipeline.name);
  std::erase_if(changes.renamed,
                [&](const store::Renamed& one) { return is_case(*stored, one.from); });
  return Followed{std::move(changes.renamed), folders_of(now, changes.components)};
}

std::string renamed_text(const std::vector<store::Renamed>& renamed) {
  std::string names;
  for (const store::Renamed& one : renamed)
    names += (names.empty() ? "" : ", ") + one.from + " -> " + one.to;
  return "steps or targets moved in the configuration; what is kept of them is kept under their "
         "new names: " +
         names;
}

}  // namespace sluice::app
