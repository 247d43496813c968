#include "api/tokens.hpp"

#include <Poco/String.h>

#include <algorithm>
#include <sstream>

namespace sluice::simulator {
namespace {

// The column has remarks in brackets and after a comma.
std::string without_remarks(std::string_view need) {
  std::string plain;
  int depth = 0;
  for (const char c : need) {
    if (c == '(') ++depth;
    if (depth == 0 && c == ',') break;
    if (depth == 0) plain += c;
    if (c == ')') --depth;
  }
  return plain;
}

std::vector<std::vector<std::string>> alternatives(std::string_view need) {
  std::vector<std::vector<std::string>> groups(1);
  std::istringstream words(without_remarks(need));
  std::string word;
  while (words >> word) {
    if (word == "or") {
      groups.emplace_back();
    } else {
      groups.back().push_back(word);
    }
  }
  return groups;
}

}  // namespace

std::string bearer_token(const Request& request) {
  const std::string* value = request.header("Authorization");
  if (value == nullptr || value->size() < 7) return {};
  if (Poco::icompare(value->substr(0, 7), "bearer ") != 0) return {};
  return Poco::trim(value->substr(7));
}

void TokenRegistry::add(const TokenGrant& grant) {
  Grant& known = grants_[grant.token];
  known.everything = grant.scopes.empty();
  known.scopes.insert(grant.scopes.begin(), grant.scopes.end());
  known.application = grant.token;
}

void TokenRegistry::add(const std::string& token, Grant grant) {
  grants_[token] = std::move(grant);
}

void TokenRegistry::revoke(const std::string& token) {
  const auto found = grants_.find(token);
  if (found != grants_.end()) found->second.revoked = true;
}

const TokenRegistry::Grant* TokenRegistry::find(const std::string& token,
                                                std::int64_t now_ms) const {
  const auto found = grants_.find(token);
  const bool alive =
      found != grants_.end() && !found->second.revoked && now_ms < found->second.expires_ms;
  return alive ? &found->second : nullptr;
}

std::string TokenRegistry::application(const std::string& token) const {
  const auto found = grants_.find(token);
  return found == grants_.end() ? token : found->second.application;
}

bool satisfies(const TokenRegistry::Grant& grant, std::string_view need) {
  if (grant.everything) return true;
  const std::vector<std::vector<std::string>> groups = alternatives(need);
  return std::any_of(groups.begin(), groups.end(), [&grant](const auto& group) {
    return std::all_of(group.begin(), group.end(),
                       [&grant](const std::string& scope) { return grant.scopes.contains(scope); });
  });
}

}  // namespace sluice::simulator
