// sluice access add|remove PATH NAME, list PATH: who may use the API and the dashboard of a server
// by a token of their own. A server that runs takes a change at once.
#include <filesystem>

#include "app/access/access_tokens.hpp"
#include "app/commands/commands.hpp"
#include "app/report/console.hpp"
#include "app/report/exit_code.hpp"
#include "app/wiring/state_folder.hpp"
#include "config/read.hpp"
#include "platform/system_clock.hpp"

namespace sluice::app {
namespace {

// Nothing after an error was printed. Of the config only the host's settings matter.
std::optional<config::HostSettings> host_of(const Options& options, const std::string& path) {
  config::Problems problems(path), own(path);
  config::ReadOptions read = options.read_options(path, config::Use{.all_pipelines = false});
  read.may_be_empty = true;  // as the folder of a dashboard is at first
  const auto draft = config::read_config(read, problems);
  for (const config::Problem& problem : problems.sorted())
    if (!draft || problem.pointer.starts_with("/host"))
      own.add({}, problem.pointer, problem.message);
  print_problems(own, services::Redactor());
  if (!draft || !own.empty()) return std::nullopt;
  return draft->host;
}

// The token goes to standard output, alone: it can be piped to where it is kept.
int add(AccessTokens& tokens, const Options& options, const std::string& name,
        const std::string& role_text) {
  const auto role = role_of_name(role_text);
  if (!role)
    return usage_error(
        "access", "\"" + role_text + "\" is none of viewer, data_viewer, operator, editor, admin");
  const auto token = tokens.add(name, *role, *role != Role::kViewer);
  if (!token) return failure("access", token.status());
  if (!options.quiet) print_error("the token of " + name + "; nobody can see it again:");
  print(*token);
  return kDone;
}

int remove(AccessTokens& tokens, const Options& options, const std::string& name) {
  const auto removed = tokens.remove(name);
  if (!removed) return failure("access", removed.status());
  if (!*removed) return usage_error("access", "there is no token " + name);
  if (!options.quiet) print("the token of " + name + " is worth nothing any more");
  return kDone;
}

int list(AccessTokens& tokens, const Options& options) {
  config::Node all = config::Node::array();
  for (const AccessToken& one : tokens.list()) {
    all.items.push_back(access_token_node(one));
    if (options.json) continue;
    print(one.name + ": " + std::string(role_name(one.role)) + ", " +
          (one.payloads ? "sees" : "does not see") + " texts of records, used last " +
          time_text(one.last_used_ms * 1000));
  }
  if (options.json) print(config::to_json(all));
  return kDone;
}

}  // namespace

int access_command(Options options) {
  const std::string what = options.take();
  if (what != "add" && what != "list" && what != "remove")
    return usage_error("access", "say add, list or remove");
  const std::string path = options.take_config();
  if (path.empty()) return usage_error("access", "which config? name the file or folder");
  const std::string name = options.take(), role = options.take();
  if (!options.args.empty() || name.empty() != (what == "list") || role.empty() == (what == "add"))
    return usage_error("access", what == "add"    ? "add takes the config, a name and a role"
                                 : what == "list" ? "list takes the config only"
                                                  : "remove takes the config and a name");
  const auto host = host_of(options, path);
  if (!host) return kInvalid;
  if (Status s = make_state_folder({host->state, host->state_mode}); !s)
    return failure("access", s);
  AccessTokens tokens(std::filesystem::path(host->state) / kAccessTokensFile,
                      [] { return platform::SystemClock().unix_us() / 1000; });
  if (Status s = tokens.load(); !s) return failure("access", s);
  if (what == "list") return list(tokens, options);
  return what == "add" ? add(tokens, options, name, role) : remove(tokens, options, name);
}

}  // namespace sluice::app
