#include "app/wiring/variables.hpp"

#include <algorithm>

#include "base/secret_name.hpp"
#include "config/interpolate.hpp"
#include "config/suggest.hpp"
#include "config/utf8.hpp"

namespace sluice::app {
namespace {

using Declared = std::vector<config::DeclaredVariable>;

Status not_declared(const std::string& name, const Declared& declared) {
  std::vector<std::string> names;
  for (const config::DeclaredVariable& one : declared) names.push_back(one.name);
  const std::string meant = config::did_you_mean(name, names);
  return {SLUICE_E_INVALID, "the environment variable " + name + " is not declared" +
                                (meant.empty() ? "; add it: host: {env: [" + name + "]}" : meant)};
}

}  // namespace

std::function<Result<std::string>(const std::string& name)> variable_reader(
    Declared declared, VariableSource source, services::Redactor& redactor) {
  return [declared = std::move(declared), source = std::move(source),
          &redactor](const std::string& name) {
    const auto found = std::find_if(declared.begin(), declared.end(),
                                    [&](const auto& one) { return one.name == name; });
    if (found == declared.end()) return Result<std::string>(not_declared(name, declared));
    const std::optional<std::string> value = source(name);
    if (!value)
      return Result<std::string>(
          Status(SLUICE_E_INVALID, "the environment variable " + name + " is not set; set it"));
    if (config::first_bad_utf8(*value) != std::string::npos)
      return Result<std::string>(Status(SLUICE_E_INVALID, "the value of the environment variable " +
                                                              name + " is not UTF-8 text"));
    if (found->secret || base::names_secret(name)) redactor.protect(*value);
    return Result<std::string>(*value);
  };
}

}  // namespace sluice::app
