// sluice secret set|remove PATH NAME, list PATH: values that are kept encrypted in the state store,
// for
// ${secret:NAME}. A value comes from standard input, never from the command line, which others can
// see.
#include <algorithm>
#include <iostream>
#include <iterator>

#include "app/commands/commands.hpp"
#include "app/report/console.hpp"
#include "app/report/exit_code.hpp"
#include "app/wiring/kept_secrets.hpp"
#include "app/wiring/state_folder.hpp"
#include "config/declared_secrets.hpp"
#include "config/interpolate.hpp"
#include "config/utf8.hpp"
#include "credentials/secrets.hpp"
#include "platform/terminal.hpp"
#include "store/sqlite_shared.hpp"

namespace sluice::app {
namespace {

// The parts of a config that matter here; its other problems do not.
struct Keeper {
  config::HostSettings host;
  std::vector<std::string> declared;
  credentials::Cipher cipher;
};

bool of_secrets(const config::Problem& problem) {
  const std::string& at = problem.pointer;
  return at.empty() || at.compare(0, 5, "/host") == 0 || at.compare(0, 8, "/secrets") == 0;
}

// Nothing after an error was printed.
std::optional<Keeper> read_keeper(const Options& options, const std::string& path) {
  config::Problems problems(path);
  const auto draft = config::read_config(
      options.read_options(path, config::Use{.all_pipelines = false}), problems);
  config::Problems own(problems.files());
  for (const config::Problem& problem : problems.sorted())
    if (!draft || of_secrets(problem)) own.add(problem.at, problem.pointer, problem.message);
  print_problems(own, services::Redactor());
  if (!draft || !own.empty()) return std::nullopt;
  auto cipher = secrets_cipher(draft->host);
  if (!cipher) return usage_error("secret", cipher.status().message()), std::nullopt;
  return Keeper{draft->host, config::declared_secrets(draft->root), *cipher};
}

// Hidden at a terminal, else all of the input, as ${file:…} takes that of a file.
Result<std::string> read_value(const std::string& name) {
  std::string value;
  if (platform::input_is_terminal()) {
    value = platform::read_hidden_line("value of " + name + ": ");
  } else {
    value.assign(std::istreambuf_iterator<char>(std::cin), {});
    value = config::value_in_file(std::move(value));
  }
  const auto refuse = [&](const char* why) {
    return Status(SLUICE_E_INVALID, "the value of " + name + " " + why);
  };
  if (value.empty()) return refuse("is empty; type it, or give it as standard input");
  if (value.size() > config::kMaxSecretFile) return refuse("is larger than 64 KiB");
  if (config::first_bad_utf8(value) != std::string::npos) return refuse("is not UTF-8 text");
  return value;
}

int set(const Keeper& keeper, const Options& options, const std::string& name) {
  if (Status s = config::check_declared(name, keeper.declared); !s)
    return usage_error("secret", s.message());
  const Result<std::string> value = read_value(name);
  if (!value) return usage_error("secret", value.status().message());
  if (Status s = make_state_folder({keeper.host.state, keeper.host.state_mode}); !s)
    return failure("secret", s);
  store::SqliteShared store(store_file(keeper.host.state));
  if (Status s = credentials::Secrets(store, keeper.cipher).set(name, *value); !s)
    return failure("secret", s);
  if (!options.quiet)
    print(name + " is kept, encrypted; a server that runs takes it with its next reload");
  return kDone;
}

int remove(const Keeper& keeper, const Options& options, const std::string& name) {
  store::SqliteShared store(store_file(keeper.host.state));
  const Result<bool> removed = credentials::Secrets(store, keeper.cipher).forget(name);
  if (!removed) return failure("secret", removed.status());
  if (!options.quiet) print(name + (*removed ? " is removed" : ": no value was kept"));
  return kDone;
}

bool has(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

int list(const Keeper& keeper, const Options& options) {
  store::SqliteShared store(store_file(keeper.host.state));
  const auto kept = credentials::Secrets(store, keeper.cipher).names();
  if (!kept) return failure("secret", kept.status());
  std::vector<std::string> names = keeper.declared;
  for (const std::string& name : *kept)
    if (!has(names, name)) names.push_back(name);
  config::Node all = config::Node::array();
  for (const std::string& name : names) {
    config::Node one = config::Node::object();
    one.set("name", text_node(name));
    one.set("declared", flag_node(has(keeper.declared, name)));
    one.set("kept", flag_node(has(*kept, name)));
    all.items.push_back(std::move(one));
    if (!options.json)
      print(name + (has(*kept, name) ? ": kept" : ": not set") +
            (has(keeper.declared, name) ? "" : ", not declared in the config"));
  }
  if (options.json) print(config::to_json(all));
  return kDone;
}

}  // namespace

int secret_command(Options options) {
  const std::string what = options.take();
  if (what != "set" && what != "list" && what != "remove")
    return usage_error("secret", "say set, list or remove");
  const std::string path = options.take_config();
  if (path.empty()) return usage_error("secret", "which config? name the file or folder");
  const std::string name = options.take();
  if (name.empty() != (what == "list") || !options.args.empty())
    return usage_error("secret", what == "list" ? "list takes the config only"
                                                : "name one secret after the config");
  const std::optional<Keeper> keeper = read_keeper(options, path);
  if (!keeper) return kInvalid;
  if (what == "list") return list(*keeper, options);
  return what == "set" ? set(*keeper, options, name) : remove(*keeper, options, name);
}

}  // namespace sluice::app
