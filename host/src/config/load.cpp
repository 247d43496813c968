#include "config/load.hpp"

#include <algorithm>
#include <cstdlib>
#include <set>

#include "config/alert_section.hpp"
#include "config/backlog_section.hpp"
#include "config/component_section.hpp"
#include "config/files.hpp"
#include "config/hide.hpp"
#include "config/keep_section.hpp"
#include "config/pipeline_parts.hpp"
#include "config/retry_section.hpp"
#include "config/scalar_check.hpp"
#include "config/schedule_section.hpp"
#include "config/step_list.hpp"
#include "config/suggest.hpp"
#include "config/table_section.hpp"
#include "config/whole_walks.hpp"

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
    config_.files = draft.files;
    config_.host = draft.host;
  }

  Config run() {
    if (const Node* clients = draft_.root.find("clients")) {
      for (const Member& member : clients->members) load_client(member);
    }
    if (const Node* tables = draft_.root.find("tables")) {
      for (const Member& member : tables->members) load_table(member);
    }
    if (const Node* host = draft_.root.find("host")) load_alerts(*host, "/host", {});
    if (const Node* pipelines = draft_.root.find("pipelines")) {
      for (const Member& member : pipelines->members) load_pipeline(member);
    }
    check_unused();
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

  void load_step_parts(const std::vector<Placed>& parts, const std::string& instance,
                       std::vector<ComponentConfig>& into) {
    for (ComponentConfig& step : load_step_list(parts, instance, context_))
      into.push_back(std::move(step));
  }

  void load_client(const Member& member) {
    const std::string pointer = join_pointer("/clients", member.key);
    check_name(member, "client", pointer);
    std::vector<ComponentConfig> one;
    load_section(&member.value, {"clients." + member.key, pointer, "client"}, one);
    if (!one.empty()) config_.clients.push_back({member.key, std::move(one.front())});
  }

  void load_table(const Member& member) {
    check_name(member, "table", join_pointer("/tables", member.key));
    const std::string folder = folder_of(draft_.files[member.at.file]);
    if (auto table = read_table(member, folder, context_.problems))
      config_.tables.push_back(*std::move(table));
  }

  void load_pipeline(const Member& member) {
    const std::string pointer = join_pointer("/pipelines", member.key);
    const std::string instance = "pipelines." + member.key;
    check_name(member, "pipeline", pointer);
    if (!member.value.is(Kind::kObject)) return;
    const PipelineParts parts = pipeline_parts(draft_.root, member, context_.problems);
    PipelineConfig pipeline;
    pipeline.name = member.key;
    if (const auto why = draft_.refused.find(member.key); why != draft_.refused.end())
      pipeline.refused = why->second;
    pipeline.at = member.at;
    for (const Placed& subscriber : parts.subscribers)
      load_subscriber(subscriber, instance, pipeline);
    load_step_parts(parts.transformers, instance + ".transformers", pipeline.transformers);
    load_setting_step(member.value, "order_by", "core.order",
                      {instance + ".order_by", pointer, "transformer"}, pipeline.transformers);
    load_retry(member.value.find("retry"), pointer, pipeline);
    load_publishers(parts.publishers, instance, member.value.find("on_crash"), pipeline);
    check_retried_statuses(member, parts.publishers, pointer, pipeline);
    pipeline.park_limit = park_limit(member.value, draft_.host.park_limit);
    read_number(member.value, "weight", pipeline.weight);
    if (const Node* keep = member.value.find("keep"))
      pipeline.keep = read_keep(*keep, pointer + "/keep", context_.problems);
    pipeline.schedule =
        read_schedule(member.value.find("schedule"), member.key, pointer + "/schedule",
                      draft_.host.time_zone, context_.problems);
    config_.pipelines.push_back(std::move(pipeline));
    load_alerts(member.value, pointer, member.key);
  }

  // `pipeline`: empty for the host's.
  void load_alerts(const Node& object, const std::string& pointer, const std::string& pipeline) {
    for (const char* kind : {"on_failure", "on_parked"}) {
      const Node* section = object.find(kind);
      if (!section || !section->is(Kind::kObject)) continue;
      const std::string place = join_pointer(pointer, kind);
      AlertConfig alert = read_alert(*section, place, context_.problems);
      const std::string owner = pipeline.empty() ? "host" : "pipelines." + pipeline;
      alert.pipeline = pipeline;
      alert.parked = std::string_view(kind) == "on_parked";
      alert.way.name = (pipeline.empty() ? "host." : pipeline + "/") + kind;
      alert.way.at = section->at;
      load_publishers(alert_parts(draft_.root, *section, place, context_.problems),
                      owner + "." + kind, nullptr, alert.way);
      // A message twice does less harm than none.
      for (ComponentConfig& publisher : alert.way.publishers) publisher.repeat_after_crash = true;
      config_.alerts.push_back(std::move(alert));
    }
  }

  void load_subscriber(const Placed& place, const std::string& instance, PipelineConfig& pipeline) {
    std::vector<ComponentConfig> one;
    load_section(place.node, {instance + ".subscriber", place.pointer, "subscriber"}, one);
    if (!one.empty()) pipeline.subscriber = std::move(one.front());
    const Node* request = pipeline.subscriber.node.find("request");
    if (!request) request = place.node->find("request");
    if (request && request->is(Kind::kObject)) pipeline.request_json = to_json(*request);
    const Node* list = place.node->find("request_transformers");
    std::vector<Placed> transformers;
    for (size_t i = 0; list && i < list->items.size(); i++)
      transformers.push_back({&list->items[i],
                              place.pointer + "/request_transformers/" + std::to_string(i),
                              place.name});
    load_step_parts(transformers, instance + ".subscriber.request_transformers",
                    pipeline.request_transformers);
  }

  // `on_crash`: of those that have none of their own; may be NULL. A named one's state belongs to
  // its name, an inline one's to its place among the inline ones, spelt as list or not.
  void load_publishers(const std::vector<PlacedPublisher>& parts, const std::string& instance,
                       const Node* on_crash, PipelineConfig& pipeline) {
    size_t inline_ones = 0;
    for (const PlacedPublisher& part : parts) {
      const std::string name = part.name.empty()
                                   ? ".publishers[" + std::to_string(inline_ones++) + "]"
                                   : ".to." + part.name;
      std::vector<ComponentConfig> one;
      load_publisher(part, instance + name, pipeline.retry, one);
      if (one.empty()) continue;
      if (on_crash && !part.node->find("on_crash"))
        one.front().repeat_after_crash = on_crash->text == "repeat";
      pipeline.publishers.push_back(std::move(one.front()));
    }
  }

  // Its steps are checked even where it is broken itself.
  void load_publisher(const PlacedPublisher& part, const std::string& instance,
                      const base::RetryRules& inherited, std::vector<ComponentConfig>& into) {
    std::vector<ComponentConfig> steps;
    load_where(*part.own, {instance + ".where", part.own_pointer, "transformer"}, steps);
    load_steps(part, "transformers", instance, steps);
    std::vector<ComponentConfig> on_success, on_error;
    load_steps(part, "on_success", instance, on_success);
    load_steps(part, "on_error", instance, on_error);
    const base::RetryRules retry = retry_of(*part.own, part.own_pointer, inherited);
    Node section = *part.node;
    add_retried(part, retry, section);
    std::vector<ComponentConfig> one;
    load_section(&section, {instance, part.pointer, "publisher", part.node == part.own}, one);
    if (one.empty()) return;
    one.front().retry = retry;
    one.front().outgoing = part.name;
    one.front().of_hooks = part.of_hooks;
    one.front().transformers = std::move(steps);
    one.front().on_success = std::move(on_success);
    one.front().on_error = std::move(on_error);
    if (const Node* then = part.own->find("then")) one.front().then = then->text;
    if (const Node* backlog = part.own->find("backlog"))
      one.front().backlog =
          read_backlog(*backlog, part.own_pointer + "/backlog", context_.problems);
    into.push_back(std::move(one.front()));
  }

  void load_steps(const PlacedPublisher& part, const std::string& list, const std::string& instance,
                  std::vector<ComponentConfig>& into) {
    load_step_parts(listed_in(*part.own, list, part.own_pointer, part.name), instance + "." + list,
                    into);
  }

  void load_where(const Node& own, const SectionPlace& place, std::vector<ComponentConfig>& into) {
    load_setting_step(own, "where", "core.filter", place, into);
  }

  // An expression is the business of a plugin, so the setting becomes a step of one.
  void load_setting_step(const Node& own, const std::string& setting, const std::string& use,
                         const SectionPlace& place, std::vector<ComponentConfig>& into) {
    const Node* given = own.find(setting);
    if (!given || !given->is(Kind::kString)) return;
    Node section = Node::object(given->at);
    section.set("use", Node::string(use, given->at));
    section.set(setting, *given);
    const size_t before = into.size();
    load_section(&section, place, into);
    if (into.size() > before) into.back().made_of = setting;
  }

  // Named objects that no pipeline takes are checked as well: they may be taken tomorrow.
  void check_unused() {
    std::set<std::string> used;
    for (const PipelineConfig& pipeline : config_.pipelines) note_used(pipeline, used);
    for (const AlertConfig& alert : config_.alerts) note_used(alert.way, used);
    check_unused_in("incoming", "subscriber", used);
    check_unused_in("outgoing", "publisher", used);
  }

  static void note_used(const PipelineConfig& pipeline, std::set<std::string>& used) {
    used.insert(pipeline.subscriber.pointer);
    for (const ComponentConfig& publisher : pipeline.publishers) used.insert(publisher.pointer);
  }

  void check_unused_in(const char* section, const char* kind, const std::set<std::string>& used) {
    const Node* all = draft_.root.find(section);
    if (!all) return;
    for (const Member& member : all->members) {
      const std::string pointer = join_pointer("/" + std::string(section), member.key);
      check_name(member, section, pointer);
      if (used.count(pointer + "/" + kind)) continue;
      std::vector<ComponentConfig> ignored;
      const std::string instance = std::string(section) + "." + member.key + ".";
      load_section(member.value.find(kind), {instance + kind, pointer + "/" + kind, kind}, ignored);
      load_where(member.value, {instance + "where", pointer, "transformer"}, ignored);
      for (const char* list : {"transformers", "on_success", "on_error"})
        load_step_parts(listed_in(member.value, list, pointer, member.key), instance + list,
                        ignored);
    }
  }

  base::RetryRules retry_of(const Node& own, const std::string& pointer,
                            const base::RetryRules& inherited) {
    const Node* given = own.find("retry");
    if (!given || !given->is(Kind::kObject)) return inherited;
    return read_retry(*given, pointer + "/retry", inherited, context_.problems);
  }

  void add_retried(const PlacedPublisher& part, const base::RetryRules& retry, Node& section) {
    if (!retries_statuses(retry)) return;
    const std::string pointer = part.own_pointer + "/retry";
    const bool knows =
        add_retried_statuses(retry, context_.catalogue, pointer, section, context_.problems);
    const Node* own = part.own->find("retry");
    if (!knows && own && retries_statuses(read_retry(*own, pointer, {}, ignored_)))
      context_.problems.add(own->at, pointer,
                            "retries an HTTP status, which this publisher knows nothing of; "
                            "remove the class");
  }

  void check_retried_statuses(const Member& member, const std::vector<PlacedPublisher>& parts,
                              const std::string& pointer, const PipelineConfig& pipeline) {
    if (!retries_statuses(pipeline.retry)) return;
    const bool any = std::any_of(parts.begin(), parts.end(), [&](const PlacedPublisher& part) {
      Node section = *part.node;
      return add_retried_statuses({}, context_.catalogue, pointer, section, ignored_);
    });
    if (!any)
      context_.problems.add(member.value.find("retry")->at, pointer + "/retry",
                            "retries an HTTP status, which none of the publishers knows anything "
                            "of; remove the class");
  }

  // Unchanged where the schema found it wrong.
  template <class Number>
  static void read_number(const Node& object, const char* key, Number& into) {
    const Node* value = object.find(key);
    if (!value || !is_of_type(*value, "integer")) return;
    into = static_cast<uint32_t>(std::strtoul(value->text.c_str(), nullptr, 10));
  }

  void load_retry(const Node* node, const std::string& pointer, PipelineConfig& pipeline) {
    if (!node || !node->is(Kind::kObject)) return;
    pipeline.retry = read_retry(*node, pointer + "/retry", {}, context_.problems);
    read_number(*node, "longest_told_ms", pipeline.longest_told_ms);
  }

  const Draft& draft_;
  const SectionContext& context_;
  Problems ignored_{"retry"};  // told elsewhere
  Config config_;
};

}  // namespace

Config load_components(const Draft& draft, const Catalogue& catalogue, const Protect& protect,
                       Problems& problems) {
  std::vector<std::string> clients;
  if (const Node* section = draft.root.find("clients")) {
    for (const Member& member : section->members) clients.push_back(member.key);
  }
  Config config = Loader(draft, {catalogue, clients, protect, problems}).run();
  for (const PipelineConfig& pipeline : config.pipelines) {
    check_whole_walks(pipeline, catalogue, problems);
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
  size_t known = 0;  // of the pointer, what is a place in the file; the rest may be made of values
  for (std::string place = pointer; !place.empty(); place.erase(place.rfind('/'))) {
    const Node* node = component.node.at_pointer(place);
    if (!node) node = component.step_node.at_pointer(place);
    if (!node) continue;
    at = node->at;
    known = place.size();
    break;
  }
  const std::string rest = hide_values(component.node, pointer.substr(known));
  tell(at, component.pointer + pointer.substr(0, known) + rest, message.substr(colon + 2));
}

}  // namespace sluice::config
