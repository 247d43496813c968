#include "config/needed.hpp"

#include <algorithm>
#include <utility>

#include "config/pipeline_parts.hpp"
#include "config/table_use.hpp"

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

template <class Visit>
void for_each_member(const Node& root, std::string_view section, const Visit& visit) {
  const Node* object = root.find(section);
  if (!object) return;
  for (const Member& member : object->members) visit(member);
}

}  // namespace

std::set<std::string> unneeded_sections(const Node& root, const Use& use) {
  std::set<std::string> out;
  std::vector<std::string> clients = use.clients, incoming, outgoings, tables = use.tables;
  const std::vector<std::string> all_tables = table_names(root);
  const auto add = [](const std::vector<std::string>& from, std::vector<std::string>& into) {
    into.insert(into.end(), from.begin(), from.end());
  };
  for_each_member(root, "pipelines", [&](const Member& member) {
    if (!use.all_pipelines && !has(use.pipelines, member.key)) {
      out.insert(join_pointer("/pipelines", member.key));
      return;
    }
    collect_clients(member.value, clients);
    add(tables_of(member.value, all_tables), tables);
    add(incoming_of(member.value), incoming);
    add(outgoings_of(member.value), outgoings);
    add(thens_of(member.value), outgoings);
    if (use.all_pipelines) add(alert_outgoings_of(member.value), outgoings);
  });
  // Only a server sends alerts, and it runs all pipelines.
  if (const Node* host = root.find("host"); host && use.all_pipelines)
    add(alert_outgoings_of(*host), outgoings);
  for_each_member(root, "outgoing", [&](const Member& member) {
    if (has(outgoings, member.key)) add(thens_of(member.value), outgoings);
  });
  for (const auto& [section, names] :
       {std::pair("incoming", &incoming), std::pair("outgoing", &outgoings)}) {
    for_each_member(root, section, [&, names = names, section = section](const Member& member) {
      if (!has(*names, member.key)) {
        out.insert(join_pointer("/" + std::string(section), member.key));
        return;
      }
      collect_clients(member.value, clients);
      add(tables_of(member.value, all_tables), tables);
    });
  }
  for (const auto& [section, names] :
       {std::pair("clients", &clients), std::pair("tables", &tables)}) {
    for_each_member(root, section, [&, names = names, section = section](const Member& member) {
      if (!has(*names, member.key))
        out.insert(join_pointer("/" + std::string(section), member.key));
    });
  }
  return out;
}

}  // namespace sluice::config
