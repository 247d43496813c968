#include "config/load.hpp"

#include <algorithm>
#include <cstdlib>

#include "config/component_section.hpp"
#include "config/hide.hpp"
#include "config/scalar_check.hpp"
#include "config/suggest.hpp"

namespace sluice::config {
namespace {

bool is_instance_name(std::string_view name) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  };
  return !name.empty() && name.size() <= 100 && std::all_of(name.begin(), name.end(), allowed);
}

class Loader {
 public:
  Loader(const Draft& draft, const SectionContext& context) : draft_(draft), context_(context) {
    config_.file = draft.file;
    config_.host = draft.host;
  }

  Config run() {
    if (const Node* clients = draft_.root.find("clients")) {
      for (const Member& member : clients->members) load_client(member);
    }
    if (const Node* pipelines = draft_.root.find("pipelines")) {
      for (const Member& member : pipelines->members) load_pipeline(member);
    }
    return std::move(config_);
  }

 private:
  void check_name(const Member& member, std::string_view what, const std::string& pointer) {
    if (is_instance_name(member.key)) return;
    context_.problems.add(member.at, pointer,
                          "the name of a " + std::string(what) + ", \"" + member.key +
                              "\", must be 1 to 100 letters, digits, _ or -");
  }

  // An absent or broken section is left out; the host's schema has reported it.
  void load_section(const Node* node, const SectionPlace& place,
                    std::vector<ComponentConfig>& into) {
    if (!node || !node->is(Kind::kObject)) return;
    if (std::optional<ComponentConfig> one = load_section_config(*node, place, context_)) {
      into.push_back(std::move(*one));
    }
  }

  void load_list(const Node* list, SectionPlace place, std::vector<ComponentConfig>& into) {
    if (!list) return;
    const SectionPlace all = place;
    for (size_t i = 0; i < list->items.size(); i++) {
      place.instance = all.instance + "[" + std::to_string(i) + "]";
      place.pointer = join_pointer(all.pointer, std::to_string(i));
      load_section(&list->items[i], place, into);
    }
  }

  void load_client(const Member& member) {
    const std::string pointer = join_pointer("/clients", member.key);
    check_name(member, "client", pointer);
    std::vector<ComponentConfig> one;
    load_section(&member.value, {"clients." + member.key, pointer, "client"}, one);
    if (!one.empty()) config_.clients.push_back({member.key, std::move(one.front())});
  }

  void load_pipeline(const Member& member) {
    const std::string pointer = join_pointer("/pipelines", member.key);
    const std::string instance = "pipelines." + member.key;
    check_name(member, "pipeline", pointer);
    if (!member.value.is(Kind::kObject)) return;
    PipelineConfig pipeline;
    pipeline.name = member.key;
    pipeline.at = member.at;
    load_subscriber(member.value, instance, pointer, pipeline);
    load_list(member.value.find("transformers"),
              {instance + ".transformers", pointer + "/transformers", "transformer"},
              pipeline.transformers);
    load_publishers(member, instance, pointer, pipeline);
    load_retry(member.value.find("retry"), pointer, pipeline);
    if (const Node* on_crash = member.value.find("on_crash"))
      set_on_crash(on_crash->text == "repeat", member.value, pipeline.publishers);
    pipeline.park_limit = park_limit(member.value, draft_.host.park_limit);
    read_number(member.value, "weight", pipeline.weight);
    config_.pipelines.push_back(std::move(pipeline));
  }

  // For all publishers without one of their own.
  static void set_on_crash(bool repeat, const Node& section,
                           std::vector<ComponentConfig>& publishers) {
    for (size_t i = 0; i < publishers.size(); i++) {
      const Node* own = section.find("publisher");
      const Node* list = section.find("publishers");
      if (!own && list && i < list->items.size()) own = &list->items[i];
      if (!own || !own->find("on_crash")) publishers[i].repeat_after_crash = repeat;
    }
  }

  void load_subscriber(const Node& section, const std::string& instance, const std::string& pointer,
                       PipelineConfig& pipeline) {
    const Node* node = section.find("subscriber");
    std::vector<ComponentConfig> one;
    load_section(node, {instance + ".subscriber", pointer + "/subscriber", "subscriber"}, one);
    if (!one.empty()) pipeline.subscriber = std::move(one.front());
    if (!node) return;
    const Node* request = pipeline.subscriber.node.find("request");
    if (!request) request = node->find("request");
    if (request && request->is(Kind::kObject)) pipeline.request_json = to_json(*request);
    load_list(node->find("request_transformers"),
              {instance + ".subscriber.request_transformers",
               pointer + "/subscriber/request_transformers", "transformer"},
              pipeline.request_transformers);
  }

