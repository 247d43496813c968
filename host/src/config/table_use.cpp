#include "config/table_use.hpp"

#include <algorithm>

namespace sluice::config {
namespace {

bool is_in_expression(const std::string& text, const std::string& name) {
  return text.find("lookup") != std::string::npos &&
         (text.find('\'' + name + '\'') != std::string::npos ||
          text.find('"' + name + '"') != std::string::npos);
}

bool uses(const Node& node, const std::string& name) {
  if (node.is(Kind::kString)) return is_in_expression(node.text, name);
  const auto member_uses = [&](const Member& member) {
    const bool is_named =
        member.key == "table" && member.value.is(Kind::kString) && member.value.text == name;
    return is_named || uses(member.value, name);
  };
  return std::any_of(node.members.begin(), node.members.end(), member_uses) ||
         std::any_of(node.items.begin(), node.items.end(),
                     [&](const Node& item) { return uses(item, name); });
}

}  // namespace

std::vector<std::string> table_names(const Node& root) {
  std::vector<std::string> out;
  if (const Node* tables = root.find("tables"))
    for (const Member& member : tables->members) out.push_back(member.key);
  return out;
}

std::vector<std::string> tables_of(const Node& node, const std::vector<std::string>& names) {
  std::vector<std::string> out;
  for (const std::string& name : names)
    if (uses(node, name)) out.push_back(name);
  return out;
}

}  // namespace sluice::config
