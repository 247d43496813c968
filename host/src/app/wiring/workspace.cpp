#include "app/wiring/workspace.hpp"

#include <algorithm>

#include "app/report/console.hpp"
#include "config/set_aside.hpp"
#include "config/suggest.hpp"
#include "credentials/cipher.hpp"
#include "http/session_settings.hpp"

namespace sluice::app {
namespace {

loader::Registry scan(const std::vector<std::string>& paths) {
  return loader::Registry::scan({paths.begin(), paths.end()});
}

void check_credential_key(const config::Draft& draft, services::Redactor& redactor,
                          config::Problems& problems) {
  const std::string& key = draft.host.credential_key;
  if (key.empty()) return;
  redactor.protect(key);
  const Status status = credentials::Cipher::from_text(key).status();
  if (status) return;
  constexpr const char* kPointer = "/host/credential_key";
  const config::Node* at = draft.root.at_pointer(kPointer);
  problems.add(at ? at->at : config::Position{}, kPointer, status.message());
}

// Before the plugins are loaded, which define what sessions their clients open. Sessions load
// libcurl themselves if needed: a wrong guess only costs time.
bool may_need_curl(const config::Draft& draft) {
  const config::Node* clients = draft.root.find("clients");
  if (!clients) return false;
  if (!draft.host.http.plain) return !clients->members.empty();
  const auto text = [](const config::Node* node) {
    return node ? std::optional(node->text) : std::nullopt;
  };
  return std::any_of(clients->members.begin(), clients->members.end(), [&](const auto& client) {
    const config::Node& settings = client.value;
    return http::needs_curl(text(settings.find("base_uri")).value_or(""),
                            text(settings.find("proxy")));
  });
}

}  // namespace

config::Catalogue catalogue_of(const loader::Registry& registry,
                               const std::vector<std::string>& paths) {
  config::Catalogue out;
  for (const loader::PluginInfo* plugin : registry.plugins()) {
    for (const loader::ComponentInfo& component : plugin->components) {
      out.types.push_back({component.id, std::string(loader::kind_name(component.kind)),
                           component.schema, component.incremental, component.replaces,
                           component.partial, component.at_end, component.listens()});
    }
  }
  out.searched = paths.empty() ? "no plugin folders are known; give --plugins"
                               : "looked in " + config::list_names(paths);
  return out;
}

// What could not be resolved is no secret yet, also where a component gets it as it is.
void spare_unresolved(const config::Node& node, services::Redactor& redactor) {
  if (!node.written.empty() && node.written == node.text)
    for (size_t at = 0; at != node.text.npos; at = node.text.find("${", at + 1))
      redactor.spare(std::string_view(node.text).substr(at));  // "Bearer ${…}" has two parts
  for (const config::Member& member : node.members) spare_unresolved(member.value, redactor);
  for (const config::Node& item : node.items) spare_unresolved(item, redactor);
}

void add_references(const config::Draft& draft, services::SecretReferences& references) {
  using Kind = services::SecretReferences::Kind;
  for (const config::InsertedValue& one : draft.inserted)
    references.add(one.reference, one.value, one.secret ? Kind::kSecret : Kind::kOther);
}

void protect_secrets(const config::Draft& draft, services::Redactor& redactor) {
  for (const config::InsertedValue& one : draft.inserted)
    if (one.secret) redactor.protect(one.value);
  add_references(draft, redactor.references());
}

config::Config load_config(const config::Draft& draft, const loader::Registry& registry,
                           services::Redactor& redactor, config::Problems& problems) {
  spare_unresolved(draft.root, redactor);
  check_credential_key(draft, redactor, problems);
  protect_secrets(draft, redactor);
  redactor.protect(draft.host.api.token);
  const auto protect = [&](std::string_view secret) { redactor.protect(secret); };
  return config::load_components(draft, catalogue_of(registry, draft.host.plugins), protect,
                                 problems);
}

std::optional<Workspace> open_workspace(const Options& options, const std::string& file,
                                        services::Redactor& redactor, config::Problems& problems,
                                        const OpenOptions& how) {
  config::ReadOptions read = options.read_options(file, how.use);
  read.each_by_itself = how.each_by_itself;
  std::optional<config::Draft> draft = config::read_config(read, problems);
  if (!draft) return std::nullopt;
  if (how.curl && may_need_curl(*draft)) how.curl->begin();
  loader::Registry registry = scan(draft->host.plugins);
  if (!options.quiet) print_refusals(registry);
  config::Config config = load_config(*draft, registry, redactor, problems);
  return Workspace{std::move(config), std::move(registry),
                   how.each_by_itself ? std::move(draft->root) : config::Node(), draft->host_known};
}

void set_others_aside(Workspace& workspace, const services::Redactor& redactor,
                      config::Problems& problems) {
  static_cast<void>(config::take_unread_files(workspace.host_known, problems));
  config::Problems aside(problems.files());
  aside.keep_only(
      config::set_aside(workspace.root, workspace.host_known, workspace.config, problems));
  print_warnings(aside, redactor);
}

std::optional<loader::Registry> scan_plugins(const Options& options, config::Problems& problems) {
  if (!options.config.empty()) {
    const auto draft = config::read_config(options.read_options(options.config), problems);
    if (!draft) return std::nullopt;
    return scan(draft->host.plugins);
  }
  config::ReadOptions read = options.read_options("");
  std::vector<std::string> paths = read.overrides.plugins;
  if (paths.empty() && !read.own_plugins.empty()) paths.push_back(read.own_plugins);
  return scan(paths);
}

void print_refusals(const loader::Registry& registry) {
  for (const loader::Refusal& refusal : registry.refusals()) {
    print_error("warning: plugin refused: " + refusal.path.string() + ": " + refusal.reason);
  }
}

}  // namespace sluice::app
