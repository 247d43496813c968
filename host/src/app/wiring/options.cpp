#include "app/wiring/options.hpp"

#include "config/files.hpp"
#include "platform/private_file.hpp"

namespace sluice::app {
namespace {

// RFC 6761 section 6.4: there is never a host of this name.
std::string stand_in(const std::string& variable) {
  const bool address =
      variable.find("URI") != variable.npos || variable.find("URL") != variable.npos;
  return address ? "https://stand-in.invalid" : "stand-in";
}

}  // namespace

std::function<std::optional<std::string>(const std::string&)> Options::variable_source() const {
  return [variables = variables, stand_ins = stand_ins](const std::string& name) {
    const auto found = variables.find(name);
    if (found != variables.end()) return std::optional(found->second);
    auto value = config::environment_variable(name);
    if (!value && stand_ins) value = stand_in(name);
    return value;
  };
}

std::function<Result<std::string>(const config::HostSettings&, const std::string&)>
Options::secret_source() const {
  return [stand_ins = stand_ins](const config::HostSettings& host, const std::string& name) {
    auto value = kept_secret(host, name);
    return value || !stand_ins ? value : Result<std::string>(stand_in(name));
  };
}

void Options::read_env_file(config::Problems& problems) {
  if (env_file.empty()) return;
  config::Problems own(env_file);
  const std::optional<std::string> text = config::read_file(env_file, own);
  config::Variables read = text ? config::parse_env_file(*text, own) : config::Variables();
  if (!quiet && text && platform::is_open_to_others(env_file))
    print_error("warning: " + env_file +
                " can be read or changed by others; if it holds secrets, run: chmod go-rwx " +
                env_file);
  problems.add_all(own, problems.add_file(env_file));
  if (own.empty()) variables = std::move(read);
}

}  // namespace sluice::app
