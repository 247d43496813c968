#include "sluice/rest/parameters.hpp"

#include <algorithm>

namespace sluice::rest {
namespace {

// Appends one scalar's text; false if the value is not a scalar.
bool append_scalar(Value value, std::vector<std::string>& out) {
  if (value.is_number() || value.is_bool()) return out.emplace_back(value.text()), true;
  auto text = value.string();
  if (!text) return false;
  out.emplace_back(*text);
  return true;
}

bool append_values(Value value, std::vector<std::string>& out) {
  if (!value.is_array()) return append_scalar(value, out);
  for (size_t i = 0; i < value.size(); i++)
    if (!append_scalar(value.item(i), out)) return false;
  return true;
}

}  // namespace

Result<Parameters> Parameters::read(Value object, std::string_view pointer) {
  Parameters out;
  if (!object || object.is_null()) return out;
  if (!object.is_object()) return Status::invalid(pointer, "must be an object of parameters");
  for (size_t i = 0; i < object.size(); i++) {
    std::string name(object.key(i));
    if (object.member(i).is_null()) {
      out.nulls_.push_back(std::move(name));
      continue;
    }
    Parameter parameter{std::move(name), {}};
    if (!append_values(object.member(i), parameter.values))
      return Status::invalid(std::string(pointer) + "/" + parameter.name,
                             "must be text, a number, a boolean or a list of those");
    out.all_.push_back(std::move(parameter));
  }
  return out;
}

const Parameter* Parameters::find(std::string_view name) const {
  auto at = std::find_if(all_.begin(), all_.end(), [&](auto& p) { return p.name == name; });
  return at == all_.end() ? nullptr : &*at;
}

std::string_view Parameters::first(std::string_view name) const {
  const Parameter* found = find(name);
  return found && !found->values.empty() ? std::string_view(found->values.front()) : "";
}

void Parameters::add(std::string_view name, std::string value) {
  for (Parameter& p : all_)
    if (p.name == name) return void(p.values.push_back(std::move(value)));
  all_.push_back({std::string(name), {std::move(value)}});
}

void Parameters::set(std::string_view name, std::string value) {
  for (Parameter& p : all_)
    if (p.name == name) return void(p.values = {std::move(value)});
  all_.push_back({std::string(name), {std::move(value)}});
}

void Parameters::lower_case(std::string_view name) {
  for (Parameter& p : all_)
    if (p.name == name)
      for (std::string& value : p.values)
        for (char& c : value)
          if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
}

void Parameters::rename(std::string_view from, std::string_view to) {
  for (Parameter& p : all_)
    if (p.name == from) p.name = to;
}

void append_identity(std::string& out, std::string_view part, const Parameters& parameters,
                     std::string_view but) {
  std::vector<std::string> lines;
  for (const Parameter& p : parameters.all()) {
    if (p.name == but) continue;
    std::string line = "\n" + std::string(part) + " " + p.name;
    for (const std::string& value : p.values) line.append("\n=").append(value);
    lines.push_back(std::move(line));
  }
  std::sort(lines.begin(), lines.end());
  for (const std::string& line : lines) out += line;
}

}  // namespace sluice::rest
