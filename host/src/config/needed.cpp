#include "config/needed.hpp"

#include <algorithm>

namespace sluice::config {
namespace {

bool has(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Every text under a key `client`, at any depth.
void collect_clients(const Node& node, std::vector<std::string>& names) {
  for (const Member& member : node.members) {
    if (member.key == "client" && member.value.is(Kind::kString))
      names.push_back(member.value.text);
    collect_clients(member.value, names);
  }
  for (const Node& item : node.items) collect_clients(item, names);
}

}  // namespace

std::set<std::string> unneeded_sections(const Node& root, const Use& use) {
  std::set<std::string> out;
  std::vector<std::string> clients = use.clients;
  if (const Node* pipelines = root.find("pipelines")) {
    for (const Member& member : pipelines->members) {
      if (use.all_pipelines || has(use.pipelines, member.key))
        collect_clients(member.value, clients);
      else
        out.insert(join_pointer("/pipelines", member.key));
    }
  }
  if (const Node* section = root.find("clients")) {
    for (const Member& member : section->members)
      if (!has(clients, member.key)) out.insert(join_pointer("/clients", member.key));
  }
  return out;
}

}  // namespace sluice::config
