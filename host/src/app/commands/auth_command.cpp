// sluice auth [FILE | PLUGIN] CLIENT: a person grants a client its credentials in a browser.
#include <Poco/Environment.h>

#include <chrono>
#include <filesystem>

#include "app/commands/commands.hpp"
#include "app/report/console.hpp"
#include "app/report/exit_code.hpp"
#include "app/wiring/assembly.hpp"
#include "app/wiring/callback_listener.hpp"
#include "app/wiring/host_services.hpp"
#include "app/wiring/state_folder.hpp"
#include "app/wiring/wake_cancel.hpp"
#include "app/wiring/workspace.hpp"
#include "config/suggest.hpp"
#include "credentials/cipher.hpp"
#include "pipeline/call.hpp"
#include "platform/browser.hpp"
#include "platform/process.hpp"
#include "platform/signals.hpp"
#include "platform/terminal.hpp"
#include "sluice/ext/authorization.h"

namespace sluice::app {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int64_t kLoginMs = 600'000;  // for a person who has to log in first
constexpr size_t kStateBytes = 24;
constexpr const char* kDefaultConfig = "sluice.yaml";

// What the command line names.
struct Wanted {
  std::string file, plugin, client;
};

bool is_file(const std::string& name) {
  std::error_code error;
  return std::filesystem::is_regular_file(name, error);
}

// Empty client: not understood. The config is --config, a first argument that is a file,
// SLUICE_CONFIG, or sluice.yaml in the working folder.
Wanted read_arguments(Options& options) {
  Wanted out;
  out.file = options.config;
  if (out.file.empty() && options.args.size() > 1 && is_file(options.args.front()))
    out.file = options.take();
  if (out.file.empty()) out.file = Poco::Environment::get("SLUICE_CONFIG", "");
  if (out.file.empty() && is_file(kDefaultConfig)) out.file = kDefaultConfig;
  if (options.args.size() == 2) out.plugin = options.take();
  if (options.args.size() == 1) out.client = options.take();
  return out;
}

class Authorize {
 public:
  Authorize(const Options& options, const Wanted& wanted, Workspace& workspace,
            services::Redactor& redactor)
      : options_(options), wanted_(wanted), workspace_(workspace), redactor_(redactor) {}

  int run(config::Problems& problems) {
    if (!find_client(problems)) return kInvalid;
    Result<platform::Wake> attention = platform::Wake::create();
    if (!attention) return fail(attention.status());
    const platform::Signals signals(*attention);
    HostServices services(workspace_.config.host, redactor_, services::stderr_sink(),
                          {.variable = options_.variable_source()});
    Assembly assembly(workspace_.config, workspace_.registry, services.environment());
    assembly.create_client(wanted_.client, problems);
    if (!problems.empty()) return kInvalid;
    const loader::Component& client = *assembly.client_component(wanted_.client);
    if (!client.interface<sluice_authorization>(SLUICE_EXT_AUTHORIZATION)) {
      return fail({SLUICE_E_INVALID, "client " + wanted_.client +
                                         " has nothing to authorize: its credentials are in the "
                                         "config"});
    }
    if (Status s =
            make_state_folder({workspace_.config.host.state, workspace_.config.host.state_mode});
        !s)
      return fail(s);
    return authorize(client, *attention);
  }

 private:
  bool find_client(config::Problems& problems) const {
    std::vector<std::string> known;
    for (const config::ClientConfig& client : workspace_.config.clients) {
      known.push_back(client.name);
      if (client.name != wanted_.client) continue;
      const std::string& use = client.component.use;
      const bool fits = wanted_.plugin.empty() ||
                        use.compare(0, wanted_.plugin.size() + 1, wanted_.plugin + ".") == 0;
      if (!fits)
        problems.add(client.component.node.at, client.component.pointer,
                     "this is a " + use + ", not one of plugin \"" + wanted_.plugin + "\"");
      return fits;
    }
    const std::string meant = config::did_you_mean(wanted_.client, known);
    problems.add({}, "/clients",
                 "there is no client \"" + wanted_.client + "\"" +
                     (meant.empty() ? "; known are " + config::list_names(known) : meant));
    return false;
  }

