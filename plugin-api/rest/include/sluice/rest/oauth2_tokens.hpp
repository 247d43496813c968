// What an OAuth 2 authorization granted: tokens, their lifetime, and their scope. A value;
// no thread rule.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sluice/context.hpp"
#include "sluice/result.hpp"

namespace sluice::rest {

struct OAuth2Tokens {
  std::string access;
  std::string refresh;     // empty: cannot be renewed
  std::string scope;       // what was granted, space-delimited; empty: not stated
  int64_t received_s = 0;  // our clock, seconds since 1970 UTC
  int64_t expires_s = 0;   // our clock; 0: not stated
  // A refresh with this refresh token was sent and its response has not come: it may be used up.
  bool refreshing = false;

  // Good for requests: it is renewed a margin before it expires (a tenth of its life, at most a
  // minute), so no request is sent with a token that is about to expire.
  bool fresh(int64_t now_s) const;
  bool expired(int64_t now_s) const { return expires_s && now_s >= expires_s; }

  // As stored by the host: lines "name=value".
  std::string kept_text() const;
  // E_DATA if the text is not from kept_text().
  static Result<OAuth2Tokens> from_kept(std::string_view text);
  // A token endpoint's response (RFC 6749 5.1). The lifetime is counted from `now_s` by
  // `expires_in`, so clocks need not agree; by `expires` (Unix seconds), which some send, if there
  // is nothing else. E_DATA without an access token; messages hold no token.
  static Result<OAuth2Tokens> from_response(const Host& host, std::string_view body, int64_t now_s);
};

// True if `granted` (space-delimited) has every scope of `needs`: blanks join scopes that are all
// needed, "or" alternatives, "," separates two needs. Otherwise `lacking` holds what is missing.
bool scopes_cover(std::string_view granted, std::string_view needs, std::string* lacking);

}  // namespace sluice::rest
