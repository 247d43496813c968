#include "config/declared_secrets.hpp"

#include <algorithm>

#include "config/suggest.hpp"

namespace sluice::config {

std::vector<std::string> declared_secrets(const Node& root) {
  std::vector<std::string> out;
  if (const Node* secrets = root.find("secrets"))
    for (const Member& member : secrets->members) out.push_back(member.key);
  return out;
}

Status check_declared(const std::string& name, const std::vector<std::string>& declared) {
  if (std::find(declared.begin(), declared.end(), name) != declared.end()) return {};
  return {SLUICE_E_INVALID, "there is no " + name + " under secrets" +
                                did_you_mean(name, declared) + "; declare it as secrets: {" + name +
                                ": what it is for}"};
}

}  // namespace sluice::config
