#include "app/api/config_history.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <utility>

#include "app/report/console.hpp"
#include "config/parse.hpp"
#include "platform/private_file.hpp"
#include "platform/whole_file.hpp"

namespace sluice::app {
namespace {

namespace fs = std::filesystem;

config::Node kept_text(const std::optional<std::string>& text) {
  return text ? text_node(*text) : config::Node();
}

config::Node kept_node(const ConfigChange& change) {
  config::Node node = change_node(change);
  node.set("before", kept_text(change.before));
  node.set("after", kept_text(change.after));
  return node;
}

std::optional<std::string> optional_text(const config::Node& node, std::string_view key) {
  const config::Node* const value = node.find(key);
  if (!value || !value->is(config::Kind::kString)) return std::nullopt;
  return value->text;
}

// A text of 4 MiB with another one is more than what a configuration's file may have.
std::optional<config::Node> parse_kept(const std::string& text) {
  config::Problems problems("history");
  auto node = config::parse_json(text, problems);
  return node && problems.empty() && node->is(config::Kind::kObject) ? std::move(node)
                                                                     : std::nullopt;
}

int64_t id_of_name(const std::string& stem) {
  int64_t out = 0;
  const auto end = std::from_chars(stem.data(), stem.data() + stem.size(), out);
  return end.ec == std::errc() && end.ptr == stem.data() + stem.size() ? out : 0;
}

}  // namespace

config::Node change_node(const ConfigChange& change) {
  config::Node node = config::Node::object();
  node.set("id", number_node(change.id));
  node.set("at_ms", number_node(change.at_ms));
  node.set("who", text_node(change.who));
  node.set("path", text_node(change.path));
  node.set("action", text_node(change.action));
  return node;
}

ConfigHistory::ConfigHistory(fs::path folder, std::function<int64_t()> now_ms)
    : folder_(std::move(folder)), now_ms_(std::move(now_ms)) {}

fs::path ConfigHistory::file_of(int64_t id) const {
  return folder_ / (std::to_string(id) + ".json");
}

// Ascending.
std::vector<int64_t> ConfigHistory::ids() const {
  std::vector<int64_t> out;
  std::error_code error;
  fs::directory_iterator at(folder_, error);
  for (const fs::directory_iterator end; !error && at != end; at.increment(error))
    if (const int64_t id = id_of_name(at->path().stem().string());
        id > 0 && at->path().extension() == ".json")
      out.push_back(id);
  std::sort(out.begin(), out.end());
  return out;
}

void ConfigHistory::make_room() const {
  std::vector<int64_t> all = ids();
  std::error_code error;
  uint64_t bytes = 0;
  for (const int64_t id : all) bytes += fs::file_size(file_of(id), error);
  size_t left = all.size();
  for (const int64_t id : all) {
    if (left <= kMost && bytes <= kMostBytes) return;
    bytes -= fs::file_size(file_of(id), error);
    fs::remove(file_of(id), error);
    left--;
  }
}

Status ConfigHistory::add(ConfigChange change) {
  const std::lock_guard lock(mutex_);
  if (Status s = platform::make_private_folder(folder_); !s) return s;
  const std::vector<int64_t> all = ids();
  change.at_ms = now_ms_();
  change.id = all.empty() ? 1 : all.back() + 1;
  if (Status s =
          platform::write_whole(file_of(change.id), config::to_json(kept_node(change)) + "\n");
      !s)
    return s;
  make_room();
  return {};
}

std::optional<ConfigChange> ConfigHistory::find(int64_t id) const {
  const auto text = platform::read_whole(file_of(id));
  const auto node = text ? parse_kept(*text) : std::nullopt;
  if (!node) return std::nullopt;
  const config::Node* const at = node->find("at_ms");
  return ConfigChange{id,
                      at ? std::atoll(at->text.c_str()) : 0,
                      optional_text(*node, "who").value_or(""),
                      optional_text(*node, "path").value_or(""),
                      optional_text(*node, "action").value_or(""),
                      optional_text(*node, "before"),
                      optional_text(*node, "after")};
}

std::vector<ConfigChange> ConfigHistory::list(int64_t before, size_t most) const {
  const std::lock_guard lock(mutex_);
  const std::vector<int64_t> all = ids();
  std::vector<ConfigChange> out;
  for (auto id = all.rbegin(); id != all.rend() && out.size() < most; ++id) {
    if (before && *id >= before) continue;
    if (auto change = find(*id)) out.push_back(*std::move(change));
  }
  return out;
}

std::optional<ConfigChange> ConfigHistory::latest_of(const std::string& path) const {
  for (ConfigChange& change : list(0, kMost))
    if (change.path == path) return std::move(change);
  return std::nullopt;
}

}  // namespace sluice::app
