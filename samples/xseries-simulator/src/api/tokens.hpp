#pragma once
// Access tokens, personal ones and those of OAuth, and the scopes that an operation needs. Guarded
// by the simulator's lock.

#include <cstdint>
#include <limits>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/request.hpp"
#include "common/settings.hpp"

namespace sluice::simulator {

// The token of `Authorization: Bearer …`, scheme without case; empty when there is none.
std::string bearer_token(const Request& request);

class TokenRegistry {
 public:
  struct Grant {
    bool everything = false;
    std::set<std::string> scopes;
    std::string application;  // whose request window it uses
    std::int64_t expires_ms = std::numeric_limits<std::int64_t>::max();
    bool revoked = false;
  };

  // A personal token: an application of its own, no end.
  void add(const TokenGrant& grant);
  void add(const std::string& token, Grant grant);
  void revoke(const std::string& token);
  // Null when the token is not known, expired or revoked.
  const Grant* find(const std::string& token, std::int64_t now_ms) const;
  // The key of the request window; an unknown token is its own.
  std::string application(const std::string& token) const;

 private:
  std::unordered_map<std::string, Grant> grants_;
};

// `need` is the scope column: space joins scopes that are all needed, "or" alternatives.
bool satisfies(const TokenRegistry::Grant& grant, std::string_view need);

}  // namespace sluice::simulator
