#include "sluice/rest/members_schema.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "sluice/rest/json_body.hpp"
#include "sluice/rest/names.hpp"

namespace sluice::rest {
namespace {

std::string schema_of(const NameSpec& spec, bool complete);

std::string type_member(std::string_view type) { return "\"type\":" + json_string(type); }

// Without members it may have any.
std::string object_schema(const std::vector<NameSpec>& members, bool complete) {
  std::string out = "{" + type_member("object");
  if (members.empty()) return out + "}";
  if (complete) out += ",\"additionalProperties\":false";
  std::string properties;
  for (const NameSpec& one : members)
    properties +=
        (properties.empty() ? "" : ",") + json_string(one.name) + ":" + schema_of(one, complete);
  return out + ",\"properties\":{" + properties + "}}";
}

std::string words_of(std::string_view words) {
  std::string out;
  while (!words.empty()) {
    const size_t end = std::min(words.find('|'), words.size());
    out += (out.empty() ? "" : ",") + json_string(words.substr(0, end));
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return out.empty() ? out : ",\"enum\":[" + out + "]";
}

std::string schema_of(const NameSpec& spec, bool complete) {
  switch (spec.type) {
    case NameType::kObject:
      return object_schema(spec.members, complete);
    case NameType::kList:
      return "{" + type_member("array") +
             (spec.of_objects ? ",\"items\":" + object_schema(spec.members, complete) : "") + "}";
    case NameType::kWhole:
    case NameType::kNumber:
      return "{" + type_member("number") + "}";
    case NameType::kBool:
      return "{" + type_member("boolean") + "}";
    default:
      return "{" + type_member("string") + words_of(spec.words) + "}";
  }
}

}  // namespace

std::string members_schema(const EntityMembers& members) {
  return object_schema(read_body(members.names).members, members.complete);
}

}  // namespace sluice::rest