  int authorize(const loader::Component& client, const platform::Wake& attention) {
    pipeline::TextSink redirect, url;
    if (Status s = client.call(&sluice_authorization::redirect, redirect.abi()); !s) return fail(s);
    const std::string state = credentials::random_hex(kStateBytes);
    auto listener = CallbackListener::open(redirect.text(), state, attention);
    if (!listener) return fail(listener.status());
    const std::string& back = (*listener)->redirect();
    if (Status s = client.call(&sluice_authorization::begin, slice(back), slice(state), url.abi());
        !s)
      return fail(s);
    invite(url.text());
    if (!wait(**listener, attention)) return given_up(attention);
    attention.clear();
    return complete(client, back, *(*listener)->arrived(), attention);
  }

  void invite(const std::string& url) const {
    const bool watched = platform::is_terminal(platform::Stream::kOutput);
    const bool opened = watched && platform::open_browser(url);
    print(opened ? "Authorize in the browser; if it did not open, go to"
                 : "To authorize, open this address in a browser on this machine:");
    print(url);
    std::fflush(stdout);
  }

  static bool wait(const CallbackListener& listener, const platform::Wake& attention) {
    const auto end = Clock::now() + std::chrono::milliseconds(kLoginMs);
    while (!listener.arrived() && Clock::now() < end) {
      if (attention.wait(1000)) break;
    }
    return listener.arrived().has_value();
  }

  int given_up(const platform::Wake& attention) const {
    if (attention.is_set()) return kInterrupted;
    return fail({SLUICE_E_TIMEOUT, "no authorization within " + std::to_string(kLoginMs / 60'000) +
                                       " minutes; start again"});
  }

  int complete(const loader::Component& client, const std::string& redirect,
               const CallbackListener::Query& query, const platform::Wake& attention) const {
    std::vector<sluice_pair> pairs;
    for (const auto& [name, value] : query) pairs.push_back({slice(name), slice(value)});
    const WakeCancel cancel(attention);
    pipeline::TextSink granted;
    const Status status = client.call(&sluice_authorization::complete, slice(redirect),
                                      static_cast<const sluice_pair*>(pairs.data()), pairs.size(),
                                      granted.abi(), cancel.abi());
    if (!status) return fail(status);
    tell(granted.text());
    return kDone;
  }

  void tell(const std::string& granted) const {
    if (options_.json) {
      config::Node node = config::Node::object();
      node.set("ok", flag_node(true));
      node.set("client", text_node(wanted_.client));
      node.set("granted", text_node(granted));
      return print(config::to_json(node));
    }
    if (!options_.quiet)
      print("client " + wanted_.client + " is authorized: " + redactor_.redact(granted));
  }

  int fail(const Status& status) const {
    print_error("sluice auth: " + redactor_.redact(status.message()));
    return status.code() == SLUICE_E_INVALID ? kInvalid : kFailed;
  }

  const Options& options_;
  const Wanted& wanted_;
  Workspace& workspace_;
  services::Redactor& redactor_;
};

}  // namespace

int auth_command(Options options) {
  const Wanted wanted = read_arguments(options);
  if (wanted.client.empty())
    return usage_error("auth", "which client? name it, after its config or its plugin");
  if (wanted.file.empty())
    return usage_error("auth", std::string("which config? give --config FILE, SLUICE_CONFIG or ") +
                                   kDefaultConfig + " in this folder");
  platform::forbid_core_dumps();
  services::Redactor redactor;
  config::Problems problems(wanted.file);
  const config::Use use{false, {}, {wanted.client}};
  std::optional<Workspace> workspace =
      open_workspace(options, wanted.file, redactor, problems, {use});
  int code = kInvalid;
  if (workspace && problems.empty())
    code = Authorize(options, wanted, *workspace, redactor).run(problems);
  print_problems(problems, redactor);
  return code;
}

}  // namespace sluice::app
