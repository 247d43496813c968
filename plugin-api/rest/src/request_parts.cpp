#include "sluice/rest/request_parts.hpp"

#include <algorithm>
#include <string>

#include "sluice/rest/closest.hpp"
#include "sluice/rest/lists.hpp"
#include "sluice/rest/names.hpp"

namespace sluice::rest {
namespace {

// Values that the server would refuse or, worse, ignore.
Status check_values(const Parameters& given, const std::vector<NameSpec>& specs,
                    const Operation& operation, const std::string& pointer) {
  for (const NameSpec& spec : specs) {
    std::string where = pointer + "/" + std::string(spec.name);
    const Parameter* parameter = given.find(spec.name);
    if (!parameter && spec.required && !contains(given.nulls(), spec.name))
      return Status::invalid(where, call_name(operation) + " needs this parameter");
    if (!parameter) continue;
    if (parameter->values.size() != 1 && spec.type != NameType::kList)
      return Status::invalid(where, "must be one value, not a list");
    for (const std::string& value : parameter->values)
      if (!fits(value, spec.type))
        return Status::invalid(
            where, "\"" + value.substr(0, 80) + "\" is no " + std::string(type_name(spec.type)));
  }
  return {};
}

Status check_path_types(const Parameters& path, const Operation& operation,
                        const std::string& pointer) {
  for (const NameSpec& spec : read_names(operation.path_types)) {
    const Parameter* given = path.find(spec.name);
    if (given && !given->values.empty() && !fits(given->values.front(), spec.type))
      return Status::invalid(pointer + "/" + std::string(spec.name),
                             "\"" + given->values.front().substr(0, 80) + "\" is no " +
                                 std::string(type_name(spec.type)));
  }
  return {};
}

Status check_query(Parameters& query, const Operation& operation, const std::string& pointer) {
  auto specs = read_names(operation.query);
  std::vector<std::string_view> known;
  for (const NameSpec& spec : specs) known.push_back(spec.name);
  const std::vector<Parameter> given = query.all();
  for (const Parameter& p : given) {
    if (contains(known, p.name)) continue;
    std::string list_name = p.name + "[]";
    if (!contains(known, list_name))
      return Status::invalid(
          pointer + "/" + p.name,
          call_name(operation) + " has no such query parameter" + hint_for(p.name, known));
    query.rename(p.name, list_name);
  }
  return check_values(query, specs, operation, pointer);
}

}  // namespace

Result<RequestParts> RequestParts::read(Value object, std::string_view pointer) {
  RequestParts out;
  if (!object || object.is_null()) return out;
  if (!object.is_object())
    return Status::invalid(pointer, "must be an object with path, query, payload");
  for (size_t i = 0; i < object.size(); i++) {
    std::string_view name = object.key(i);
    if (name != "path" && name != "query" && name != "payload")
      return Status::invalid(std::string(pointer) + "/" + std::string(name),
                             "only path, query and payload may stand here" +
                                 hint_for(name, {"path", "query", "payload"}));
  }
  auto path = Parameters::read(object["path"], std::string(pointer) + "/path");
  if (!path) return path.status();
  auto query = Parameters::read(object["query"], std::string(pointer) + "/query");
  if (!query) return query.status();
  out.path = *std::move(path);
  out.query = *std::move(query);
  out.payload = object["payload"];
  return out;
}

Status RequestParts::check_path_names(const Operation& operation, const PathTemplate& wanted,
                                      std::string_view pointer) const {
  std::vector<std::string_view> known(wanted.parameters().begin(), wanted.parameters().end());
  std::vector<std::string_view> given(path.nulls().begin(), path.nulls().end());
  for (const Parameter& p : path.all()) given.push_back(p.name);
  for (auto name : given)
    if (!contains(known, name))
      return Status::invalid(
          std::string(pointer) + "/path/" + std::string(name),
          call_name(operation) + " has no such path parameter" + hint_for(name, known));
  return {};
}

Status RequestParts::check(const Operation& operation, const PathTemplate& path_template,
                           std::string_view pointer) {
  if (auto status = check_path_names(operation, path_template, pointer); !status) return status;
  for (const std::string& name : path_template.parameters())
    if (!path.has(name) && !contains(path.nulls(), name))
      return Status::invalid(std::string(pointer) + "/path/" + name,
                             call_name(operation) + " needs this path parameter");
  const std::string path_pointer = std::string(pointer) + "/path";
  if (auto status = check_path_types(path, operation, path_pointer); !status) return status;
  if (auto status = path_template.check(path, path_pointer); !status) return status;
  return check_query(query, operation, std::string(pointer) + "/query");
}

}  // namespace sluice::rest
