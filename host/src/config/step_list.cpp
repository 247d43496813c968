#include "config/step_list.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace sluice::config {
namespace {

constexpr std::string_view kSwitchKeys[] = {"switch", "else", "when", "on_error"};

// Where a list of steps is, or a step in it, and which records pass it.
struct ListPlace {
  std::string instance;  // "pipelines.products.transformers"
  std::string number;  // of the list, behind the outermost one's name: "[2].else"; empty: that one
  uint32_t chain = 0;
};

class StepList {
 public:
  explicit StepList(const SectionContext& context) : context_(context) {}

  void add(const std::vector<Placed>& parts, const ListPlace& list) {
    for (size_t i = 0; i < parts.size(); i++) {
      if (!parts[i].node->is(Kind::kObject)) continue;
      const std::string at = "[" + std::to_string(i) + "]";
      const ListPlace place{list.instance + at, list.number + at, list.chain};
      parts[i].node->find("switch") ? add_switch(parts[i], place) : add_step(parts[i], place);
    }
  }

  std::vector<ComponentConfig> take() { return std::move(steps_); }

 private:
  // An absent or broken section is left out; the host's schema has reported all but this.
  void add_step(const Placed& part, const ListPlace& place) {
    if (!part.node->find("use") && !context_.problems.has(part.pointer + "/use"))
      context_.problems.add(part.node->at, part.pointer,
                            "\"use\" is missing: the component that this step is; or switch: cases "
                            "with steps of their own");
    auto one =
        load_section_config(*part.node, {place.instance, part.pointer, "transformer"}, context_);
    if (!one) return;
    one->number = place.number;
    one->route.chain = place.chain;
    steps_.push_back(std::move(*one));
  }

  void add_switch(const Placed& part, const ListPlace& place) {
    check_keys(part);
    const size_t own = steps_.size();
    steps_.push_back(load_switch_config(*part.node, {place.instance, part.pointer, "transformer"}));
    steps_[own].number = place.number;
    steps_[own].route.chain = place.chain;
    base::SwitchSettings settings;
    settings.otherwise = place.chain;
    const std::vector<Node>& cases = part.node->find("switch")->items;
    for (size_t i = 0; i < cases.size(); i++) {
      const std::string at = "switch[" + std::to_string(i) + "].transformers";
      settings.cases.push_back(
          {expression_in(cases[i], "when"),
           add_chain(cases[i], "transformers", part.pointer + "/switch/" + std::to_string(i), at,
                     place)});
    }
    if (part.node->find("else"))
      settings.otherwise = add_chain(*part.node, "else", part.pointer, "else", place);
    steps_[own].chooses = std::move(settings);
  }

  // The number of the chain that is list `key` of `object`.
  uint32_t add_chain(const Node& object, const std::string& key, const std::string& pointer,
                     const std::string& at, const ListPlace& place) {
    const uint32_t chain = ++chains_;
    const size_t first = steps_.size();
    add(listed_in(object, key, pointer, {}),
        {place.instance + "." + at, place.number + "." + at, chain});
    for (size_t i = first; i < steps_.size(); i++)
      if (steps_[i].route.chain == chain) steps_[i].route.last = chains_;
    return chain;
  }

  void check_keys(const Placed& part) {
    for (const Member& member : part.node->members) {
      if (std::find(std::begin(kSwitchKeys), std::end(kSwitchKeys), member.key) !=
          std::end(kSwitchKeys))
        continue;
      const bool each = member.key == "each";
      context_.problems.add(
          member.at, part.pointer + "/" + member.key,
          each ? "a switch sends whole records; give each: to the steps of its cases, with when:"
               : "a switch has no \"" + member.key + "\"; it has switch, else, when and on_error");
    }
  }

  const SectionContext& context_;
  std::vector<ComponentConfig> steps_;
  uint32_t chains_ = 0;
};

}  // namespace

std::vector<ComponentConfig> load_step_list(const std::vector<Placed>& parts,
                                            const std::string& instance,
                                            const SectionContext& context) {
  StepList list(context);
  list.add(parts, {instance, {}, 0});
  return list.take();
}

}  // namespace sluice::config