  void load_publishers(const Member& member, const std::string& instance,
                       const std::string& pointer, PipelineConfig& pipeline) {
    const Node* list = member.value.find("publishers");
    const Node* single = member.value.find("publisher");
    if (list && single) {
      context_.problems.add(single->at, pointer + "/publisher",
                            "publisher and publishers are both given; write one of them");
    }
    if (!list && !single) {
      context_.problems.add(member.value.at, pointer,
                            "\"publishers\" is missing: where the records go");
    }
    load_list(list, {instance + ".publishers", pointer + "/publishers", "publisher"},
              pipeline.publishers);
    if (list) return;
    // The same instance as the first of the list: state and tasks survive the other spelling.
    load_section(single, {instance + ".publishers[0]", pointer + "/publisher", "publisher"},
                 pipeline.publishers);
  }

  // Unchanged where the schema found it wrong.
  template <class Number>
  static void read_number(const Node& object, const char* key, Number& into) {
    const Node* value = object.find(key);
    if (!value || !is_of_type(*value, "integer")) return;
    into = static_cast<uint32_t>(std::strtoul(value->text.c_str(), nullptr, 10));
  }

  void load_retry(const Node* node, const std::string& pointer, PipelineConfig& pipeline) {
    if (!node) return;
    base::RetrySettings& retry = pipeline.retry;
    read_number(*node, "attempts", retry.attempts);
    read_number(*node, "initial_ms", retry.base_ms);
    read_number(*node, "max_ms", retry.max_ms);
    read_number(*node, "longest_told_ms", pipeline.longest_told_ms);
    if (retry.base_ms <= retry.max_ms) return;
    context_.problems.add(node->at, pointer + "/retry",
                          "initial_ms " + std::to_string(retry.base_ms) + " is more than max_ms " +
                              std::to_string(retry.max_ms) + "; raise max_ms or lower initial_ms");
  }

  const Draft& draft_;
  const SectionContext& context_;
  Config config_;
};

bool is_incremental(const PipelineConfig& pipeline, const Catalogue& catalogue) {
  const ComponentType* type = catalogue.find(pipeline.subscriber.use);
  if (!type || type->incremental.empty()) return false;
  return std::all_of(type->incremental.begin(), type->incremental.end(), [&](const auto& setting) {
    const Node* value = pipeline.subscriber.node.find(setting);
    return value && value->is(Kind::kBoolean) && value->text == "true";
  });
}

// A run that continues where the last one ended would replace everything with only the changes.
void check_replacing(const PipelineConfig& pipeline, const Catalogue& catalogue,
                     Problems& problems) {
  if (!is_incremental(pipeline, catalogue)) return;
  const std::string& switch_off = catalogue.find(pipeline.subscriber.use)->incremental.front();
  for (const ComponentConfig& publisher : pipeline.publishers) {
    const ComponentType* type = catalogue.find(publisher.use);
    if (!type) continue;
    for (const auto& [setting, value] : type->replaces) {
      const Node* given = publisher.node.find(setting);
      if (!given || given->text != value) continue;
      problems.add(given->at, join_pointer(publisher.pointer, setting),
                   setting + ": " + value + " would keep only what changed since the last run; " +
                       "set " + switch_off + ": false at the subscriber, or another " + setting);
    }
  }
}

}  // namespace

Config load_components(const Draft& draft, const Catalogue& catalogue, const Protect& protect,
                       Problems& problems) {
  std::vector<std::string> clients;
  if (const Node* section = draft.root.find("clients")) {
    for (const Member& member : section->members) clients.push_back(member.key);
  }
  Config config = Loader(draft, {catalogue, clients, protect, problems}).run();
  for (const PipelineConfig& pipeline : config.pipelines) {
    check_replacing(pipeline, catalogue, problems);
  }
  return config;
}

void add_create_problem(const ComponentConfig& component, std::string_view message,
                        Problems& problems) {
  const auto tell = [&](Position at, const std::string& pointer, std::string_view what) {
    problems.add(at, pointer, hide_values(component.node, std::string(what)));
  };
  const size_t colon = message.empty() || message[0] != '/' ? 0 : message.find(": ");
  if (colon == 0 || colon == std::string_view::npos) {
    const size_t skip = message.substr(0, 2) == ": " ? 2 : 0;  // an empty pointer: the section
    return tell(component.node.at, component.pointer, message.substr(skip));
  }
  const std::string pointer(message.substr(0, colon));
  // The schema has reported the cause there.
  if (problems.has(component.pointer + pointer)) return;
  // The nearest place that is in the file: the pointer from create may be absent.
  Position at = component.node.at;
  for (std::string place = pointer; !place.empty(); place.erase(place.rfind('/'))) {
    const Node* node = component.node.at_pointer(place);
    if (!node) continue;
    at = node->at;
    break;
  }
  tell(at, component.pointer + pointer, message.substr(colon + 2));
}

}  // namespace sluice::config
