#include "server/oauth.hpp"

#include <Poco/String.h>
#include <Poco/URI.h>

#include <sstream>

#include "common/json_members.hpp"
#include "faults/fault_responses.hpp"

namespace sluice::simulator {
namespace {

constexpr std::int64_t kCodeLifeMs = 600'000;
constexpr const char* kBucket = "token";

// Carries a refusal of the token endpoint to the outer handler: these bodies have a shape of their
// own.
struct TokenRefusal {
  int status;
  const char* code;
  std::string description;
};

Response refused(const TokenRefusal& refusal) {
  return {.status = refusal.status,
          .body = "{\"error\":" + quote(refusal.code) +
                  ",\"error_description\":" + quote(refusal.description) + "}"};
}

const std::string& needed(const Query& query, const char* name) {
  const std::string* value = query.first(name);
  if (value == nullptr || value->empty()) {
    throw TokenRefusal{400, "invalid_request", std::string(name) + " is required"};
  }
  return *value;
}

Response redirect(const std::string& to,
                  const std::vector<std::pair<const char*, std::string>>& with) {
  std::string target = to;
  for (const auto& [name, value] : with) {
    std::string encoded;
    Poco::URI::encode(value, "+&=#%?/:;,", encoded);
    target += target.find('?') == std::string::npos ? '?' : '&';
    target += std::string(name) + "=" + encoded;
  }
  return {.status = 302, .body = {}, .headers = {{"Location", target}}};
}

bool is_form(const Request& request) {
  const std::string* type = request.header("Content-Type");
  return type != nullptr && Poco::toLower(*type).starts_with("application/x-www-form-urlencoded");
}

TokenRegistry::Grant grant_of(const std::string& client_id, const std::string& scope,
                              std::int64_t expires_ms) {
  TokenRegistry::Grant grant;
  std::istringstream words(scope);
  std::string word;
  while (words >> word) grant.scopes.insert(word);
  grant.application = client_id;
  grant.expires_ms = expires_ms;
  return grant;
}

}  // namespace

OAuth::OAuth(const Settings& settings, TokenRegistry& tokens)
    : settings_(settings), tokens_(tokens), random_(settings.seed ^ 0x0a07'0a07'0a07'0a07U) {
  configure_limit();
}

void OAuth::configure_limit() {
  limiter_.configure(settings_.token_rate_limit, settings_.token_rate_window_s);
}

const OAuthClient* OAuth::find_client(const std::string& id) const {
  for (const OAuthClient& client : settings_.oauth_clients) {
    if (client.id == id) return &client;
  }
  return nullptr;
}

std::string OAuth::opaque(const char* prefix) {
  std::string text = prefix + random_.uuid() + random_.uuid();
  std::erase(text, '-');
  return text;
}

Response OAuth::authorize(const Query& query, bool deny, std::int64_t now_ms) {
  try {
    const std::string& client_id = needed(query, "client_id");
    const std::string& redirect_uri = needed(query, "redirect_uri");
    const std::string& state = needed(query, "state");
    if (needed(query, "response_type") != "code") {
      throw TokenRefusal{400, "unsupported_response_type", "response_type must be code"};
    }
    if (find_client(client_id) == nullptr) {
      throw TokenRefusal{400, "invalid_client", "client_id names no application"};
    }
    const std::string* scope = query.first("scope");
    if (deny || scope == nullptr || scope->empty()) {
      return redirect(redirect_uri, {{"error", "access_denied"}, {"state", state}});
    }
    const std::string code = opaque("code");
    codes_[code] = {client_id, redirect_uri, *scope, now_ms + kCodeLifeMs};
    return redirect(redirect_uri,
                    {{"code", code}, {"domain_prefix", settings_.domain_prefix}, {"state", state}});
  } catch (const TokenRefusal& refusal) {
    return refused(refusal);
  }
}

Response OAuth::token(const Request& request, std::int64_t now_ms) {
  if (limiter_.count(kBucket, now_ms).over) return too_many_requests({}, false, 0);
  try {
    if (!is_form(request)) throw TokenRefusal{400, "invalid_request", "the body must be a form"};
    const Query form = Query::parse(request.body);
    const std::string& grant = needed(form, "grant_type");
    const bool known = grant == "authorization_code" || grant == "refresh_token";
    if (!known) throw TokenRefusal{400, "unsupported_grant_type", grant + " is not supported"};
    const OAuthClient* client = find_client(needed(form, "client_id"));
    if (client == nullptr || client->secret != needed(form, "client_secret")) {
      throw TokenRefusal{401, "invalid_client", "The client credentials are invalid."};
    }
    return grant == "refresh_token" ? refresh(form, now_ms) : exchange(form, now_ms);
  } catch (const TokenRefusal& refusal) {
    return refused(refusal);
  }
}

Response OAuth::exchange(const Query& form, std::int64_t now_ms) {
  const std::string& redirect_uri = needed(form, "redirect_uri");
  const auto found = codes_.find(needed(form, "code"));
  const std::string client_id = needed(form, "client_id");
  const bool valid = found != codes_.end() && found->second.client_id == client_id &&
                     found->second.redirect_uri == redirect_uri &&
                     now_ms < found->second.expires_ms;
  if (!valid) throw TokenRefusal{401, "invalid_grant", "The authorization code is invalid."};
  const std::string scope = found->second.scope;
  codes_.erase(found);
  return {.body = issue(client_id, scope, now_ms)};
}

Response OAuth::refresh(const Query& form, std::int64_t now_ms) {
  const auto found = refreshes_.find(needed(form, "refresh_token"));
  const std::string client_id = needed(form, "client_id");
  if (found == refreshes_.end() || found->second.client_id != client_id) {
    throw TokenRefusal{401, "invalid_grant", "The refresh token is invalid."};
  }
  const Refresh old = found->second;
  refreshes_.erase(found);
  tokens_.revoke(old.access_token);
  return {.body = issue(client_id, old.scope, now_ms)};
}

std::string OAuth::issue(const std::string& client_id, const std::string& scope,
                         std::int64_t now_ms) {
  const std::string access = opaque("lsxs_at_");
  const std::string refresh = opaque("lsxs_rt_");
  const std::int64_t expires_ms = now_ms + std::int64_t{settings_.token_ttl_s} * 1000;
  tokens_.add(access, grant_of(client_id, scope, expires_ms));
  refreshes_[refresh] = {client_id, scope, access};
  return "{\"access_token\":" + quote(access) +
         ",\"token_type\":\"Bearer\",\"expires\":" + std::to_string(expires_ms / 1000) +
         ",\"expires_in\":" + std::to_string(settings_.token_ttl_s) +
         ",\"refresh_token\":" + quote(refresh) +
         ",\"domain_prefix\":" + quote(settings_.domain_prefix) + ",\"scope\":" + quote(scope) +
         "}";
}

std::vector<Header> OAuth::rate_headers(std::int64_t now_ms) const {
  const RateState state = limiter_.peek(kBucket, now_ms);
  return {{"X-RateLimit-Limit", std::to_string(state.limit)},
          {"X-RateLimit-Remaining", std::to_string(state.remaining)},
          {"X-RateLimit-Reset", std::to_string(state.window_end_ms / 1000)}};
}

}  // namespace sluice::simulator
