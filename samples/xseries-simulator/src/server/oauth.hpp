#pragma once
// Section 3 of the behaviours: the consent page that approves at once, codes, and the token
// endpoint with rotation and a request limit of its own. Guarded by the simulator's lock.

#include <map>
#include <string>

#include "api/tokens.hpp"
#include "common/random.hpp"
#include "common/request.hpp"
#include "common/settings.hpp"
#include "faults/faults.hpp"
#include "server/rate_limiter.hpp"

namespace sluice::simulator {

class OAuth {
 public:
  // Both references must outlive it.
  OAuth(const Settings& settings, TokenRegistry& tokens);

  // GET /connect: 302 to the redirect URI, with a code or with `access_denied`.
  Response authorize(const Query& query, bool deny, std::int64_t now_ms);
  // POST /api/1.0/token, both grants; counts in the endpoint's own window.
  Response token(const Request& request, std::int64_t now_ms);
  // The token response of an authorization: for tests that start with one.
  std::string issue(const std::string& client_id, const std::string& scope, std::int64_t now_ms);
  // Limit, Remaining and Reset of the token endpoint.
  std::vector<Header> rate_headers(std::int64_t now_ms) const;
  void configure_limit();

 private:
  struct Code {
    std::string client_id;
    std::string redirect_uri;
    std::string scope;
    std::int64_t expires_ms;
  };
  struct Refresh {
    std::string client_id;
    std::string scope;
    std::string access_token;  // issued with it, revoked with it
  };

  const OAuthClient* find_client(const std::string& id) const;
  Response exchange(const Query& form, std::int64_t now_ms);
  Response refresh(const Query& form, std::int64_t now_ms);
  std::string opaque(const char* prefix);

  const Settings& settings_;
  TokenRegistry& tokens_;
  Random random_;
  RateLimiter limiter_;
  std::map<std::string, Code> codes_;
  std::map<std::string, Refresh> refreshes_;
};

}  // namespace sluice::simulator
