#include "app/report/config_text.hpp"

#include <utility>

#include "app/report/console.hpp"
#include "app/report/secret_setting.hpp"

namespace sluice::app {
namespace {

using config::Kind;
using config::Node;

bool is_container(const Node& node) { return node.is(Kind::kObject) || node.is(Kind::kArray); }

bool is_empty(const Node& node) { return node.members.empty() && node.items.empty(); }

// A default stands where its object does.
bool is_default(const Node& value, const Node& parent) {
  return !value.at.known() ||
         (value.at.line == parent.at.line && value.at.column == parent.at.column);
}

// What a ${…} was replaced by is from outside, most often a credential: it is shown as it is
// written.
Node shown_node(const Node& value, const SettingName& name, const services::Redactor& redactor) {
  if (is_container(value)) return value.is(Kind::kObject) ? Node::object() : Node::array();
  if (!value.written.empty()) return text_node(value.written);
  return is_secret_setting(value, name, redactor) ? text_node("[hidden]") : value;
}

struct Leaf {
  std::string pointer;
  SettingName name;
  const Node* value;
  bool preset;
};

class Leaves {
 public:
  void walk(const Node& node, const std::string& pointer, const SettingName& name, bool preset) {
    if (!is_container(node) || is_empty(node)) return out.push_back({pointer, name, &node, preset});
    for (const config::Member& member : node.members)
      walk(member.value, config::join_pointer(pointer, member.key), name.member(member.key),
           preset || is_default(member.value, node));
    for (size_t i = 0; i < node.items.size(); i++)
      walk(node.items[i], config::join_pointer(pointer, std::to_string(i)), name,
           preset || is_default(node.items[i], node));
  }

  std::vector<Leaf> out;
};

class ConfigLines {
 public:
  explicit ConfigLines(const ConfigSources& sources) : sources_(sources) {}

  void members(const Node& object, const SettingName& name, size_t depth, bool preset) {
    for (const config::Member& member : object.members)
      value(std::string(2 * depth, ' ') + member.key + ":", name.member(member.key), member.value,
            depth, preset || is_default(member.value, object));
  }

  std::vector<std::string> take() { return std::move(out_); }

 private:
  void value(const std::string& head, const SettingName& name, const Node& node, size_t depth,
             bool preset) {
    if (is_container(node) && !is_empty(node)) {
      out_.push_back(head);
      if (node.is(Kind::kObject)) return members(node, name, depth + 1, preset);
      for (const Node& item : node.items)
        value(std::string(2 * depth, ' ') + "  -", name, item, depth + 1, preset);
      return;
    }
    const std::string text = config::to_json(shown_node(node, name, sources_.redactor));
    out_.push_back(head + " " + text + "  # " + (preset ? "default" : place(node)));
  }

  std::string place(const Node& node) const {
    return sources_.files[node.at.file] + ":" + std::to_string(node.at.line);
  }

  const ConfigSources& sources_;
  std::vector<std::string> out_;
};

}  // namespace

std::vector<std::string> config_lines(const Node& root, const ConfigSources& sources) {
  ConfigLines lines(sources);
  lines.members(root, {}, 0, false);
  return lines.take();
}

Node config_values(const Node& root, const ConfigSources& sources) {
  Leaves leaves;
  leaves.walk(root, "", {}, false);
  Node all = Node::array();
  for (const Leaf& leaf : leaves.out) {
    Node one = Node::object();
    one.set("pointer", text_node(leaf.pointer));
    one.set("value", shown_node(*leaf.value, leaf.name, sources.redactor));
    if (leaf.preset) {
      one.set("default", flag_node(true));
    } else {
      one.set("file", text_node(sources.files[leaf.value->at.file]));
      one.set("line", number_node(leaf.value->at.line));
    }
    all.items.push_back(std::move(one));
  }
  return all;
}

}  // namespace sluice::app
