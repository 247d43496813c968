#include "config/read.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>
#include <vector>

#include "config/declared_secrets.hpp"
#include "config/files.hpp"
#include "config/host_schema.hpp"
#include "config/host_settings.hpp"
#include "config/merge_files.hpp"
#include "config/parse.hpp"
#include "config/schema_check.hpp"
#include "config/set_aside.hpp"

namespace sluice::config {
namespace {

namespace fs = std::filesystem;

void stamp(Node& node, uint32_t file) {
  node.at.file = file;
  for (Node& item : node.items) stamp(item, file);
  for (Member& member : node.members) {
    member.at.file = file;
    stamp(member.value, file);
  }
}

bool is_nothing(const Node& root) { return root.is(Kind::kNull); }

// Without its tests, which no run has to do with and which are read by themselves
// (app/trial/test_case.hpp).
std::optional<Node> parse_config(std::string_view text, Problems& problems) {
  std::optional<Node> root = parse(text, problems);
  if (root) root->erase("tests");
  return root;
}

// A tree whose positions are in this file; problems found in it are added as its own.
std::optional<Node> parse_file(std::string_view text, uint32_t number, Problems& problems) {
  Problems own(problems.file(number));
  std::optional<Node> root = parse_config(text, own);
  problems.add_all(own, number);
  if (root) stamp(*root, number);
  return root;
}

std::optional<Node> read_one(std::string_view text, Problems& problems) {
  std::optional<Node> root = parse_config(text, problems);
  if (!root || !is_nothing(*root)) return root;
  problems.add({1, 1}, "", "the file is empty; a config has at least pipelines:");
  return std::nullopt;
}

// Whether it may have `host:` as a name, whatever else it has.
bool may_name_host(std::string_view text) {
  constexpr std::string_view kHost = "host", kBefore = " \t\r\n\"'{,", kBehind = " \t\"'";
  for (size_t at = text.find(kHost); at != text.npos; at = text.find(kHost, at + 1)) {
    const size_t behind = text.find_first_not_of(kBehind, at + kHost.size());
    const bool is_name = at == 0 || kBefore.find(text[at - 1]) != kBefore.npos;
    if (is_name && behind != text.npos && text[behind] == ':') return true;
  }
  return false;
}

// Of a folder.
struct FilesRead {
  std::vector<Node> roots;
  bool may_hide_host = false;  // one that cannot be read
};

// A file of a folder may be empty: whoever comments all of it out means that.
void read_part(const std::string& file, const Replaced& replaced, FilesRead& into,
               Problems& problems) {
  const uint32_t number = problems.add_file(file);
  Problems own(file);
  const std::optional<std::string> text = read_file(file, own, replaced);
  problems.add_all(own, number);
  std::optional<Node> root = text ? parse_file(*text, number, problems) : std::nullopt;
  if (!root) into.may_hide_host |= !text || may_name_host(*text);
  if (!root || is_nothing(*root)) return;
  if (root->is(Kind::kObject)) return into.roots.push_back(*std::move(root));
  problems.add(root->at, "",
               "a config file is an object with sections like pipelines:, not " +
                   std::string(kind_name(root->kind)));
}

std::optional<Node> read_folder(const std::vector<std::string>& files, const Replaced& replaced,
                                Problems& problems, bool* host_known) {
  FilesRead read;
  for (const std::string& file : files) read_part(file, replaced, read, problems);
  if (!read.roots.empty()) {
    Node out = merge_files(std::move(read.roots), problems);
    *host_known = out.find("host") || !read.may_hide_host;
    return out;
  }
  if (problems.empty()) problems.add({}, "", "all config files of this folder are empty");
  return std::nullopt;
}

// What relative paths in each file are relative to, by the file's number.
std::vector<fs::path> folders_of(const std::string& config, const Problems& problems) {
  std::vector<fs::path> out;
  for (const std::string& file : problems.files()) out.push_back(folder_of(file));
  out.front() = folder_of(config);
  return out;
}

HostSettings settings_of(const Node& root, const ReadOptions& options,
                         const std::vector<fs::path>& folders, Problems& problems) {
  const Node none = Node::object();
  const Node* host = root.find("host");
  if (!host) host = &none;
  return host_settings(*host, {options.overrides, options.own_plugins, folders[host->at.file]},
                       problems);
}

// A secret's value, or why there is none. The host's settings are read only where one is asked for.
Result<std::string> kept_secret(const Node& root, const ReadOptions& options,
                                const std::vector<fs::path>& folders, const std::string& name) {
  if (Status s = check_declared(name, declared_secrets(root)); !s) return s;
  if (!options.secret) return Status(SLUICE_E_INVALID, "no secrets are kept here");
  Problems later{std::string()};  // they are found again with the whole tree
  return options.secret(settings_of(root, options, folders, later), name);
}

// The host first: it says where the secrets are.
void resolve_values(Node& root, const ReadOptions& options, Sources& sources, Problems& problems) {
  std::vector<Missing>* const missing = std::exchange(sources.missing, nullptr);
  const auto host = std::find_if(root.members.begin(), root.members.end(),
                                 [](const Member& member) { return member.key == "host"; });
  if (host != root.members.end()) interpolate(host->value, "/host", sources, problems);
  sources.missing = missing;
  sources.secret = [&](const std::string& name) {
    return kept_secret(root, options, sources.folders, name);
  };
  for (Member& member : root.members)
    if (member.key != "host" && member.key != "secrets")
      interpolate(member.value, join_pointer("", member.key), sources, problems);
  sources.secret = {};
}

// Without what asks for a pipeline.
Node schema_without_pipelines() {
  Node schema = host_schema();
  schema.erase("required");
  schema.find("properties")->find("pipelines")->erase("minProperties");
  return schema;
}

std::optional<Draft> make_draft(std::optional<Node> tree, const ReadOptions& options,
                                Problems& problems) {
  if (!tree) return std::nullopt;
  Node& root = *tree;
  Sources sources{options.variable, folders_of(options.file, problems), {}, options.warn, {}};
  if (options.use) sources.unneeded = unneeded_sections(root, *options.use);
  std::vector<Missing> missing;
  if (options.each_by_itself) sources.missing = &missing;
  std::vector<OutsideValue> outside;
  sources.outside = &outside;
  resolve_values(root, options, sources, problems);
  std::map<std::string, std::string> refused = refuse_for_missing(root, missing, problems);
  const CheckTarget target{root, "", problems, {}};
  if (options.may_be_empty)
    check_schema(schema_without_pipelines(), target);
  else
    check_schema(host_schema(), target);
  HostSettings settings = settings_of(root, options, sources.folders, problems);
  return Draft{options.file,        problems.files(),         std::move(root),
               std::move(settings), inserted_values(outside), std::move(refused)};
}

}  // namespace

std::optional<Draft> read_config(const ReadOptions& options, Problems& problems) {
  const std::vector<std::string> files =
      config_files(options.file, problems, options.replaced, options.may_be_empty);
  if (files.empty()) {
    if (!options.may_be_empty || !problems.empty()) return std::nullopt;
    return make_draft(Node::object(), options, problems);
  }
  if (files.size() > 1 || files.front() != options.file) {
    bool host_known = true;
    auto out =
        make_draft(read_folder(files, options.replaced, problems, &host_known), options, problems);
    if (out) out->host_known = host_known;
    return out;
  }
  const std::optional<std::string> text = read_file(options.file, problems, options.replaced);
  if (!text) return std::nullopt;
  return read_config_text(*text, options, problems);
}

std::optional<Draft> read_config_text(std::string_view text, const ReadOptions& options,
                                      Problems& problems) {
  return make_draft(read_one(text, problems), options, problems);
}

}  // namespace sluice::config
