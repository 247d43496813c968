#include "config/host_settings.hpp"

#include <cstdlib>

#include "config/scalar_check.hpp"
#include "config/suggest.hpp"
#include "platform/address_range.hpp"

namespace sluice::config {
namespace {

namespace fs = std::filesystem;

// REQUIRES: `folder` is absolute.
std::string absolute(const fs::path& folder, const std::string& path) {
  return (folder / path).lexically_normal().string();
}

// A scalar the schema has checked; the fallback where that found it wrong.
uint64_t number(const Node& object, std::string_view key, uint64_t fallback) {
  const Node* value = object.find(key);
  if (!value || !is_of_type(*value, "integer")) return fallback;
  return std::strtoull(value->text.c_str(), nullptr, 10);
}

uint32_t number32(const Node& object, std::string_view key, uint32_t fallback) {
  return static_cast<uint32_t>(number(object, key, fallback));
}

}  // namespace

bool split_listen(const std::string& listen, std::string& address, uint16_t& port) {
  const size_t colon = listen.rfind(':');
  if (colon == listen.npos || colon == 0) return false;
  const char* const begin = listen.c_str() + colon + 1;
  char* end = nullptr;
  const unsigned long number = std::strtoul(begin, &end, 10);
  if (end == begin || *end || number > 65535 || *begin == '-' || *begin == '+') return false;
  address = listen.substr(0, colon);
  if (address.starts_with('[')) address = address.substr(1, address.size() - 2);
  port = static_cast<uint16_t>(number);
  return true;
}

uint32_t park_limit(const Node& object, uint32_t fallback) {
  const Node* value = object.find("park_limit");
  return value && value->text == "off" ? 0 : number32(object, "park_limit", fallback);
}

namespace {

std::optional<LogLevel> log_level(std::string_view name) {
  if (name == "debug") return LogLevel::kDebug;
  if (name == "info") return LogLevel::kInfo;
  if (name == "warning") return LogLevel::kWarning;
  if (name == "error") return LogLevel::kError;
  return std::nullopt;
}

Lanes lanes(const Node* value) {
  if (!value || value->text == "auto") return Lanes::kAuto;
  return value->text == "1" ? Lanes::kOne : Lanes::kTwo;
}

Limits limits_of(const Node& node) {
  Limits limits;
  limits.record = number(node, "record", limits.record);
  limits.page = number(node, "page", limits.page);
  limits.batch_memory = number(node, "batch_memory", limits.batch_memory);
  limits.recorded_body = number(node, "recorded_body", limits.recorded_body);
  limits.depth = number32(node, "depth", limits.depth);
  const Node* duplicates = node.find("allow_duplicate_keys");
  limits.allow_duplicate_keys = duplicates && duplicates->text == "true";
  return limits;
}

bool is_off(const Node* value) { return value && value->text == "off"; }

std::vector<std::string> plugin_paths(const Node& host, const HostSources& from) {
  std::vector<std::string> paths;
  for (const std::string& path : from.overrides.plugins) {
    paths.push_back(absolute(fs::current_path(), path));
  }
  if (!paths.empty()) return paths;
  if (const Node* given = host.find("plugins")) {
    for (const Node& item : given->items) paths.push_back(absolute(from.folder, item.text));
  }
  // Only what is named is loaded; without a name, what came with the program.
  if (paths.empty() && !from.own_plugins.empty()) paths.push_back(from.own_plugins);
  return paths;
}

// What the schema found wrong is left out.
std::vector<DeclaredVariable> declared_variables(const Node* list) {
  std::vector<DeclaredVariable> out;
  if (!list) return out;
  for (const Node& item : list->items) {
    const Node* name = item.is(Kind::kObject) ? item.find("name") : &item;
    const Node* secret = item.find("secret");
    if (name && name->is(Kind::kString))
      out.push_back({name->text, secret && secret->text == "true"});
  }
  return out;
}

void check_limits(const Node& host, const Limits& limits, Problems& problems) {
  if (limits.record <= limits.page) return;
  const Node* at = host.find("limits");
  problems.add(at ? at->at : Position{}, "/host/limits/record",
               "a record of " + std::to_string(limits.record) + " bytes does not fit a page of " +
                   std::to_string(limits.page) + "; raise page or lower record");
}

std::string state_folder(const Node& host, const HostSources& from) {
  if (from.overrides.state) return absolute(fs::current_path(), *from.overrides.state);
  const Node* state = host.find("state");
  return absolute(from.folder, state ? state->text : "state");
}

LogLevel least_severity(const Node& host, const HostSources& from, Problems& problems) {
  const Node* level = host.find("log_level");
  const std::string name = from.overrides.log_level.value_or(level ? level->text : "info");
  const std::optional<LogLevel> known = log_level(name);
  if (!known && from.overrides.log_level) {
    const std::vector<std::string> names = {"debug", "info", "warning", "error"};
    problems.add(
        {}, "",
        "log level \"" + name + "\" is none of " + list_names(names) + did_you_mean(name, names));
  }
  return known.value_or(LogLevel::kInfo);
}

CommitSettings commit_settings(const Node& node) {
  CommitSettings out;
  out.interval_ms = number32(node, "interval_ms", out.interval_ms);
  out.max_batches = number32(node, "max_batches", out.max_batches);
  return out;
}

std::string text_of(const Node& node, std::string_view key) {
  const Node* const value = node.find(key);
  return value && value->is(Kind::kString) ? value->text : std::string();
}

std::string file_of(const Node& node, std::string_view key, const HostSources& from) {
  const std::string file = text_of(node, key);
  return file.empty() ? file : absolute(from.folder, file);
}

// "[::1]:8710" -> "::1" and 8710. The schema has checked its form, but not the number.
template <class Settings>
void set_listen(const Node& node, const std::string& pointer, Settings& out, Problems& problems) {
  const std::string listen = text_of(node, "listen");
  if (listen.empty()) return;
  if (!split_listen(listen, out.address, out.port))
    problems.add(node.find("listen")->at, pointer + "/listen", "a port is 0 to 65535");
}

void check_api(const Node& node, const ApiSettings& api, Problems& problems) {
  if (!api.address.empty() && api.token.empty())
    problems.add(node.at, "/host/api",
                 "whoever reaches the address may start and stop runs: give it a token "
                 "(openssl rand -hex 32), from the environment or a file");
  if (api.certificate.empty() != api.key.empty())
    problems.add(node.at, "/host/api", "certificate and key belong together; one is missing");
}

ApiSettings api_settings(const Node& node, const HostSources& from, Problems& problems) {
  ApiSettings out;
  set_listen(node, "/host/api", out, problems);
  out.token = text_of(node, "token");
  out.certificate = file_of(node, "certificate", from);
  out.key = file_of(node, "key", from);
  if (const Node* names = node.find("names"))
    for (const Node& name : names->items) out.names.push_back(name.text);
  check_api(node, out, problems);
  return out;
}

void set_proxy(const Node& node, DashboardSettings& out, Problems& problems) {
  out.proxy = text_of(node, "proxy");
  const Node* const addresses = node.find("proxy_addresses");
  if (addresses && out.proxy.empty())
    problems.add(addresses->at, "/host/dashboard/proxy_addresses",
                 "are those of the proxy, and there is none; give its proxy: https://…");
  if (!addresses && !out.proxy.empty()) out.proxy_addresses = {"127.0.0.0/8", "::1"};
  for (size_t i = 0; addresses && i < addresses->items.size(); i++) {
    const Node& one = addresses->items[i];
    out.proxy_addresses.push_back(one.text);
    if (!platform::AddressRange::parse(one.text))
      problems.add(one.at, "/host/dashboard/proxy_addresses/" + std::to_string(i),
                   "is no address and no range; write 10.0.0.5 or 10.1.0.0/16");
  }
}

DashboardSettings dashboard_settings(const Node& node, const HostSources& from,
                                     Problems& problems) {
  DashboardSettings out;
  out.wanted = true;
  set_listen(node, "/host/dashboard", out, problems);
  out.certificate = file_of(node, "certificate", from);
  out.key = file_of(node, "key", from);
  set_proxy(node, out, problems);
  if (const Node* names = node.find("names"))
    for (const Node& name : names->items) out.names.push_back(name.text);
  if (out.certificate.empty() != out.key.empty())
    problems.add(node.at, "/host/dashboard", "certificate and key belong together; one is missing");
  return out;
}

}  // namespace

HostSettings host_settings(const Node& host, const HostSources& from, Problems& problems) {
  HostSettings out;
  out.plugins = plugin_paths(host, from);
  out.state = state_folder(host, from);
  const Node* mode = host.find("state_mode");
  if (mode && mode->is(Kind::kString))
    out.state_mode = static_cast<uint32_t>(std::strtoul(mode->text.c_str(), nullptr, 8));
  const Node* key = host.find("credential_key");
  // What could not be resolved has been reported, and is no key.
  if (key && key->is(Kind::kString) && key->written != key->text) out.credential_key = key->text;
  out.env = declared_variables(host.find("env"));
  out.log_level = least_severity(host, from, problems);
  out.lanes = lanes(host.find("lanes"));
  out.park_limit = park_limit(host, out.park_limit);
  const Node* zone = host.find("time_zone");
  if (zone && zone->is(Kind::kString)) out.time_zone = zone->text;
  out.workers = number32(host, "workers", out.workers);
  out.stop_grace_s = number32(host, "stop_grace", out.stop_grace_s);
  out.lease_s = number32(host, "lease", out.lease_s);
  if (const std::string own = file_of(host, "sendmail", from); !own.empty()) out.sendmail = own;
  if (const Node* api = host.find("api")) out.api = api_settings(*api, from, problems);
  if (const Node* dashboard = host.find("dashboard"))
    out.dashboard = dashboard_settings(*dashboard, from, problems);
  if (const Node* limits = host.find("limits")) out.limits = limits_of(*limits);
  if (const Node* http = host.find("http")) out.http.plain = !is_off(http->find("plain"));
  if (const Node* commit = host.find("commit")) out.commit = commit_settings(*commit);
  check_limits(host, out.limits, problems);
  return out;
}

}  // namespace sluice::config
