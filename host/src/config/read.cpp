#include "config/read.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "config/host_schema.hpp"
#include "config/parse.hpp"
#include "config/scalar_check.hpp"
#include "config/schema_check.hpp"
#include "config/suggest.hpp"

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

std::vector<std::string> plugin_paths(const Node& host, const ReadOptions& options,
                                      const fs::path& folder) {
  std::vector<std::string> paths;
  for (const std::string& path : options.overrides.plugins) {
    paths.push_back(absolute(fs::current_path(), path));
  }
  if (!paths.empty()) return paths;
  if (const Node* given = host.find("plugins")) {
    for (const Node& item : given->items) paths.push_back(absolute(folder, item.text));
  }
  // Only the named plugins are loaded; without a name, those beside the program.
  if (paths.empty() && !options.own_plugins.empty()) paths.push_back(options.own_plugins);
  return paths;
}

// Entries that the schema found wrong are left out.
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

HostSettings settings(const Node& host, const ReadOptions& options, Problems& problems) {
  const fs::path folder = fs::absolute(options.file).parent_path();
  HostSettings out;
  out.plugins = plugin_paths(host, options, folder);
  const Node* state = host.find("state");
  out.state = options.overrides.state ? absolute(fs::current_path(), *options.overrides.state)
                                      : absolute(folder, state ? state->text : "state");
  const Node* mode = host.find("state_mode");
  if (mode && mode->is(Kind::kString))
    out.state_mode = static_cast<uint32_t>(std::strtoul(mode->text.c_str(), nullptr, 8));
  const Node* key = host.find("credential_key");
  if (key && key->is(Kind::kString)) out.credential_key = key->text;
  out.env = declared_variables(host.find("env"));
  const Node* level = host.find("log_level");
  const std::string name = options.overrides.log_level.value_or(level ? level->text : "info");
  const std::optional<LogLevel> known = log_level(name);
  if (!known && options.overrides.log_level) {
    const std::vector<std::string> names = {"debug", "info", "warning", "error"};
    problems.add(
        {}, "",
        "log level \"" + name + "\" is none of " + list_names(names) + did_you_mean(name, names));
  }
  out.log_level = known.value_or(LogLevel::kInfo);
  out.lanes = lanes(host.find("lanes"));
  out.park_limit = park_limit(host, out.park_limit);
  out.stop_grace_s = number32(host, "stop_grace", out.stop_grace_s);
  if (const Node* limits = host.find("limits")) out.limits = limits_of(*limits);
  if (const Node* http = host.find("http")) out.http.plain = !is_off(http->find("plain"));
  if (const Node* commit = host.find("commit")) {
    out.commit.interval_ms = number32(*commit, "interval_ms", out.commit.interval_ms);
    out.commit.max_batches = number32(*commit, "max_batches", out.commit.max_batches);
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

}  // namespace

std::optional<std::string> read_file(const std::string& file, Problems& problems) {
  std::error_code error;
  if (fs::is_directory(file, error)) {
    problems.add({}, "", "this is a folder; name the config file in it");
    return std::nullopt;
  }
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    problems.add({}, "",
                 fs::exists(file, error) ? "the file cannot be read; check its permissions"
                                         : "there is no such file");
    return std::nullopt;
  }
  // Part by part: filling 4 MiB with zeros first took a twelfth of the startup time.
  std::string text;
  char part[16 * 1024];
  while (text.size() <= kMaxConfigSize && (in.read(part, sizeof part), in.gcount() > 0))
    text.append(part, static_cast<size_t>(in.gcount()));
  return text;
}

std::optional<Draft> read_config(const ReadOptions& options, Problems& problems) {
  const std::optional<std::string> text = read_file(options.file, problems);
  if (!text) return std::nullopt;
  return read_config_text(*text, options, problems);
}

std::optional<Draft> read_config_text(std::string_view text, const ReadOptions& options,
                                      Problems& problems) {
  std::optional<Node> root = parse(text, problems);
  if (!root) return std::nullopt;
  if (root->is(Kind::kNull)) {
    problems.add({1, 1}, "", "the file is empty; a config has at least pipelines:");
    return std::nullopt;
  }
  Sources sources{options.variable, fs::absolute(options.file).parent_path(), {}, options.warn};
  if (options.use) sources.unneeded = unneeded_sections(*root, *options.use);
  interpolate(*root, sources, problems);
  check_schema(host_schema(), {*root, "", problems, {}});
  const Node none = Node::object();
  const Node* host = root->find("host");
  if (!host) host = &none;
  Draft draft{options.file, {}, settings(*host, options, problems)};
  check_limits(*host, draft.host.limits, problems);
  draft.root = std::move(*root);
  return draft;
}

}  // namespace sluice::config
