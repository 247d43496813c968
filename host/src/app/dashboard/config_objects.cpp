#include "app/dashboard/config_objects.hpp"

#include <algorithm>
#include <set>

#include "app/report/console.hpp"
#include "app/report/secret_setting.hpp"
#include "config/pipeline_parts.hpp"

namespace sluice::app {
namespace {

using config::Kind;
using config::Node;

struct Section {
  const char* name;
  const char* kind;
};
constexpr Section kObjectSections[] = {{"clients", "client"},
                                       {"incoming", "incoming"},
                                       {"outgoing", "outgoing"},
                                       {"pipelines", "pipeline"},
                                       {"tables", "table"}};

Node secret_node(const std::string& reference) {
  Node out = Node::object();
  out.set("secret", flag_node(true));
  if (!reference.empty()) out.set("reference", text_node(reference));
  return out;
}

// As it is written: ${…} stays. What is or may be a secret is not shown.
Node shown_value(const Node& value, const SettingName& name, const services::Redactor& redactor) {
  if (value.is(Kind::kObject)) {
    Node out = Node::object();
    for (const config::Member& member : value.members)
      out.set(member.key, shown_value(member.value, name.member(member.key), redactor));
    return out;
  }
  if (value.is(Kind::kArray)) {
    Node out = Node::array();
    for (const Node& item : value.items) out.items.push_back(shown_value(item, name, redactor));
    return out;
  }
  if (is_secret_setting(value, name, redactor)) return secret_node(value.written);
  return value.written.empty() ? value : text_node(value.written);
}

// The component of an object: of a client itself, of an incoming its subscriber, …
const Node* component_of(const Node& object, std::string_view kind) {
  if (kind == "incoming" && object.find("subscriber")) return object.find("subscriber");
  if (kind == "outgoing" && object.find("publisher")) return object.find("publisher");
  return &object;
}

std::string scalar_of(const Node& object, std::string_view key) {
  const Node* const value = object.find(key);
  return value && value->is(Kind::kString) ? value->text : std::string();
}

bool mentions(const Node& node, std::string_view key, const std::string& name) {
  if (scalar_of(node, key) == name) return true;
  return std::any_of(node.members.begin(), node.members.end(),
                     [&](const auto& member) { return mentions(member.value, key, name); }) ||
         std::any_of(node.items.begin(), node.items.end(),
                     [&](const Node& item) { return mentions(item, key, name); });
}

bool is_one_of(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Whether `user`, an object of a section, names the object itself.
bool names_it(const config::Member& user, std::string_view section, const Section& of,
              const std::string& name) {
  const std::string_view kind = of.kind;
  if (kind == "client") return section != "clients" && mentions(user.value, "client", name);
  if (kind == "table") return section != "tables" && mentions(user.value, "table", name);
  if (kind == "incoming")
    return section == "pipelines" && is_one_of(config::incoming_of(user.value), name);
  if (kind == "outgoing")
    return (section == "pipelines" && is_one_of(config::outgoings_of(user.value), name)) ||
           is_one_of(config::thens_of(user.value), name) ||
           is_one_of(config::alert_outgoings_of(user.value), name);
  return false;
}

Node users_of(const Node& root, const Section& of, const std::string& name) {
  Node out = Node::array();
  for (const Section& section : kObjectSections) {
    const Node* const objects = root.find(section.name);
    if (!objects) continue;
    for (const config::Member& user : objects->members)
      if (names_it(user, section.name, of, name))
        out.items.push_back(text_node(std::string(section.name) + "." + user.key));
  }
  return out;
}

class ObjectList {
 public:
  ObjectList(const Node& root, const ObjectSources& sources) : root_(root), sources_(sources) {}

  Node take() {
    Node out = Node::array();
    for (const Section& section : kObjectSections) {
      const Node* const objects = root_.find(section.name);
      if (!objects) continue;
      for (const config::Member& one : objects->members)
        out.items.push_back(object_node(section, one));
    }
    return out;
  }

 private:
  Node object_node(const Section& section, const config::Member& one) const {
    Node out = Node::object();
    out.set("kind", text_node(section.kind));
    out.set("name", text_node(one.key));
    out.set("file", text_node(sources_.files[one.at.file]));
    out.set("line", unsigned_node(one.at.line));
    out.set("pointer", text_node(config::join_pointer(std::string("/") + section.name, one.key)));
    add_component(*component_of(one.value, section.kind), out);
    out.set("value", shown_value(one.value, {}, sources_.redactor));
    out.set("used_by", users_of(root_, section, one.key));
    return out;
  }

  void add_component(const Node& component, Node& out) const {
    const std::string use = scalar_of(component, "use");
    if (use.empty()) return;
    out.set("use", text_node(use));
    const loader::ComponentInfo* const info = sources_.registry.find(use);
    if (info) out.set("title", text_node(info->title));
  }

  const Node& root_;
  const ObjectSources& sources_;
};

}  // namespace

Node objects_node(const Node& root, const ObjectSources& sources) {
  return ObjectList(root, sources).take();
}

}  // namespace sluice::app
