#include "loader/undeclared_setting.hpp"

#include <algorithm>

#include "config/parse.hpp"

namespace sluice::loader {
namespace {

// Names that are not in its `properties` may be settings all the same.
bool takes_other_names(const config::Node& schema) {
  const config::Node* additional = schema.find("additionalProperties");
  if (additional && additional->is(config::Kind::kObject)) return true;
  const auto keywords = {"$ref", "patternProperties", "allOf", "anyOf", "oneOf"};
  return std::any_of(keywords.begin(), keywords.end(),
                     [&](const char* keyword) { return schema.find(keyword) != nullptr; });
}

}  // namespace

std::string undeclared_setting(const ComponentInfo& component, std::string_view refusal) {
  if (refusal.substr(0, 1) != "/") return {};
  const std::string name(refusal.substr(1, refusal.find_first_of("/:", 1) - 1));
  if (name.empty() || name == "client") return {};  // the host knows about clients
  config::Problems problems(component.id);
  const auto schema = config::parse_json(component.schema, problems);
  if (!schema || takes_other_names(*schema)) return {};
  const config::Node* properties = schema->find("properties");
  return properties && properties->find(name) ? std::string() : name;
}

}  // namespace sluice::loader
