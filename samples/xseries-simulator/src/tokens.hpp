#pragma once
// Personal tokens and the scopes that an operation needs. OAuth tokens will be further grants of
// the same registry. Guarded by the simulator's lock.

#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "request.hpp"
#include "settings.hpp"

namespace sluice::simulator {

// The token of `Authorization: Bearer …`, scheme without case; empty when there is none.
std::string bearer_token(const Request& request);

class TokenRegistry {
 public:
  struct Grant {
    bool everything = false;
    std::set<std::string> scopes;
  };

  void add(const TokenGrant& grant);
  // Null when the token is not known.
  const Grant* find(const std::string& token) const;

 private:
  std::unordered_map<std::string, Grant> grants_;
};

// `need` is the scope column: space joins scopes that are all needed, "or" alternatives.
bool satisfies(const TokenRegistry::Grant& grant, std::string_view need);

}  // namespace sluice::simulator
