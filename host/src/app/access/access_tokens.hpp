// The access tokens of people and programs: hashes and roles, in a file of the state folder. Any
// thread.
#pragma once

#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/access/caller.hpp"
#include "config/node.hpp"
#include "sluice/result.hpp"

namespace sluice::app {

// In a state folder.
inline constexpr const char* kAccessTokensFile = "access_tokens.json";

struct AccessToken {
  std::string name;  // [A-Za-z0-9._@-]+, at most 64 characters
  Role role = Role::kViewer;
  bool payloads = false;
  int64_t created_ms = 0;
  int64_t last_used_ms = 0;  // to the minute; 0: never
  std::string hash = {};
};

// Without its hash.
config::Node access_token_node(const AccessToken& token);

class AccessTokens {
 public:
  static constexpr size_t kMost = 1000;

  // `now_ms`: since the Unix epoch.
  AccessTokens(std::filesystem::path file, std::function<int64_t()> now_ms);

  // Reads the file, if there is one; later changes of it, by another process, are taken by
  // themselves. E_DATA: it is not one of these; what was known stays.
  Status load();
  bool empty();
  // In the order in which they were made.
  std::vector<AccessToken> list();
  // The token, which nobody can see again. E_INVALID: the name is wrong or taken, or there are too
  // many; E_INTERNAL: the file cannot be written, and nothing has changed.
  Result<std::string> add(const std::string& name, Role role, bool payloads);
  // False: there is none of this name. E_INTERNAL as add().
  Result<bool> remove(const std::string& name);
  // Whose it is; nothing: nobody's.
  std::optional<Caller> find(std::string_view token);
  // Whether there still is a token of this name, role and payloads. A name with a space is none of
  // a token, and stays good: "start link".
  bool still_holds(const Caller& caller);

 private:
  Status read();
  void read_if_changed();
  Status write(const std::vector<AccessToken>& tokens);

  const std::filesystem::path file_;
  const std::function<int64_t()> now_ms_;
  std::mutex mutex_;
  std::string read_mark_;  // which state of the file is known
  std::vector<AccessToken> tokens_;
};

}  // namespace sluice::app
