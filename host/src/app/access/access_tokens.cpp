#include "app/access/access_tokens.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "app/access/secret_text.hpp"
#include "app/report/console.hpp"
#include "config/node.hpp"
#include "config/parse.hpp"
#include "platform/file_key.hpp"
#include "platform/whole_file.hpp"

namespace sluice::app {
namespace {

namespace fs = std::filesystem;

constexpr size_t kLongestName = 64;
constexpr int64_t kMinuteMs = 60'000;

bool is_token_name(std::string_view name) {
  return !name.empty() && name.size() <= kLongestName &&
         name.find_first_not_of(
             "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._@-") == name.npos;
}

std::string stored_text(const config::Node& node, std::string_view key) {
  const config::Node* const value = node.find(key);
  return value ? value->text : std::string();
}

std::optional<AccessToken> stored_token(const config::Node& node) {
  AccessToken out;
  const auto role = role_of_name(stored_text(node, "role"));
  out.name = stored_text(node, "name");
  out.hash = stored_text(node, "hash");
  if (!role || !is_token_name(out.name) || out.hash.empty()) return std::nullopt;
  out.role = *role;
  out.payloads = stored_text(node, "payloads") == "true";
  out.created_ms = std::atoll(stored_text(node, "created_ms").c_str());
  out.last_used_ms = std::atoll(stored_text(node, "last_used_ms").c_str());
  return out;
}

// Another one for each file that takes its place.
std::string mark_of_file(const fs::path& file) {
  std::error_code missing;
  const auto time = fs::last_write_time(file, missing).time_since_epoch().count();
  return std::to_string(time) + platform::file_key(file).value_or("");
}

}  // namespace

config::Node access_token_node(const AccessToken& token) {
  config::Node node = config::Node::object();
  node.set("name", text_node(token.name));
  node.set("role", text_node(role_name(token.role)));
  node.set("payloads", flag_node(token.payloads));
  node.set("created_ms", number_node(token.created_ms));
  if (token.last_used_ms) node.set("last_used_ms", number_node(token.last_used_ms));
  return node;
}

AccessTokens::AccessTokens(std::filesystem::path file, std::function<int64_t()> now_ms)
    : file_(std::move(file)), now_ms_(std::move(now_ms)) {}

Status AccessTokens::load() {
  const std::lock_guard lock(mutex_);
  return read();
}

// A broken one was written by nobody here: the tokens that are known stay good.
void AccessTokens::read_if_changed() {
  if (mark_of_file(file_) != read_mark_) static_cast<void>(read());
}

Status AccessTokens::read() {
  read_mark_ = mark_of_file(file_);
  const auto text = platform::read_whole(file_);
  if (!text) return {};
  config::Problems problems(file_.string());
  const auto node = config::parse_json(*text, problems);
  std::vector<AccessToken> tokens;
  Status broken(SLUICE_E_DATA, file_.string() + " is not a list of access tokens; put a " +
                                   "copy of it back, or remove it and give new tokens");
  if (!node || !problems.empty() || !node->is(config::Kind::kArray)) return broken;
  for (const config::Node& item : node->items) {
    auto token = stored_token(item);
    if (!token) return broken;
    tokens.push_back(*std::move(token));
  }
  tokens_ = std::move(tokens);
  return {};
}

bool AccessTokens::empty() {
  const std::lock_guard lock(mutex_);
  read_if_changed();
  return tokens_.empty();
}

std::vector<AccessToken> AccessTokens::list() {
  const std::lock_guard lock(mutex_);
  read_if_changed();
  return tokens_;
}

Status AccessTokens::write(const std::vector<AccessToken>& tokens) {
  config::Node all = config::Node::array();
  for (const AccessToken& one : tokens) {
    all.items.push_back(access_token_node(one));
    all.items.back().set("hash", text_node(one.hash));
  }
  Status written = platform::write_whole(file_, config::to_json(all) + "\n");
  read_mark_ = mark_of_file(file_);
  return written;
}

Result<std::string> AccessTokens::add(const std::string& name, Role role, bool payloads) {
  if (!is_token_name(name))
    return Status(SLUICE_E_INVALID, "a token's name has 1 to 64 letters, digits and . _ @ -");
  const std::lock_guard lock(mutex_);
  read_if_changed();
  if (std::any_of(tokens_.begin(), tokens_.end(), [&](const auto& t) { return t.name == name; }))
    return Status(SLUICE_E_INVALID, "there is a token " + name + " already; remove it first");
  if (tokens_.size() >= kMost)
    return Status(SLUICE_E_INVALID, "there are 1,000 tokens; remove one first");
  const std::string secret = new_secret();
  std::vector<AccessToken> tokens = tokens_;
  tokens.push_back({name, role, payloads, now_ms_(), 0, hash_of(secret)});
  if (Status s = write(tokens); !s) return s;
  tokens_ = std::move(tokens);
  return secret;
}

Result<bool> AccessTokens::remove(const std::string& name) {
  const std::lock_guard lock(mutex_);
  read_if_changed();
  std::vector<AccessToken> tokens = tokens_;
  if (!std::erase_if(tokens, [&](const AccessToken& one) { return one.name == name; }))
    return false;
  if (Status s = write(tokens); !s) return s;
  tokens_ = std::move(tokens);
  return true;
}

bool AccessTokens::still_holds(const Caller& caller) {
  if (caller.name.find(' ') != std::string::npos) return true;
  const std::lock_guard lock(mutex_);
  read_if_changed();
  return std::any_of(tokens_.begin(), tokens_.end(), [&](const AccessToken& one) {
    return one.name == caller.name && one.role == caller.role && one.payloads == caller.payloads;
  });
}

// That the time of its use cannot be kept does not make a token wrong.
std::optional<Caller> AccessTokens::find(std::string_view token) {
  const std::string hash = hash_of(token);
  const std::lock_guard lock(mutex_);
  read_if_changed();
  for (AccessToken& one : tokens_) {
    if (one.hash != hash) continue;
    const int64_t minute = now_ms_() / kMinuteMs * kMinuteMs;
    if (one.last_used_ms != minute) {
      one.last_used_ms = minute;
      static_cast<void>(write(tokens_));
    }
    return Caller{one.name, one.role, one.payloads};
  }
  return std::nullopt;
}

}  // namespace sluice::app
