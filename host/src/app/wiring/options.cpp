#include "app/wiring/options.hpp"

#include "config/files.hpp"
#include "platform/private_file.hpp"

namespace sluice::app {

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
